using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation.People;

/// <summary>Somebody who labels, as people and their browsers do it: late, twice, wrongly, or not at all.</summary>
sealed class Annotator(Scene scene, string name)
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    readonly UserId me = new(name);

    public UserId Me => me;
    readonly List<Handout> hands = [];
    Handout? last;
    long drafts;

    public async Task Do(Act act)
    {
        var draws = Draws.For(act.Draw, name, 0);
        switch (act.Kind)
        {
            case Deed.Take: await Take(1); break;
            case Deed.TakeMany: await Take(1 + draws.Below(4)); break;
            case Deed.TakeTwice: await TakeTwice(); break;
            case Deed.Resume: hands.Clear(); await Take(5, resume: true); break;
            case Deed.Label when await InHand() is { } task: await Label(task, Answer(task, draws)); break;
            case Deed.LabelTwice when await InHand() is { } task: await LabelTwice(task, Answer(task, draws)); break;
            case Deed.LabelAgain when last is { } task: await Label(task, Answer(task, draws)); break;
            case Deed.LabelLate when await InHand() is { } task:
                await scene.Pause(Lease + TimeSpan.FromSeconds(draws.Below(90)));
                await Label(task, Answer(task, draws));
                break;
            case Deed.LabelAtTheEnd when await InHand() is { } task:
                await AtTheEnd(task, TimeSpan.FromMilliseconds(draws.Below(200) - 100));
                await Label(task, Answer(task, draws));
                break;
            case Deed.LabelWrongly when await InHand() is { } task:
                await Submit(task, "unicorn", scene.NewKey());
                await Label(task, Answer(task, draws));
                break;
            case Deed.LabelForeign when scene.Witness.SomeLease(draws, me) is { } foreign: await Submit(foreign, "cat", scene.NewKey()); break;
            case Deed.ReuseKey when await InHand() is { } task: await ReuseKey(task, draws); break;
            case Deed.FallSilent: await Take(1 + draws.Below(2)); hands.Clear(); break;
            case Deed.Draft when await InHand() is { } task: await Draft(task, draws); break;
            case Deed.Skip when await InHand() is { } task: hands.Remove(task); await Skip(task); break;
            case Deed.Release when await InHand() is { } task: hands.Remove(task); await Release(task); break;
            case Deed.Extend when await InHand() is { } task: await Extend(task); break;
            default: break;
        }
    }

    /// <summary>Takes whatever is to be had and labels it well.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> Finish()
    {
        hands.Clear();
        await Take(4, resume: true);
        var had = hands.Count > 0;
        foreach (var task in hands.ToArray()) await Label(task, Scene.RightAnswer(task.Sample));
        // What the answers led to has time to get about.
        if (had) await scene.Pause(TimeSpan.FromSeconds(1));
        return had;
    }

    async Task<Handout?> InHand()
    {
        if (hands.Count == 0) await Take(1);
        return hands.FirstOrDefault();
    }

    async Task Take(int count, bool resume = false)
    {
        foreach (var task in await Next(new(scene.NewKey(), AssignmentKind.Label, count, resume)))
            if (!hands.Any(h => h.Lease.Id == task.Lease.Id)) hands.Add(task);
    }

    async Task<ImmutableArray<Handout>> Next(NextTasks command)
    {
        var (answered, work) = await scene.Ask($"{name} next", g => g.GetGrain<IAnnotatorGrain>($"{Scene.Project}/{me}").Next(command));
        if (!answered) return [];
        foreach (var task in work.Tasks) scene.Witness.Gets(me, task);
        return work.Tasks;
    }

    /// <summary>The same request twice at once: the same tasks.</summary>
    async Task TakeTwice()
    {
        var command = new NextTasks(scene.NewKey(), AssignmentKind.Label, 1, false);
        var both = await Task.WhenAll(Next(command), Next(command));
        foreach (var task in both[0].Concat(both[1]).DistinctBy(t => t.Lease.Id))
            if (!hands.Any(h => h.Lease.Id == task.Lease.Id)) hands.Add(task);
    }

    Task Label(Handout task, string option)
    {
        hands.Remove(task);
        last = task;
        return Submit(task, option, scene.NewKey());
    }

    async Task LabelTwice(Handout task, string option)
    {
        hands.Remove(task);
        last = task;
        var key = scene.NewKey();
        await Task.WhenAll(Submit(task, option, key), Submit(task, option, key));
    }

    async Task ReuseKey(Handout task, Draws draws)
    {
        hands.Remove(task);
        var key = scene.NewKey();
        await Submit(task, Answer(task, draws), key);
        await scene.Command(
            new("submit", task.Task, me, key, 2, task.Lease.Id, "owl"),
            g => g.Submit(new(key, me, 2, task.Lease.Id, Scene.Answer("owl"), 1)));
    }

    Task Submit(Handout task, string option, CommandKey key) => scene.Command(
        new("submit", task.Task, me, key, 1, task.Lease.Id, option),
        g => g.Submit(new(key, me, 1, task.Lease.Id, Scene.Answer(option), 1000)));

    Task Skip(Handout task)
    {
        var key = scene.NewKey();
        return scene.Command(new("skip", task.Task, me, key, 1, task.Lease.Id), g => g.Skip(new(key, me, 1, task.Lease.Id, "blurred")));
    }

    Task Release(Handout task)
    {
        var key = scene.NewKey();
        return scene.Command(new("release", task.Task, me, key, 1, task.Lease.Id), g => g.Release(new(key, me, 1, task.Lease.Id)));
    }

    Task Extend(Handout task)
    {
        var key = scene.NewKey();
        return scene.Command(new("extend", task.Task, me, key, 1, task.Lease.Id), g => g.Extend(new(key, me, 1, task.Lease.Id, Lease)));
    }

    async Task Draft(Handout task, Draws draws)
    {
        var text = $"{{\"draft\":{draws.Below(1_000_000)}}}";
        scene.Witness.Drafts(me, task.Task, text);
        var draft = new SaveDraft(me, text, 1, ++drafts);
        var (answered, kept) = await scene.Ask($"{name} draft", g => g.GetGrain<ITaskGrain>(task.Task.Value).SaveDraft(draft));
        if (answered && kept.Refusal is null) scene.Witness.DraftKept(me, task.Task, text);
    }

    async Task AtTheEnd(Handout task, TimeSpan off)
    {
        var wait = task.Lease.EndsAt + off - scene.Now;
        if (wait > TimeSpan.Zero && wait <= 2 * Lease) await scene.Pause(wait);
    }

    /// <summary>Mostly right.</summary>
    static string Answer(Handout task, Draws draws) =>
        draws.Happens(0.75) ? Scene.RightAnswer(task.Sample) : draws.OneOf([.. Scene.FirstOptions, "fox"]);
}
