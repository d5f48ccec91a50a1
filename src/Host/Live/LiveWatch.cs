using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Jobs;
using Labelwise.Host.Statistics;

namespace Labelwise.Host.Live;

/// <summary>What one connection has not been told yet of one project. New events melt into those that wait.</summary>
sealed class LiveWatch(ProjectSettings begunUnder, Caller caller)
{
    ProjectSettings settings = begunUnder;
    readonly Lock gate = new();
    readonly Dictionary<TaskId, TaskState> tasks = [];
    readonly Dictionary<string, JobView> jobs = new(StringComparer.Ordinal);
    readonly HashSet<UserId> annotators = [];
    ProjectTotals? totals;
    long sequence;

    public ProjectId Project => settings.Id;

    /// <summary>Where this connection's running number begins; each event it is sent counts one on, and a loss one more.</summary>
    public void BeginAt(long number)
    {
        lock (gate) sequence = Math.Max(sequence, number);
    }

    /// <summary>The settings as they are now: rights and names follow them.</summary>
    public void Renew(ProjectSettings now)
    {
        lock (gate) settings = now;
    }

    public void Offer(FeedEvent happened, bool lost)
    {
        lock (gate)
        {
            if (lost) sequence++;
            switch (happened)
            {
                case ProgressChanged e: totals = e.Totals; break;
                case TasksChanged e when caller.May(settings, Right.SeeStatistics) || caller.May(settings, Right.Review):
                    foreach (var task in e.Tasks) tasks[task.Id] = task.State;
                    if (tasks.Count <= LiveLimits.TasksInEvent) break;
                    tasks.Clear();
                    sequence++;
                    break;
                case JobProgressed e when caller.May(settings, Right.SeeJobs): jobs[e.Job.Id] = e.Job; break;
                case AnnotatorsChanged e when caller.May(settings, Right.SeeStatistics): annotators.UnionWith(e.Users); break;
            }
        }
    }

    /// <summary>The next event to send, if any: its name and its one argument.</summary>
    public (string Name, object Argument)? Take(DateTimeOffset now)
    {
        lock (gate)
        {
            if (tasks.Count > 0)
            {
                var changed = new TasksChangedEvent(Project, ++sequence, [.. tasks.Select(t => new ChangedTaskAnswer(t.Key, Words.Of(t.Value)))]);
                tasks.Clear();
                return ("taskChanged", changed);
            }
            if (jobs.Count > 0)
            {
                var (id, job) = jobs.First();
                jobs.Remove(id);
                return ("jobProgress", new JobProgressEvent(Project, ++sequence, JobAnswer.Of(job, Project)));
            }
            if (totals is { } latest)
            {
                totals = null;
                return ("progress", ProgressAnswer.Of(latest, settings, ++sequence, caller.May(settings, Right.SeeStatistics), now));
            }
            if (annotators.Count > 0)
            {
                var changed = new AnnotatorChangedEvent(Project, ++sequence, [.. annotators]);
                annotators.Clear();
                return ("annotatorChanged", changed);
            }
            return null;
        }
    }
}
