using System.Collections.Immutable;
using Labelwise.Engine.Simulation;

namespace Labelwise.Tests.Simulation.Plans;

/// <summary>Takes out of a failing plan whatever it fails without.</summary>
static class Shrinker
{
    /// <returns>A plan that breaks the same invariant and loses it with any single thing taken away.</returns>
    public static Plan Shrink(Plan plan) => Shrink(plan, p => Day.Live(p), o => o.Broken?.ToString() ?? o.Wrong?.GetType().Name);

    public static Plan Shrink<T>(Plan plan, Func<Plan, T> live, Func<T, string?> fault)
    {
        var wanted = fault(live(plan)) ?? throw new ArgumentException("Nothing is wrong with this plan.", nameof(plan));
        for (var smaller = true; smaller;)
        {
            smaller = false;
            foreach (var candidate in Smaller(plan))
            {
                if (fault(live(candidate)) != wanted) continue;
                (plan, smaller) = (candidate, true);
                break;
            }
        }
        return plan;
    }

    /// <summary>Large pieces first.</summary>
    static IEnumerable<Plan> Smaller(Plan plan)
    {
        foreach (var actor in plan.Actors.Where(a => !a.Acts.IsEmpty)) yield return With(plan, actor, []);
        if (!plan.Disasters.IsEmpty) yield return plan with { Disasters = [] };
        if (plan.Disk != DiskFaults.None) yield return plan with { Disk = DiskFaults.None };
        if (plan.Wire != WireFaults.None) yield return plan with { Wire = WireFaults.None };
        if (plan.ClockSkew != default) yield return plan with { ClockSkew = default };
        if (plan.LateSamples > 0) yield return plan with { LateSamples = 0 };
        if (plan.AsReadBack) yield return plan with { AsReadBack = false };
        for (var at = 0; at < plan.Disasters.Length; at++) yield return plan with { Disasters = plan.Disasters.RemoveAt(at) };
        foreach (var actor in plan.Actors)
            for (var at = 0; at < actor.Acts.Length; at++) yield return With(plan, actor, actor.Acts.RemoveAt(at));
        for (var samples = 1; samples < plan.Samples; samples += 1 + samples / 2) yield return plan with { Samples = samples };
    }

    static Plan With(Plan plan, Actor actor, ImmutableArray<Act> acts) =>
        plan with { Actors = plan.Actors.Replace(actor, actor with { Acts = acts }) };
}
