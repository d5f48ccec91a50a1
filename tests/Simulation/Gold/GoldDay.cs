using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Gold;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.Checks;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.People;
using Labelwise.Tests.Simulation.Plans;
using static Labelwise.Tests.Simulation.RoughDay;

namespace Labelwise.Tests.Simulation.Gold;

/// <summary>Two people at work among whose tasks are known answers and earlier ones of their own, while the server dies, disks fail and the
/// wire loses and doubles what they send.</summary>
sealed class GoldDay
{
    const string Pipeline = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0},"lease":"PT1M","quality":{"gold":0.2,"selfCheck":0.3}}""";
    const int Samples = 40, Known = 6, Rounds = 14, Deaths = 4, StepsOfADay = 1500;

    /// <summary>Half-way everybody goes home, so that what they answered before may come again.</summary>
    static readonly TimeSpan Night = TimeSpan.FromHours(25);

    readonly RoughDay day;
    readonly Scene scene;
    readonly Witness witness;
    readonly ulong seed;
    readonly List<(UserId To, Handout Task, string? Answered)> checks = [];
    readonly Dictionary<TaskId, byte[]> before = [];
    readonly int[] answered = new int[2];

    GoldDay(ulong seed)
    {
        (this.seed, day) = (seed, new(seed, "gold", Deaths, StepsOfADay));
        (scene, witness) = (day.Scene, day.Witness);
    }

    /// <returns>What went wrong, if anything; how many checks were answered, of either kind.</returns>
    public static (Exception? Wrong, int Gold, int Own) Live(ulong seed)
    {
        var gold = new GoldDay(seed);
        return gold.day.Live(gold.Pass) is { } wrong ? (wrong, 0, 0) : (null, gold.answered[0], gold.answered[1]);
    }

    async Task Pass()
    {
        await day.Site.Up();
        await Begin();
        await day.Work(("a1", () => Work("a1")), ("a2", () => Work("a2")));
        await Check();
    }

    /// <summary>A third person answers some tasks, and a curator vouches for them, before anything goes wrong.</summary>
    async Task Begin()
    {
        await scene.Ask("project", g => Project(g).Create(new(Scene.Tenant, "test", Scene.Spec(Scene.FirstOptions, null), Scene.Pipeline(Pipeline), "", Scene.Curator)));
        foreach (var name in new[] { "a1", "a2", "a3" }) await scene.Ask("member", g => Project(g).SetMember(new(name), ProjectRoles.Annotator, Scene.Curator));
        await new CuratorAtWork(scene, Scene.Curator.Value, []).Import(Enumerable.Range(0, Samples), otherBytes: false);
        while ((await scene.Rows("c1")).Length < Samples) await scene.Pause(TimeSpan.FromSeconds(1));
        foreach (var task in await day.Next("a3", AssignmentKind.Label, Known))
        {
            await scene.Ask("a3 submit", g => Grain(g, task.Task).Submit(Submission("a3", task, Scene.RightAnswer(task.Sample), scene.NewKey())));
            await scene.Ask("c1 gold", g => g.GetGrain<IGoldGrain>(Scene.Project.Value).Add([task.Task.Index]));
            var key = scene.NewKey();
            await scene.Ask("c1 marks", g => Grain(g, task.Task).MarkGold(new(key, Scene.Curator, 1, default, -1, "", []), null));
            before[task.Task] = Apart((await scene.Ask("c1 reads", g => Grain(g, task.Task).Truth())).Value!);
        }
    }

    async Task Work(string name)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var draws = Draws.For(seed, name, round);
            if (round == Rounds / 2) await scene.Pause(Night);
            foreach (var task in await day.Next(name, AssignmentKind.Label, 1 + draws.Below(2)))
            {
                var (answer, key) = (draws.Happens(0.8) ? Scene.RightAnswer(task.Sample) : "owl", scene.NewKey());
                var way = draws.Below(10);
                if (task.Lease.Kind is AssignmentKind.Check) witness.Hold(Invariant.NobodyGetsATaskTwice, task.Lease.Holder == new UserId(name), () => $"{name} was given the check of {task.Lease.Holder}");
                if (way is 0) await scene.Ask($"{name} skip", g => Grain(g, task.Task).Skip(new(key, new(name), 1, task.Lease.Id, "blurred")));
                else if (way is 1) await scene.Ask($"{name} release", g => Grain(g, task.Task).Release(new(key, new(name), 1, task.Lease.Id)));
                else if (way is 2) await scene.Pause(TimeSpan.FromSeconds(90));  // it runs out, and may be answered late
                var (heard, outcome) = way < 2 ? default : await scene.Ask($"{name} submit", g => Grain(g, task.Task).Submit(Submission(name, task, answer, key)));
                if (task.Lease.Kind is AssignmentKind.Check) checks.Add((new(name), task, heard && outcome.Refusal is null ? answer : null));
            }
        }
    }

    async Task Check()
    {
        var truths = new List<TaskTruth>();
        for (var index = 0; index < Samples; index++)
            truths.Add((await scene.Ask("look", g => Grain(g, new(Scene.Project, index)).Truth())).Value!);
        foreach (var truth in truths)
        {
            var id = truth.Origin!.Id;
            if (before.TryGetValue(id, out var was)) witness.Hold(Invariant.AKnownAnswerChangesNothing, was.AsSpan().SequenceEqual(Apart(truth)), () => $"{id} is another task than before it was handed out as a check");
            witness.Hold(Invariant.NobodyGetsATaskTwice, truth.Checks.GroupBy(c => c.Lease.Holder).All(g => g.Count() is 1), () => $"somebody had {id} twice as a check");
            witness.Hold(Invariant.NobodyGetsATaskTwice, truth.Checks.All(c => truth.Annotations.Any(a => a.Annotator == c.Lease.Holder) == c.Kind is CheckKind.Own), () => $"{id} was a check of somebody who knew it, or was theirs though they did not");
        }
        foreach (var (to, task, said) in checks.Where(c => c.Answered is not null))
            witness.Hold(Invariant.NothingAcknowledgedDisappears, truths[task.Task.Index].FindCheck(task.Lease.Id) is { Answer: { } kept } check && check.Lease.Holder == to && kept.Label != default,
                () => $"what {to} said of {task.Task} ({said}) is gone");
        var view = (await scene.Ask("view", g => g.GetGrain<IQualityGrain>(Scene.Project.Value).View())).Value!;
        foreach (var person in view.Annotators)
        {
            var own = truths.SelectMany(t => t.ChecksOf(person.Evidence.Annotator)).Where(c => c.Answer is not null).ToList();
            foreach (var kind in new[] { CheckKind.Gold, CheckKind.Own }) answered[(int)kind] += own.Count(c => c.Kind == kind);
            var all = own.Count + truths.Sum(t => t.Annotations.Count(a => a.Annotator == person.Evidence.Annotator));
            witness.Hold(Invariant.CountersEqualARecount, (all, own.Count(c => c.Kind is CheckKind.Gold), own.Where(c => c.Kind is CheckKind.Gold).Sum(c => c.Answer!.Score)) == (person.Evidence.Submitted, (int)person.Evidence.Gold.Answers, person.Evidence.Gold.Right),
                () => $"{person.Evidence.Annotator} answered {all} and {own.Count} checks, told {person.Evidence}");
        }
    }

    static SubmitLabels Submission(string name, Handout task, string answer, CommandKey key) => new(key, new(name), 1, task.Lease.Id, Scene.Answer(answer), 1000);

    /// <summary>All of a task but what checks add to it.</summary>
    static byte[] Apart(TaskTruth truth) => TaskCode.Write(truth with { Checks = [], Answered = [], Version = 0 });
}
