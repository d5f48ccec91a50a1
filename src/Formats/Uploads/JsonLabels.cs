using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Formats.Uploads;

/// <summary>A label document in names, as a manifest or a line brought it.</summary>
public sealed class JsonLabels(ReadOnlyMemory<byte> utf8, string file, int? line) : IBroughtLabels
{
    public BroughtLabels Read(DataSpec spec, SampleFacts sample)
    {
        var (labels, violations) = LabelDocument.Parse(utf8);
        if (labels is null) return new(null, LineReader.FaultsOf(violations, file, line));
        var (atRest, wrong) = spec.Resolve(labels, sample);
        return new(atRest, LineReader.FaultsOf(wrong, file, line));
    }
}
