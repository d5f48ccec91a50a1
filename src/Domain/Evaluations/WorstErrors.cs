using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>A sample on which a candidate is wrong.</summary>
/// <param name="Badness">In (0, 1]: how sure it is of a wrong class; the share of wrong boxes, made-up ones by their score; the share
/// of wrong characters.</param>
public sealed record JudgedError(Judged Sample, double Badness);

/// <summary>Keeps the worst of all errors.</summary>
public sealed class WorstErrors
{
    public const int Most = 1_000;

    readonly PriorityQueue<JudgedError, (double, long)> kept = new();
    long seen;

    public void Add(Judged sample, double badness)
    {
        if (badness <= 0) return;
        // Of equally bad ones those that came first stay.
        kept.Enqueue(new(sample, badness), (badness, -seen++));
        if (kept.Count > Most) kept.Dequeue();
    }

    /// <summary>The worst first.</summary>
    public ImmutableArray<JudgedError> Told()
    {
        var told = new List<JudgedError>();
        while (kept.TryDequeue(out var error, out _)) told.Add(error);
        told.Reverse();
        return [.. told];
    }
}
