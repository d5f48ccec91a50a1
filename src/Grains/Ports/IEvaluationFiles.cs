using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Versions;

namespace Labelwise.Grains.Ports;

/// <summary>Reads versions, holds what candidates say against their labels, and writes what came of it as blobs. Works on threads of
/// its own. The same input gives the same blobs, so whatever a crash interrupted can be done again.</summary>
public interface IEvaluationFiles
{
    /// <returns>In how many parts a version is read.</returns>
    Task<int> Parts(SealedVersion version, CancellationToken cancellation = default);

    /// <summary>The samples of one part that are in a split, in order of tasks.</summary>
    /// <param name="split">Null for all.</param>
    Task<ImmutableArray<SealedSample>> Part(SealedVersion version, int part, string? split, CancellationToken cancellation = default);

    /// <summary>Looks through predictions that were made elsewhere, a line for each.</summary>
    /// <returns>Null when there is no such blob.</returns>
    Task<IBroughtAnswers?> Brought(ContentHash jsonl, CancellationToken cancellation = default);

    /// <summary>Keeps what a candidate says of samples beside what their labels say.</summary>
    /// <param name="spec">The version's.</param>
    /// <param name="said">One for each sample; null where there is no prediction.</param>
    Task<JudgedPart> Judge(
        EvaluationTarget target, DataSpec spec, ImmutableArray<SealedSample> samples, ImmutableArray<CandidateAnswer?> said, CancellationToken cancellation = default);

    /// <summary>Adds everything up.</summary>
    Task<EvaluationReportRef> Report(EvaluationTarget target, ImmutableArray<JudgedPart> parts, EvaluationTimes times, CancellationToken cancellation = default);
}

/// <summary>Predictions that were made elsewhere, found by their samples.</summary>
public interface IBroughtAnswers
{
    /// <summary>Samples that are predicted, in the version or not.</summary>
    int Count { get; }

    /// <summary>Lines that cannot be read.</summary>
    ImmutableArray<RecordError> Faults { get; }

    /// <returns>For each sample what is said of it, or why nothing is.</returns>
    Task<ImmutableArray<Outcome<CandidateAnswer, PredictionRefusal>>> Of(
        EvaluationTarget target, ImmutableArray<SealedSample> samples, CancellationToken cancellation = default);
}

/// <summary>What was judged of one part of a version: lines of JSON.</summary>
/// <param name="Unlabeled">Samples whose label does not say what is measured; they are passed over.</param>
/// <param name="Failures">Samples that got no prediction, which count as wrong.</param>
[GenerateSerializer, Immutable, Alias("judged-part")]
public sealed record JudgedPart([property: Id(0)] ContentHash Blob, [property: Id(1)] int Samples, [property: Id(2)] int Unlabeled, [property: Id(3)] int Failures);

/// <param name="SingleMs">Milliseconds of samples that were predicted one by one, each from its stored bytes to its answer.</param>
/// <param name="SamplesPerSecond">Of whole parts at once; null where none was timed.</param>
public sealed record EvaluationTimes(ImmutableArray<double> SingleMs, double? SamplesPerSecond);

/// <summary>A report, written, and its first line.</summary>
/// <param name="Metric">What candidates are ranked by.</param>
/// <param name="Worst">Blob of the worst errors: named here, so that what looks for blobs that nothing names finds it named.</param>
[GenerateSerializer, Immutable, Alias("evaluation-report-ref")]
public sealed record EvaluationReportRef(
    [property: Id(0)] ContentHash Blob, [property: Id(1)] int Samples, [property: Id(2)] string Metric, [property: Id(3)] double Value,
    [property: Id(4)] double? Low, [property: Id(5)] double? High, [property: Id(6)] ContentHash Worst = default);
