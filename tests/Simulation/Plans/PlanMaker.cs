using System.Collections.Immutable;
using Labelwise.Engine.Simulation;

namespace Labelwise.Tests.Simulation.Plans;

/// <summary>Makes the plan of a seed. Small worlds: what two people and three tasks cannot get wrong, thirty rarely do.</summary>
static class PlanMaker
{
    static readonly ImmutableArray<Deed> Annotating =
    [
        Deed.Take, Deed.Take, Deed.TakeMany, Deed.TakeTwice, Deed.Resume, Deed.Label, Deed.Label, Deed.Label, Deed.Label, Deed.Label,
        Deed.LabelTwice, Deed.LabelAgain, Deed.LabelLate, Deed.LabelAtTheEnd, Deed.LabelWrongly, Deed.LabelForeign, Deed.ReuseKey,
        Deed.FallSilent, Deed.Draft, Deed.Draft, Deed.Skip, Deed.Skip, Deed.Release, Deed.Extend,
    ];

    static readonly ImmutableArray<Deed> Reviewing =
        [Deed.TakeReview, Deed.Judge, Deed.Judge, Deed.Judge, Deed.JudgeUnheld, Deed.JudgeUnheld, Deed.JudgeTwice, Deed.PassOnReview, Deed.Read];

    static readonly ImmutableArray<Deed> Curating =
    [
        Deed.Reopen, Deed.Reopen, Deed.Reopen, Deed.ChangeSpec, Deed.ChangePipeline, Deed.ChangeCrew, Deed.ChangeCrew, Deed.Assign, Deed.Seal, Deed.Seal, Deed.Import, Deed.Predict,
        Deed.Read, Deed.Read, Deed.Gossip, Deed.Gossip,
    ];

    /// <summary>Steps that most plans take while people are at work.</summary>
    const int UsualSteps = 4000;

    public static Plan Of(ulong seed)
    {
        var draws = Draws.For(seed, "plan", 0);
        var certifying = draws.Happens(0.2);
        var annotators = 2 + draws.Below(3);
        var samples = certifying ? 16 + draws.Below(10) : 1 + draws.Below(6);
        var actors = ImmutableArray.CreateBuilder<Actor>();
        for (var i = 1; i <= annotators; i++) actors.Add(new($"a{i}", Role.Annotator, Acts(draws, Annotating, 3 + draws.Below(certifying ? 12 : 7))));
        for (var i = 1; i <= 1 + draws.Below(2); i++) actors.Add(new($"r{i}", Role.Reviewer, Acts(draws, Reviewing, 1 + draws.Below(5))));
        var curating = Acts(draws, Curating, 1 + draws.Below(5));
        if (certifying) curating = curating.Insert(0, new(Deed.Predict, TimeSpan.Zero, draws.Next()));
        actors.Add(new("c1", Role.Curator, curating));
        return new(
            seed, Pipeline(draws, certifying), samples, actors.ToImmutable(), Disasters(draws), Disk(draws), Wire(draws), draws.Happens(0.1),
            draws.Happens(0.25) ? TimeSpan.FromHours(1) : default, certifying ? 8 + draws.Below(9) : 0);
    }

    /// <summary>A pipeline document.</summary>
    public static string Pipeline(Draws draws, bool certifying)
    {
        var min = 1 + draws.Below(2);
        var max = min + draws.Below(3);
        var target = draws.OneOf(["0.5", "0.8", "0.98"]);
        var rate = draws.OneOf(["0", "0.3", "1"]);
        var order = draws.OneOf(["uncertainty", "import", "random"]);
        var accept = certifying ? """{"enabled":true,"maxError":0.45,"confidence":0.6,"auditRate":0.2}""" : """{"enabled":false}""";
        return $$"""{"redundancy":{"min":{{min}},"max":{{max}},"targetConfidence":{{target}}},"review":{"rate":{{rate}}},"lease":"PT1M","order":"{{order}}","autoAccept":{{accept}}}""";
    }

    static ImmutableArray<Act> Acts(Draws draws, ImmutableArray<Deed> of, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Act(draws.OneOf(of), After(draws), draws.Next()))];

    static TimeSpan After(Draws draws) => TimeSpan.FromMilliseconds(draws.Below(10) switch
    {
        < 5 => draws.Below(200), < 9 => draws.Below(10_000), _ => draws.Below(90_000),
    });

    static ImmutableArray<Disaster> Disasters(Draws draws)
    {
        var disasters = ImmutableArray.CreateBuilder<Disaster>();
        Add(Blow.Kill, draws.Below(3));
        Add(Blow.Stop, draws.Below(4) / 3);
        Add(Blow.Evict, draws.Below(5));
        if (draws.Happens(0.25)) Add(Blow.Split, 1 + draws.Below(4));
        return [.. disasters.OrderBy(d => d.Step)];

        void Add(Blow kind, int times)
        {
            for (var i = 0; i < times; i++) disasters.Add(new(kind, draws.Below(UsualSteps), draws.Next()));
        }
    }

    static DiskFaults Disk(Draws draws) => draws.Below(4) switch
    {
        0 => DiskFaults.None,
        1 => new(0.5, 0, 0.02, 0.02, 0),
        2 => new(0.5, 0, 0.1, 0.1, 0.02),
        _ => new(0.8, 0.02, 0.03, 0.03, 0.01),
    };

    static WireFaults Wire(Draws draws) => draws.Below(3) switch
    {
        0 => WireFaults.None, 1 => new(0.03, 0.1, 0.05), _ => new(0.1, 0.2, 0.2),
    };
}
