using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Formats.Jsonl;
using Labelwise.Grains;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;
using Labelwise.Host.Jobs;

namespace Labelwise.Host.Evaluations;

/// <summary>A file of predictions, each held against what is measured when its sample is asked for.</summary>
sealed class BroughtAnswers(IBlobStore blobs, OffGrain work, ContentHash jsonl, PredictionFile file) : IBroughtAnswers
{
    static readonly PredictionRefusal Missing = new(PredictionRefusals.NotBrought, "The file says nothing of this sample, which counts as a wrong answer.");

    public int Count => file.Count;

    public ImmutableArray<RecordError> Faults { get; } = [.. file.Faults.Select(f => new RecordError(f.File, f.Line, f.Code, f.Reason))];

    public Task<ImmutableArray<Outcome<CandidateAnswer, PredictionRefusal>>> Of(
        EvaluationTarget target, ImmutableArray<SealedSample> samples, CancellationToken cancellation = default) => work.Run(async aborted =>
    {
        await using var content = await blobs.OpenRead(jsonl, null, aborted) ?? throw new InvalidDataException($"The predictions {jsonl} are gone.");
        var lines = file.Read(content, [.. samples.Select(s => s.ExternalId)]);
        return lines.Select(line => line is null ? Missing : Of(target, line)).ToImmutableArray();
    }, cancellation);

    static Outcome<CandidateAnswer, PredictionRefusal> Of(EvaluationTarget target, BroughtLine line)
    {
        var (answer, wrong) = CandidateAnswer.Of(target, line.Labels, line.Confidence);
        return answer is not null ? answer : new PredictionRefusal(wrong!.Code, $"Line {line.Line}, {wrong.Pointer}: {wrong.Message}");
    }
}
