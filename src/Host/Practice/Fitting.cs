using System.Collections.Concurrent;
using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Practice;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Practice;

/// <summary>Which examples conform to a data spec. Remembered, as everybody's work page asks for it every few seconds.</summary>
public sealed class Fitting(ILabelStore labels)
{
    readonly ConcurrentDictionary<ProjectId, (ImmutableArray<PracticeExample> Examples, ContentHash Spec, ImmutableArray<PracticeExample> Given)> known = new();

    /// <summary>Those that newcomers are given: with a known answer that does not conform, right answers would be marked wrong.</summary>
    public async ValueTask<ImmutableArray<PracticeExample>> Given(ProjectId project, DataSpec spec, ImmutableArray<PracticeExample> examples, CancellationToken cancellation)
    {
        if (examples.IsEmpty) return examples;
        if (known.TryGetValue(project, out var before) && before.Spec == spec.Hash && before.Examples.SequenceEqual(examples)) return before.Given;
        var documents = await Known(examples, cancellation);
        var given = examples.Where((e, i) => Fits(spec, e.Sample, documents[i])).ToImmutableArray();
        known[project] = (examples, spec.Hash, given);
        return given;
    }

    /// <summary>The known answers as kept at rest, in the order of the examples.</summary>
    public async ValueTask<ImmutableArray<LabelDocument>> Known(ImmutableArray<PracticeExample> examples, CancellationToken cancellation)
    {
        var found = await labels.Get([.. examples.Select(e => e.Label)], cancellation);
        return [.. found.Select((utf8, i) => utf8 is { } bytes && LabelDocument.Parse(bytes).Labels is { } document ? document
            : throw new InvalidDataException($"The known answer {examples[i].Label} of {examples[i].Task} cannot be read."))];
    }

    public static bool Fits(DataSpec spec, Sample sample, LabelDocument known) => spec.Check(known, FactsOf(spec, sample)).IsEmpty;

    public static SampleFacts FactsOf(DataSpec spec, Sample sample) => new(spec.Media, sample.Width, sample.Height, sample.TextLength);
}
