using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Formats.Jsonl;
using Labelwise.Grains;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Predictions;

namespace Labelwise.Host.Predictions;

/// <summary>Passes brought predictions on as they arrive, a batch at a time.</summary>
public sealed class PredictionIntake(IGrainFactory grains)
{
    /// <param name="run">Names this bringing: the same again changes nothing.</param>
    /// <returns>How many were taken; errors beyond <see cref="JobView.MostErrors"/> are not listed.</returns>
    public async Task<Outcome<BroughtAnswer>> Take(ProjectId project, Stream jsonl, string run, CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IBroughtPredictionsGrain>(project.Value);
        var errors = ImmutableArray.CreateBuilder<RecordError>();
        var accepted = 0;
        await foreach (var lines in PredictionLines.Read(jsonl, cancellation).Chunk(IBroughtPredictionsGrain.Most).WithCancellation(cancellation))
        {
            errors.AddRange(lines.SelectMany(l => l.Faults).Select(f => new RecordError(f.File, f.Line, f.Code, f.Reason)));
            var batch = lines.Select(l => l.Prediction).OfType<BroughtLine>()
                .Select(l => new BroughtPrediction(l.Line, l.ExternalId, l.Labels, l.Confidence, l.Probabilities, l.Embedding)).ToImmutableArray();
            if ((await grain.Take(batch)).Refuses(out var why, out var taken)) return why;
            accepted += taken.Accepted;
            errors.AddRange(taken.Errors);
        }
        if (accepted > 0) await grain.Finish(run);
        return new BroughtAnswer(accepted, [.. errors.Take(JobView.MostErrors)]);
    }
}
