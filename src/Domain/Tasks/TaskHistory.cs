using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>The history of a task before anybody worked on it, told from what its block's row knows.</summary>
public static class TaskHistory
{
    public static ImmutableArray<HistoryEntry> BeforeWork(TaskOrigin origin)
    {
        var history = ImmutableArray.CreateBuilder<HistoryEntry>();
        Note(origin.ImportedAt, "import", "import", TaskState.Queued, TaskState.Queued);
        if (origin is { Prediction.Model: var model, PredictedAt: { } predictedAt })
            Note(predictedAt, $"{model.Model} v{model.Version}", "predict", TaskState.Queued, TaskState.Queued);
        if (origin.Accepted is { } accepted)
        {
            Note(accepted.At, "model", "submit", TaskState.Queued, TaskState.Submitted);
            Note(accepted.At, "policy", "decide", TaskState.Submitted, TaskState.Reviewed, accepted.Rule);
        }
        if (origin.RecalledAt is { } recalledAt)
            Note(recalledAt, "policy", "recall", TaskState.Reviewed, TaskState.Submitted, "certificate-broken");
        return history.ToImmutable();

        void Note(DateTimeOffset at, string by, string command, TaskState from, TaskState to, string? reason = null) =>
            history.Add(new(history.Count > 0 ? Later(history[^1], at) : at, by, command, from, to, reason));
    }

    /// <summary>A clock set back never makes history run backwards.</summary>
    internal static DateTimeOffset Later(HistoryEntry last, DateTimeOffset at) => last.At > at ? last.At : at;
}
