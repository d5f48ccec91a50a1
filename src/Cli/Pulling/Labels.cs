using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Cli.Pulling;

/// <summary>Holds exported labels against the hashes in the manifest.</summary>
static class Labels
{
    /// <summary>What an export says otherwise than the manifest.</summary>
    /// <param name="spec">The version's, by which names become what was hashed; null to leave labels unchecked.</param>
    public static List<Fault> Check(byte[] jsonl, ImmutableArray<PulledSample> samples, DataSpec? spec)
    {
        var expected = samples.ToDictionary(s => s.ExternalId, StringComparer.Ordinal);
        var faults = new List<Fault>();
        using var reader = new StreamReader(new MemoryStream(jsonl));
        while (reader.ReadLine() is { } text)
        {
            using var document = JsonDocument.Parse(text);
            var line = document.RootElement;
            var id = line.GetProperty("externalId").GetString()!;
            if (!expected.Remove(id, out var sample)) faults.Add(new(id, "its label is exported, and it is not in the version"));
            else if (line.GetProperty("sample").GetString() != sample.Sample.ToString()) faults.Add(new(id, "its label is said to be another sample's"));
            else if (spec is not null && !Agrees(line.GetProperty("labels"), sample, spec)) faults.Add(new(id, "its label is not the one that was sealed"));
        }
        faults.AddRange(expected.Keys.Select(id => new Fault(id, "its label is missing from the export")));
        return faults;
    }

    static bool Agrees(JsonElement labels, PulledSample sample, DataSpec spec)
    {
        if (LabelDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(labels)).Labels is not { } named) return false;
        var facts = spec.Media is MediaKind.Image ? SampleFacts.Image(sample.Width, sample.Height) : SampleFacts.Text(sample.TextLength);
        return spec.Resolve(named, facts).AtRest?.Hash == sample.Label;
    }
}
