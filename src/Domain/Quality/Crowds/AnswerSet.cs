namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Who answered what, in columns ordered by task, so that a million answers are three arrays. A model is one more worker;
/// gold answers and reviewers' verdicts are <see cref="Known"/>.
/// </summary>
public sealed class AnswerSet
{
    /// <summary>How sure a known label is: verdicts too have slips of the hand.</summary>
    public const double SureOfKnown = 0.9999;

    AnswerSet(int tasks, int workers, int classes, int[] from, int[] worker, int[] label, int[] known) =>
        (Tasks, Workers, Classes, From, Worker, Label, Known) = (tasks, workers, classes, from, worker, label, known);

    public int Tasks { get; }
    public int Workers { get; }
    public int Classes { get; }
    public int Count => Worker.Length;

    /// <summary>[Tasks + 1]: the answers to task t are [From[t], From[t + 1]), in the order in which they came.</summary>
    internal int[] From { get; }

    /// <summary>[Count].</summary>
    internal int[] Worker { get; }

    /// <summary>[Count], in [0, Classes).</summary>
    internal int[] Label { get; }

    /// <summary>[Tasks]: the class that a verdict or a gold answer gave, or -1.</summary>
    internal int[] Known { get; }

    /// <param name="task">Of each answer, in [0, tasks); answers in any order, results depend on it by rounding alone.</param>
    /// <param name="worker">Of each answer, in [0, workers).</param>
    /// <param name="label">Of each answer, in [0, classes).</param>
    /// <param name="known">[tasks], the known class or -1; empty where none is known.</param>
    /// <exception cref="ArgumentException">Columns of unequal length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public static AnswerSet Of(
        int tasks, int workers, int classes, ReadOnlySpan<int> task, ReadOnlySpan<int> worker, ReadOnlySpan<int> label, ReadOnlySpan<int> known = default)
    {
        if (task.Length != worker.Length || task.Length != label.Length) throw new ArgumentException("Columns must be of one length.", nameof(label));
        if (known.Length != 0 && known.Length != tasks) throw new ArgumentException("There must be one for each task.", nameof(known));
        Within(task, 0, tasks, nameof(task));
        Within(worker, 0, workers, nameof(worker));
        Within(label, 0, classes, nameof(label));
        Within(known, -1, classes, nameof(known));
        var from = new int[tasks + 1];
        foreach (var t in task) from[t + 1]++;
        for (var t = 0; t < tasks; t++) from[t + 1] += from[t];
        var (next, workers_, labels) = (from.AsSpan(0, tasks).ToArray(), new int[task.Length], new int[task.Length]);
        for (var i = 0; i < task.Length; i++)
        {
            var at = next[task[i]]++;
            (workers_[at], labels[at]) = (worker[i], label[i]);
        }
        var all = known.Length == tasks ? known.ToArray() : new int[tasks];
        if (known.Length != tasks) Array.Fill(all, -1);
        return new(tasks, workers, classes, from, workers_, labels, all);
    }

    /// <summary>In which of the parts an answer is. The answers of one task go round over the parts, so that each part
    /// takes about as many from every task; where the round begins is mixed from the task's number.</summary>
    internal int Part(int task, int answer, int parts) => (int)((AuditOrder.Mix((ulong)task) + (ulong)(answer - From[task])) % (ulong)parts);

    /// <summary>All answers but those of one part.</summary>
    internal AnswerSet Without(int part, int parts)
    {
        var (from, worker, label) = (new int[Tasks + 1], new List<int>(Count), new List<int>(Count));
        for (var t = 0; t < Tasks; t++)
        {
            for (var i = From[t]; i < From[t + 1]; i++)
            {
                if (Part(t, i, parts) == part) continue;
                worker.Add(Worker[i]);
                label.Add(Label[i]);
            }
            from[t + 1] = worker.Count;
        }
        return new(Tasks, Workers, Classes, from, [.. worker], [.. label], Known);
    }

    /// <summary>One task in so many with all its answers, drawn by their numbers; tasks are numbered anew.</summary>
    public AnswerSet OneIn(int many) => Only([.. Enumerable.Range(0, Tasks).Where(t => IsDrawn(t, many))]);

    internal static bool IsDrawn(int task, int oneIn) => AuditOrder.Mix((ulong)task) % (ulong)oneIn == 0;

    /// <summary>Some tasks with all their answers, numbered anew in this order.</summary>
    /// <param name="byWorker">Whether the answers of a task come by their workers' numbers instead of as they came.</param>
    internal AnswerSet Only(ReadOnlySpan<int> tasks, bool byWorker = false)
    {
        var (from, worker, label, known) = (new List<int> { 0 }, new List<int>(), new List<int>(), new List<int>());
        foreach (var t in tasks)
        {
            worker.AddRange(Worker.AsSpan(From[t], From[t + 1] - From[t]));
            label.AddRange(Label.AsSpan(From[t], From[t + 1] - From[t]));
            from.Add(worker.Count);
            known.Add(Known[t]);
        }
        var (workers, labels) = (worker.ToArray(), label.ToArray());
        for (var t = 1; byWorker && t < from.Count; t++)
            workers.AsSpan(from[t - 1]..from[t]).Sort(labels.AsSpan(from[t - 1]..from[t]));
        return new(known.Count, Workers, Classes, [.. from], workers, labels, [.. known]);
    }

    /// <summary>Shares of the answers of each task, with one more answer spread evenly over all classes.</summary>
    /// <returns>[Tasks * Classes]: where every iteration starts.</returns>
    internal double[] SmoothedShares()
    {
        var shares = new double[Tasks * Classes];
        for (var t = 0; t < Tasks; t++)
        {
            var row = shares.AsSpan(t * Classes, Classes);
            row.Fill(1.0 / Classes);
            for (var i = From[t]; i < From[t + 1]; i++) row[Label[i]]++;
            foreach (ref var share in row) share /= From[t + 1] - From[t] + 1;
            Certain(t, row);
        }
        return shares;
    }

    /// <summary>Overwrites a posterior by what is known of its task, if anything is.</summary>
    internal void Certain(int task, Span<double> posterior)
    {
        if (Known[task] is not (>= 0 and var known) || Classes == 1) return;
        posterior.Fill((1 - SureOfKnown) / (Classes - 1));
        posterior[known] = SureOfKnown;
    }

    static void Within(ReadOnlySpan<int> values, int least, int end, string name)
    {
        foreach (var value in values)
            if (value < least || value >= end) throw new ArgumentOutOfRangeException(name, value, $"Must lie in [{least}, {end}).");
    }
}
