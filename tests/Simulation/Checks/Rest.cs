using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Storage;
using Labelwise.Tests.Simulation.Linearizability;
using Labelwise.Tests.Simulation.People;

namespace Labelwise.Tests.Simulation.Checks;

/// <summary>What must hold when everybody has come to rest and nothing fails any more.</summary>
/// <param name="clockSkew">A hold granted under one clock may run so much longer under another, as may the wait for a reminder.</param>
/// <param name="patient">Whether no operation took longer than its callers wait.</param>
sealed class Rest(Scene scene, SimulatedDisk disk, DurableStates durable, bool patient, TimeSpan clockSkew)
{
    /// <summary>Until what was under way has arrived or timed out, and every ordinary lease has run out.</summary>
    static readonly TimeSpan Settling = TimeSpan.FromMinutes(4);

    /// <summary>Of all pipelines.</summary>
    static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(1);

    /// <summary>Longer than any hold.</summary>
    static readonly TimeSpan LongestHold = TimeSpan.FromHours(25);

    /// <summary>Rounds of work in which a project of this size must be done.</summary>
    const int MostRounds = 60;

    int MinutesForJobs => 20 + 2 * (int)clockSkew.TotalMinutes;

    Witness Witness => scene.Witness;
    IGrainFactory Grains => scene.Site.Running!.Grains;

    /// <param name="more">Brings new work once all is decided, and says whether it did.</param>
    public async Task Come(ImmutableArray<Annotator> annotators, ImmutableArray<Reviewer> reviewers, Func<Task<bool>> more)
    {
        await scene.Pause(Settling);
        await EndJobs();
        // A write that took longer than its callers waited is found by whoever asks for work next.
        if (patient) await Check();
        foreach (var annotator in annotators) await new CuratorAtWork(scene, Scene.Curator.Value, []).SetAnnotator(annotator.Me, joins: true);
        await NobodyIsPassedOver(annotators);
        await Drain(annotators, reviewers);
        if (await more()) await Drain(annotators, reviewers);
        await scene.Pause(Settling);
        await Check();
        Linearizable();
        scene.Site.Kill();
        while (scene.Site.Running is null) await scene.Pause(TimeSpan.FromSeconds(1));
        await Check();
    }

    async Task Check()
    {
        var counting = new Recount(scene, Grains);
        await counting.Check(Witness);
        await AcknowledgedIsThere();
        await DraftsAreThere();
        Versions();
        new ImportCheck(scene, disk, durable).Check();
    }

    /// <summary>What waited for a reviewer since everybody had had it comes to those who have joined, before any reviewer.</summary>
    async Task NobodyIsPassedOver(ImmutableArray<Annotator> annotators)
    {
        for (var (round, idle) = (0, 0); round < MostRounds && idle < 2; round++)
        {
            var moved = false;
            foreach (var annotator in annotators) moved |= await annotator.Finish();
            idle = moved ? 0 : idle + 1;
            if (!moved) await scene.Pause(Settling);
        }
        foreach (var task in await Open())
            Witness.Hold(Invariant.NobodyIsPassedOver,
                task.Waits is not ReviewReason.NoAnnotatorLeft || task.Leases.Any(l => l.EndsAt > scene.Now) || annotators.All(a => task.DoneWithIt.Contains(a.Me)),
                () => $"no annotator is offered {Told(task)}");
    }

    /// <summary>People go on until nothing is left to do, and wait where others hold what is left.</summary>
    async Task Drain(ImmutableArray<Annotator> annotators, ImmutableArray<Reviewer> reviewers)
    {
        var idle = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            var moved = false;
            foreach (var annotator in annotators) moved |= await annotator.Finish();
            foreach (var reviewer in reviewers) moved |= await reviewer.Finish();
            var open = await Open();
            if (open.Length == 0) return;
            idle = moved ? 0 : idle + 1;
            if (idle == 0) continue;
            if (idle > 3)
                Witness.Hold(Invariant.EverythingIsDecidedInTheEnd, open.All(t => t.Leases.Any(l => l.EndsAt > scene.Now && (l.Returned || clockSkew != default && l.EndsAt <= scene.Now + LongestLease + 2 * clockSkew))),
                    () => $"nobody is offered {string.Join("; ", open.Select(Told))}");
            await scene.Pause(idle > 3 ? LongestHold : Settling);
        }
        var left = await Open();
        Witness.Hold(Invariant.EverythingIsDecidedInTheEnd, left.Length == 0, () => $"left are {string.Join("; ", left.Select(Told))}");
    }

    static string Told(TaskTruth task) =>
        $"{task.Origin!.Id} ({task.State}, waits for {task.Waits}, wants {task.Wanted}, counts {task.Counted.Count()}, needs {task.Assessment?.Need}, "
        + $"leases {string.Join(" ", task.Leases)}, done with it: {string.Join(" ", task.DoneWithIt)})";

    async Task<TaskTruth[]> Open()
    {
        var truths = new List<TaskTruth>();
        foreach (var listed in await Scene.Listed(Grains))
            if (await Grains.GetGrain<ITaskGrain>(listed.Row.Id.Value).Truth() is { State: not TaskState.Reviewed } truth) truths.Add(truth);
        return [.. truths];
    }

    public async Task EndJobs()
    {
        // Nobody looks, which would wake them: what was taken on goes on by itself.
        for (var wait = 0; Witness.Jobs.Any(j => j.Value.Started && IsUnderWay(j.Key, j.Value.Kind)) && wait < MinutesForJobs; wait++)
            await scene.Pause(TimeSpan.FromMinutes(1));
        foreach (var (id, job) in Witness.Jobs)
        {
            Witness.Hold(Invariant.JobsEnd, !job.Started || !IsUnderWay(id, job.Kind), () => $"{id} sleeps");
            var view = await Grains.Job(job.Kind, id).View();
            for (var wait = 0; view is { State: JobState.Queued or JobState.Running } && wait < MinutesForJobs; wait++)
            {
                await scene.Pause(TimeSpan.FromMinutes(1));
                view = await Grains.Job(job.Kind, id).View();
            }
            Witness.Hold(Invariant.JobsEnd, view is null ? !job.Started : view.State is not (JobState.Queued or JobState.Running), () => $"{id}: {view}");
        }
    }

    bool IsUnderWay(string id, JobKind kind) => (kind switch
    {
        JobKind.Import => disk.Find<JobRecord>("import", $"import/{id}"),
        JobKind.Prediction => disk.Find<JobRecord>("predictions", $"predictionrun/{id}"),
        _ => disk.Find<JobRecord>("version", $"version/{id}"),
    })?.IsUnderWay ?? true;

    async Task AcknowledgedIsThere()
    {
        foreach (var task in Witness.Log.Where(a => a.Intent.Kind != "read").GroupBy(a => a.Intent.Task))
        {
            var truth = await Grains.GetGrain<ITaskGrain>(task.Key.Value).Truth();
            foreach (var asked in task.Where(a => a.AnsweredAt is not null))
                if (asked.Outcome.Refusal is null) Acknowledged(asked, truth!);
            foreach (var same in task.GroupBy(a => (a.Intent.By, a.Intent.Key)))
                if (same.All(a => a.AnsweredAt is not null && a.Outcome.Refusal is not null))
                    Witness.Hold(Invariant.ARefusalChangesNothing, truth?.FindAnswer(same.Key.By, same.Key.Key) is null,
                        () => $"{same.First().Intent} was refused ({same.First().Outcome.Refusal}) and is on record");
        }
    }

    void Acknowledged(Asked asked, TaskTruth truth)
    {
        var (intent, result) = (asked.Intent, asked.Outcome.Value!.Result);
        Witness.Hold(Invariant.NothingAcknowledgedDisappears, truth.FindAnswer(intent.By, intent.Key)?.Result == result,
            () => $"{intent} was answered {result}, on record is {truth.FindAnswer(intent.By, intent.Key)}");
        if (intent.Kind == "submit")
            Witness.Hold(Invariant.NothingAcknowledgedDisappears,
                truth.Annotations.FirstOrDefault(a => a.Id == result) is { } kept && kept.Annotator == intent.By
                && kept.Label == durable.Tasks.LabelOf(intent.Label!, kept.SpecVersion),
                () => $"{intent}, answered {result}, is not among {string.Join(", ", truth.Annotations)}");
        if (intent.Kind == "review")
            Witness.Hold(Invariant.NothingAcknowledgedDisappears, truth.Reviews.Any(r => r.Id == result && r.Reviewer == intent.By),
                () => $"{intent}, answered {result}, is not among {string.Join(", ", truth.Reviews)}");
    }

    async Task DraftsAreThere()
    {
        foreach (var (task, by, possible) in Witness.ExpectedDrafts())
        {
            var draft = await Grains.GetGrain<ITaskGrain>(task.Value).DraftOf(by);
            Witness.Hold(Invariant.DraftsSurvive, draft is not null && possible.Contains(draft.Labels),
                () => $"{by} kept {possible[0]} on {task}, there is {draft}");
        }
    }

    void Versions()
    {
        foreach (var version in disk.All<DatasetRecord>("versions").SelectMany(d => d.Versions))
        {
            var (asked, done) = (Witness.Jobs[version.Job].WantedAt, durable.SealedAt[version.Job]);
            var entries = durable.EntriesOf(version).ToDictionary(e => e.Sample, e => e.Label);
            foreach (var (task, history) in durable.Tasks.Decided)
            {
                var meanwhile = history.Where((h, i) => h.At <= done && (i + 1 == history.Count || history[i + 1].At >= asked)).ToArray();
                var label = entries.TryGetValue(durable.SampleOf(task).Hash, out var found) ? found : (ContentHash?)null;
                if (disk.Find<TaskTruth>("task", $"task/{task}")?.Origin?.Accepted is not null) continue;
                Witness.Hold(Invariant.AVersionIsAConsistentCut,
                    meanwhile.Any(h => h.Label == label) || label is null && history[0].At > asked,
                    () => $"version {version.Number} has {label} for {task}, which between {asked:T} and {done:T} was decided for {string.Join(", ", meanwhile)}");
            }
        }
    }

    /// <summary>What nobody asked for and may have happened at any time: what a model decides and what of that is recalled, and
    /// what is settled by what was learned elsewhere.</summary>
    static IEnumerable<Asked> Unasked(TaskTruth truth)
    {
        var id = truth.Origin!.Id;
        for (var i = truth.History.Count(h => IsSettledLater(h, truth)); i > 0; i--) yield return Happens("settle");
        if (truth.Origin.Accepted is null) yield break;
        yield return Happens("settle");
        if (truth.Origin.RecalledAt is not null) yield return Happens("recall");

        Asked Happens(string what) => new(new(what, id, new("policy"), new(what), 0), 0, default);
    }

    static bool IsSettledLater(HistoryEntry decided, TaskTruth task) =>
        decided is { Command: "decide", Reason: "consensus" } && !task.History.Any(h => h.Command == "submit" && h.At == decided.At);

    void Linearizable()
    {
        foreach (var task in Witness.Log.Where(a => a.Intent.Kind != "read" || a.Seen is not null).GroupBy(a => a.Intent.Task))
        {
            if (disk.Find<TaskTruth>("task", $"task/{task.Key}") is not { } truth) continue;
            var requests = task.Concat(Unasked(truth)).Select(a => new Request<Asked>(a, a.At, a.AnsweredAt)).ToArray();
            if (requests.Length > Linearization.Most) continue;
            Witness.Hold(Invariant.CommandsAreLinearizable, Linearization.Exists(TaskModel.Start, requests, TaskModel.Step),
                () => $"{task.Key}: {string.Join("\n", task.Select(a => $"{a.At}..{a.AnsweredAt} {a.Intent} -> {(object?)a.Outcome.Refusal ?? a.Outcome.Value}"))}");
        }
    }
}
