using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Jobs;
using Labelwise.Host.Statistics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Labelwise.Host.Live;

/// <summary>What one audience of a project has not been told yet. New events melt into those that wait; a beat makes each
/// kind one message, written once however many hear it.</summary>
sealed class LiveChannel(LiveAudience audience)
{
    readonly Lock gate = new();
    readonly Dictionary<TaskId, TaskState> tasks = [];
    readonly Dictionary<string, JobView> jobs = new(StringComparer.Ordinal);
    readonly HashSet<UserId> annotators = [];
    readonly HashSet<QuestionId> questions = [];
    ImmutableArray<LiveWatch> watches = [];
    SerializedHubMessage? latest;
    bool anyBehind;
    ProjectTotals? totals;
    long sequence;

    public bool IsIdle => watches.IsEmpty;

    /// <summary>Number of the last message.</summary>
    public long Sequence
    {
        get { lock (gate) return sequence; }
    }

    public void Add(LiveWatch watch) => ImmutableInterlocked.Update(ref watches, static (all, one) => all.Add(one), watch);

    public void Remove(LiveWatch watch) => ImmutableInterlocked.Update(ref watches, static (all, one) => all.Remove(one), watch);

    /// <summary>Numbers go on from here at least: no watcher ever hears a lower one than before.</summary>
    public void BeginAt(long number)
    {
        lock (gate) sequence = Math.Max(sequence, number);
    }

    /// <param name="lost">Whether something before it was lost: a number is left out.</param>
    public void Offer(FeedEvent happened, bool lost)
    {
        lock (gate)
        {
            if (lost) sequence++;
            switch (happened)
            {
                case ProgressChanged e: totals = e.Totals; break;
                case TasksChanged e when audience.Tasks:
                    foreach (var task in e.Tasks) tasks[task.Id] = task.State;
                    if (tasks.Count <= LiveLimits.TasksInEvent) break;
                    tasks.Clear();
                    sequence++;
                    break;
                case JobProgressed e when audience.Jobs: jobs[e.Job.Id] = e.Job; break;
                case QuestionsChanged e: questions.UnionWith(e.Questions); break;
                case AnnotatorsChanged e when audience.Whole: annotators.UnionWith(e.Users); break;
            }
        }
    }

    /// <summary>Tells every watcher what waits.</summary>
    /// <param name="settings">The project's, for names.</param>
    /// <returns>Whether anything was there to tell.</returns>
    public bool Beat(ProjectSettings settings, DateTimeOffset now)
    {
        var news = Take(settings, now);
        if (news is [.., var last]) latest = last;
        else if (!anyBehind) return false;
        anyBehind = false;
        foreach (var watch in watches) anyBehind |= !watch.Tell(news, latest!);
        return true;
    }

    SerializedHubMessage[] Take(ProjectSettings settings, DateTimeOffset now)
    {
        lock (gate)
        {
            if (tasks.Count + jobs.Count + annotators.Count + questions.Count is 0 && totals is null) return [];
            var news = new List<SerializedHubMessage>();
            if (tasks.Count > 0)
                news.Add(Event("taskChanged", new TasksChangedEvent(settings.Id, ++sequence, [.. tasks.Select(t => new ChangedTaskAnswer(t.Key, Words.Of(t.Value)))])));
            foreach (var job in jobs.Values) news.Add(Event("jobProgress", new JobProgressEvent(settings.Id, ++sequence, JobAnswer.Of(job, settings.Id))));
            if (totals is not null) news.Add(Event("progress", ProgressAnswer.Of(totals, settings, ++sequence, audience.Whole, now)));
            if (annotators.Count > 0) news.Add(Event("annotatorChanged", new AnnotatorChangedEvent(settings.Id, ++sequence, [.. annotators])));
            if (questions.Count > 0) news.Add(Event("questionChanged", new QuestionChangedEvent(settings.Id, ++sequence, [.. questions])));
            tasks.Clear();
            questions.Clear();
            jobs.Clear();
            annotators.Clear();
            totals = null;
            return [.. news];
        }
    }

    static SerializedHubMessage Event(string name, object argument) => new(new InvocationMessage(name, [argument]));
}
