using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>The history of a task before anybody worked on it, told from what its block's row knows.</summary>
public static class TaskHistory
{
    public static ImmutableArray<HistoryEntry> BeforeWork(TaskOrigin origin)
    {
        var history = ImmutableArray.Create(
            new HistoryEntry(origin.ImportedAt, "import", "import", TaskState.Queued, TaskState.Queued));
        if (origin is { Prediction: { } prediction, PredictedAt: { } predictedAt })
            history = history.Add(new(predictedAt, $"{prediction.Model.Model} v{prediction.Model.Version}", "predict",
                TaskState.Queued, TaskState.Queued));
        if (origin.Accepted is { } accepted)
            history = history.AddRange(
                new HistoryEntry(accepted.At, "model", "submit", TaskState.Queued, TaskState.Submitted),
                new HistoryEntry(accepted.At, "policy", "decide", TaskState.Submitted, TaskState.Reviewed, accepted.Rule));
        if (origin.RecalledAt is { } recalledAt)
            history = history.Add(new(recalledAt, "policy", "recall", TaskState.Reviewed, TaskState.Submitted, "certificate-broken"));
        return history;
    }
}
