using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Statistics;

/// <param name="Seq">Running number of the project's live events that this includes.</param>
/// <param name="Audits">Not shown to those whom it would help to tell audits apart.</param>
/// <param name="Hours">Where the last two hours saw no work: the hours with work before them.</param>
/// <param name="PerHour">Tasks decided in an hour of work: now, or else when work was done last.</param>
/// <param name="SecondsLeft">By the calendar; null while nothing moves.</param>
/// <param name="PaceDays">Over which that is foretold; null for the pace of now.</param>
public sealed record ProgressAnswer(
    ProjectId Project, long Seq, int Tasks, int Queued, int Working, int Submitted, int Reviewed, int WaitingForReview, AuditsAnswer? Audits,
    DecidedByAnswer? DecidedBy, int Annotations, IReadOnlyList<ClassCount>? Classes, IReadOnlyList<ThroughputPoint> Throughput,
    IReadOnlyList<ThroughputPoint>? Hours, double PerHour, double? SecondsLeft, int? PaceDays, double HumanLabelsPerTask)
{
    /// <param name="whole">False for annotators and reviewers: without audits, and without what the model decided.</param>
    public static ProgressAnswer Of(ProjectTotals totals, ProjectSettings project, long seq, bool whole, DateTimeOffset now)
    {
        if (!whole && project.Pipeline.Checks.Any) totals = Stepped(totals);
        var states = totals.States;
        var open = totals.Tasks - states[(int)TaskState.Reviewed];
        var pace = WorkPace.Of(totals.Throughput, totals.Hours, open, now);
        return new(
            project.Id, seq, totals.Tasks, states[(int)TaskState.Queued], states[(int)TaskState.Working], states[(int)TaskState.Submitted],
            states[(int)TaskState.Reviewed], totals.WaitsForReview,
            whole ? new(totals.Audits.Drawn, totals.Audits.Agree, totals.Audits.Differ, totals.Audits.Disputed) : null,
            whole ? new(totals.DecidedBy[(int)DeciderKind.People], totals.DecidedBy[(int)DeciderKind.Model], totals.DecidedBy[(int)DeciderKind.Reviewer]) : null,
            totals.Annotations, whole ? ClassCounts(totals, project) : null,
            [.. totals.Throughput.Select(ThroughputPoint.Of)], totals.Throughput.IsEmpty && !totals.Hours.IsEmpty ? [.. totals.Hours.Select(ThroughputPoint.Of)] : null,
            Math.Round(pace.PerHour, 1), pace.SecondsLeft is { } left ? Math.Round(left) : null, pace.OverDays,
            totals.Tasks is 0 ? 0 : Math.Round((double)totals.Annotations / totals.Tasks, 4));
    }

    /// <summary>While known answers are handed out, who works alone could tell from exact counters that theirs changed nothing: so
    /// those who are handed them see the counters in steps, and no pace.</summary>
    public static int Step(int tasks) => Math.Max(10, tasks / 100);

    static ProjectTotals Stepped(ProjectTotals totals)
    {
        var step = Step(totals.Tasks);
        var (working, submitted) = (Floor(TaskState.Working), Floor(TaskState.Submitted));
        var reviewed = totals.States[(int)TaskState.Reviewed] == totals.Tasks ? totals.Tasks : Floor(TaskState.Reviewed);
        return totals with
        {
            States = [totals.Tasks - working - submitted - reviewed, working, submitted, reviewed], Annotations = totals.Annotations / step * step,
            WaitsForReview = totals.WaitsForReview / step * step, Throughput = [], Hours = [],
        };

        int Floor(TaskState state) => totals.States[(int)state] / step * step;
    }

    internal static IReadOnlyList<ClassCount> ClassCounts(ProjectTotals totals, ProjectSettings project) =>
        [.. totals.Classes.Select((count, index) => new ClassCount(ClassNames.Of(project, index), count))];
}

public sealed record AuditsAnswer(int Drawn, int Agree, int Differ, int Disputed);

public sealed record DecidedByAnswer(int People, int Model, int Reviewer);

public sealed record ClassCount(string Name, int Count);

public sealed record ThroughputPoint(DateTimeOffset At, int Submissions, int Decided)
{
    public static ThroughputPoint Of(Worked worked) => new(worked.At, worked.Submissions, worked.Decided);
}
