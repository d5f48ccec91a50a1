namespace Labelwise.Tests.Simulation.Plans;

public sealed class ShrinkerTests
{
    /// <summary>A plan that "fails" whenever somebody skips and something is killed.</summary>
    [Fact]
    public void What_does_not_matter_is_taken_out()
    {
        static bool Skips(Plan plan) => plan.Actors.Any(a => a.Acts.Any(act => act.Kind is Deed.Skip));
        static bool Kills(Plan plan) => plan.Disasters.Any(d => d.Kind is Blow.Kill);
        static string? Fault(Plan plan) => Skips(plan) && Kills(plan) ? "skipped and killed" : null;

        var seed = Enumerable.Range(1, 1000).Select(s => (ulong)s).First(s => Fault(PlanMaker.Of(s)) is not null);
        var shrunk = Shrinker.Shrink(PlanMaker.Of(seed), plan => plan, Fault);
        Assert.Equal([Deed.Skip], shrunk.Actors.SelectMany(a => a.Acts).Select(a => a.Kind));
        Assert.Equal([Blow.Kill], shrunk.Disasters.Select(d => d.Kind));
        Assert.Equal((1, WireFaults.None), (shrunk.Samples, shrunk.Wire));
    }

    [Fact]
    public void A_plan_that_does_not_fail_is_not_shrunk() =>
        Assert.Throws<ArgumentException>(() => Shrinker.Shrink(PlanMaker.Of(1), plan => plan, _ => null));
}
