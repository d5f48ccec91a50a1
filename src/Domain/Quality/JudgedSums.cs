using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>Stated confidences beside what somebody nearer to the truth found: how many tasks were stated so sure, and how many of
/// them were right. Sums over <see cref="ConfidenceBins"/>, so that blocks' add up.</summary>
/// <remarks>
/// What it says holds for all decided tasks only where the judged ones were drawn by lot and not for what they look like: tasks of
/// sampled review (by a seed fixed before anybody answered; of each the first verdict counts), and settled audits (by
/// <see cref="AuditOrder"/>, blind). Tasks that a reviewer got because people disagreed, or that a curator sent for, are left out. A
/// reviewer sees the label that is judged, so that what slips through counts as right; an auditor does not. Intervals are Clopper and
/// Pearson's, and take tasks for independent.
/// </remarks>
public sealed class JudgedSums
{
    /// <summary>Tasks in a bin that is shown, at least: neighbouring ones are put together.</summary>
    const int FewestTasks = 20;

    readonly int[] tasks = new int[ConfidenceBins.Count], right = new int[ConfidenceBins.Count];
    readonly double[] stated = new double[ConfidenceBins.Count];

    public int Tasks => tasks.Sum();

    /// <summary>Of them, those found right.</summary>
    public int Right => right.Sum();

    /// <summary>Mean stated confidence; NaN without tasks.</summary>
    public double Stated => stated.Sum() / Tasks;

    /// <param name="confidence">Stated before, in [0, 1].</param>
    public void Add(double confidence, bool isRight)
    {
        var bin = ConfidenceBins.Of(Math.Clamp(confidence, 0, 1));
        tasks[bin]++;
        stated[bin] += confidence;
        if (isRight) right[bin]++;
    }

    public void Add(JudgedSums other)
    {
        for (var bin = 0; bin < tasks.Length; bin++)
        {
            tasks[bin] += other.tasks[bin];
            right[bin] += other.right[bin];
            stated[bin] += other.stated[bin];
        }
    }

    /// <summary>Settled audits, as far as none before them in their class is unsettled: a disagreement takes longer to settle than an
    /// agreement, so that all that are settled by now would flatter the model.</summary>
    public static JudgedSums Of(IEnumerable<Audit> audits)
    {
        var sums = new JudgedSums();
        foreach (var ofClass in audits.GroupBy(a => a.Class))
            foreach (var audit in ofClass.OrderBy(a => a.Rank).TakeWhile(a => a.IsSettled)) sums.Add(audit.Confidence, audit.Status is AuditStatus.Agrees);
        return sums;
    }

    /// <summary>From the least sure on, each of <see cref="FewestTasks"/> tasks or more, where there are as many.</summary>
    public ImmutableArray<JudgedBin> Bins()
    {
        var bins = new List<(int From, int To, int Tasks, int Right, double Stated)>();
        foreach (var bin in Enumerable.Range(0, tasks.Length).Where(b => tasks[b] > 0))
            if (bins is [.., { Tasks: < FewestTasks } last]) bins[^1] = (last.From, bin, last.Tasks + tasks[bin], last.Right + right[bin], last.Stated + stated[bin]);
            else bins.Add((bin, bin, tasks[bin], right[bin], stated[bin]));
        if (bins is [.., var before, { Tasks: < FewestTasks } few])
        {
            bins.RemoveAt(bins.Count - 1);
            bins[^1] = (before.From, few.To, before.Tasks + few.Tasks, before.Right + few.Right, before.Stated + few.Stated);
        }
        return [.. bins.Select(b => new JudgedBin(
            ConfidenceBins.Edges[b.From], b.To + 1 < ConfidenceBins.Count ? ConfidenceBins.Edges[b.To + 1] : 1, b.Tasks, b.Stated / b.Tasks, b.Right, ClopperPearson.Interval(b.Right, b.Tasks, 0.95)))];
    }
}

/// <param name="From">Least confidence in it.</param>
/// <param name="To">Largest.</param>
/// <param name="Stated">Mean confidence.</param>
/// <param name="Interval">95 % interval of the share that is right.</param>
public readonly record struct JudgedBin(double From, double To, int Tasks, double Stated, int Right, (double Lower, double Upper) Interval)
{
    public double RightShare => (double)Right / Tasks;
}
