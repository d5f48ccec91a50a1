using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.Linearizability;
using Labelwise.Tests.Simulation.People;

namespace Labelwise.Tests.Simulation.Checks;

/// <summary>What clients asked and heard: all that they can hold the server to.</summary>
sealed class Witness(SimulatedWorld world)
{
    readonly Dictionary<(UserId By, CommandKey Key), (ulong Fingerprint, TaskAnswer Answer)> firstAnswers = [];
    readonly Dictionary<(TaskId Task, UserId By), List<(string Text, bool Kept)>> drafts = [];
    long clock;

    /// <summary>Everything asked of tasks, in the order of asking.</summary>
    public List<Asked> Log { get; } = [];

    public List<(UserId To, Handout Task)> Handouts { get; } = [];

    public Dictionary<string, (JobKind Kind, DateTimeOffset WantedAt, bool Started)> Jobs { get; } = [];

    /// <summary>The most opinions that any pipeline so far allowed.</summary>
    public int MostOpinions { get; private set; }

    public void Allows(Pipeline pipeline) => MostOpinions = Math.Max(MostOpinions, pipeline.Redundancy.Max);

    public Asked Asks(Intent intent)
    {
        var asked = new Asked(intent, ++clock, world.Time.GetUtcNow());
        Log.Add(asked);
        world.Trace?.Invoke($"{intent.By} asks {intent.Kind} of {intent.Task} under {intent.Key}, lease {intent.Lease}, {intent.Label}");
        return asked;
    }

    public void Hears(Asked asked, Outcome<TaskAnswer> outcome)
    {
        (asked.AnsweredAt, asked.AnsweredTime, asked.Outcome) = (++clock, world.Time.GetUtcNow(), outcome);
        world.Trace?.Invoke($"{asked.Intent.By} hears of {asked.Intent.Key}: {(object?)outcome.Refusal ?? outcome.Value}");
        if (outcome.Value is not { } answer || outcome.Refusal is not null) return;
        var intent = asked.Intent;
        if (firstAnswers.TryGetValue((intent.By, intent.Key), out var first))
            Hold(Invariant.ARepeatGetsTheFirstAnswer, first.Fingerprint == intent.Fingerprint && Same(first.Answer, answer),
                () => $"{intent} was answered {first.Answer} first and {answer} now");
        else firstAnswers[(intent.By, intent.Key)] = (intent.Fingerprint, answer);
    }

    /// <summary>Looks at a task as anybody may.</summary>
    public async Task Reads(Scene scene, string who, TaskId task)
    {
        var asked = Asks(new("read", task, new(who), scene.NewKey(), 0));
        var (answered, truth) = await scene.Ask($"{who} reads", g => g.GetGrain<ITaskGrain>(task.Value).Truth());
        if (!answered || truth is null) return;
        (asked.AnsweredAt, asked.AnsweredTime, asked.Seen) = (++clock, world.Time.GetUtcNow(), truth);
    }

    public void Gets(UserId who, Handout task)
    {
        Handouts.Add((who, task));
        world.Trace?.Invoke($"{who} gets {task.Task}, lease {task.Lease.Id} until {task.Lease.EndsAt:T}");
        Hold(Invariant.AuditsAreBlind, task.Prelabel is null, () => $"{who} was shown {task.Prelabel} on {task.Task}");
        Hold(Invariant.NobodyGetsATaskTwice, task.Lease.Holder == who, () => $"{who} was given the lease of {task.Lease.Holder} on {task.Task}");
    }

    /// <summary>A lease that somebody else was given.</summary>
    public Handout? SomeLease(Draws draws, UserId notOf)
    {
        var others = Handouts.Where(h => h.To != notOf).ToList();
        return others.Count == 0 ? null : draws.OneOf(others).Task;
    }

    public void Drafts(UserId who, TaskId task, string text)
    {
        if (!drafts.TryGetValue((task, who), out var all)) drafts[(task, who)] = all = [];
        all.Add((text, false));
    }

    public void DraftKept(UserId who, TaskId task, string text)
    {
        var all = drafts[(task, who)];
        var at = all.FindLastIndex(d => d.Text == text);
        all[at] = all[at] with { Kept = true };
    }

    /// <summary>By task and author: the drafts of which one must be there now, the last that was acknowledged first.</summary>
    public IEnumerable<(TaskId Task, UserId By, ImmutableArray<string> Possible)> ExpectedDrafts() =>
        from d in drafts
        let last = d.Value.FindLastIndex(x => x.Kept)
        where last >= 0
        select (d.Key.Task, d.Key.By, d.Value.Skip(last).Select(x => x.Text).ToImmutableArray());

    public void WantsJob(string id, JobKind kind) => Jobs[id] = (kind, world.Time.GetUtcNow(), false);

    public void StartsJob(string id) => Jobs[id] = Jobs[id] with { Started = true };

    /// <param name="how">Asked only where it does not hold.</param>
    public void Hold(Invariant invariant, bool holds, Func<string> how)
    {
        if (!holds) world.Fail(new InvariantBrokenException(invariant, how()));
    }

    /// <summary>Where a lease ends is told as of now, all else as it was first told.</summary>
    static bool Same(TaskAnswer one, TaskAnswer other) => one with { LeaseEndsAt = null } == other with { LeaseEndsAt = null };
}
