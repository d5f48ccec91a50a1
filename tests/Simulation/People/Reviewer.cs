using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation.People;

/// <summary>Somebody who accepts, corrects and rejects, with or without having taken the task first.</summary>
sealed class Reviewer(Scene scene, string name)
{
    readonly UserId me = new(name);
    readonly List<Handout> hands = [];

    public async Task Do(Act act)
    {
        var draws = Draws.For(act.Draw, name, 0);
        switch (act.Kind)
        {
            case Deed.TakeReview: await Take(1 + draws.Below(2), false); break;
            case Deed.Judge when await InHand() is { } task: await Judge(task.Task, task.Sample, Any(draws)); break;
            case Deed.JudgeTwice when await InHand() is { } task:
                var (key, verdict) = (scene.NewKey(), Any(draws));
                await Task.WhenAll(Judge(task.Task, task.Sample, verdict, key), Judge(task.Task, task.Sample, verdict, key));
                break;
            case Deed.JudgeUnheld when await scene.Rows(name, TaskState.Submitted) is { IsEmpty: false } rows:
                await Judge(draws.OneOf(rows).Id, null, Any(draws));
                break;
            case Deed.PassOnReview when await InHand() is { } task: await Pass(task); break;
            case Deed.Read when await scene.Rows(name) is { IsEmpty: false } rows: await scene.Witness.Reads(scene, name, draws.OneOf(rows).Id); break;
            default: break;
        }
    }

    /// <returns>Whether there was anything to judge.</returns>
    public async Task<bool> Finish()
    {
        hands.Clear();
        await Take(10, true);
        var had = hands.Count > 0;
        foreach (var task in hands.ToArray()) await Judge(task.Task, task.Sample, Verdict.Correct);
        return had;
    }

    async Task<Handout?> InHand()
    {
        if (hands.Count == 0) await Take(1, false);
        return hands.FirstOrDefault();
    }

    async Task Take(int count, bool resume)
    {
        var key = scene.NewKey();
        var (answered, work) = await scene.Ask($"{name} next", g => g.GetGrain<IAnnotatorGrain>($"{Scene.Project}/{me}").Next(
            new(key, AssignmentKind.Review, count, resume)));
        if (!answered) return;
        foreach (var task in work.Tasks)
            if (!hands.Any(h => h.Lease.Id == task.Lease.Id)) hands.Add(task);
    }

    Task Judge(TaskId task, Sample? sample, Verdict verdict, CommandKey? again = null)
    {
        hands.RemoveAll(h => h.Task == task);
        var key = again ?? scene.NewKey();
        var option = sample is null ? "dog" : Scene.RightAnswer(sample);
        return scene.Command(
            new("review", task, me, key, 1, Label: verdict is Verdict.Correct ? option : null),
            g => g.Review(new(key, me, 1, verdict, "seen", verdict is Verdict.Correct ? Scene.Answer(option) : null,
                ToOthers: verdict is Verdict.Reject && RejectsToOthers(task))));
    }

    Task Pass(Handout task)
    {
        hands.Remove(task);
        var key = scene.NewKey();
        return scene.Command(new("skip", task.Task, me, key, 1, task.Lease.Id), g => g.Skip(new(key, me, 1, task.Lease.Id, "")));
    }

    /// <summary>By its number, so that a repeated command says the same.</summary>
    public static bool RejectsToOthers(TaskId task) => task.Index % 4 is 3;

    static Verdict Any(Draws draws) => draws.OneOf([Verdict.Accept, Verdict.Correct, Verdict.Reject, Verdict.Reject]);
}
