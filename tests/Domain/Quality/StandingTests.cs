using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class StandingTests
{
    static Certificate Of(int bin, params int[] classes) =>
        new([.. classes], bin, 500, 1, 5_000, 0.0375, default, 1, 0, SimulatedProject.Start, [], SimulatedProject.Start);

    static AcceptanceTruth With(AcceptanceTruth truth, params Certificate[] fresh) =>
        AcceptanceRules.Evolve(truth, new LookTaken(new(1, 0, 0, [], SimulatedProject.Start), [.. fresh]));

    static readonly AcceptanceTruth None = AcceptanceTruth.Begin(
        new(new AutoAcceptPolicy(true, 0.02, 0.95, 0.05), 10, 5_000, []), 1);

    [Fact]
    public void A_lower_threshold_for_all_replaces_the_old_one() =>
        Assert.Equal([20], With(With(None, Of(24, 0, 1, 2)), Of(20, 0, 1, 2)).Standing.Select(c => c.Bin));

    [Fact]
    public void A_stricter_threshold_does_not_take_back_what_is_proven() =>
        Assert.Equal([24], With(With(None, Of(24, 0, 1)), Of(28, 0, 1)).Standing.Select(c => c.Bin));

    [Fact]
    public void Classes_of_their_own_replace_the_pool_only_when_they_cover_all_of_it()
    {
        var pooled = With(None, Of(24, 0, 1));
        Assert.Equal([24], With(pooled, Of(18, 0)).Standing.Select(c => c.Bin));
        Assert.Equal([18, 22], With(pooled, Of(18, 0), Of(22, 1)).Standing.Select(c => c.Bin));
        Assert.Equal([24], With(pooled, Of(18, 0), Of(26, 1)).Standing.Select(c => c.Bin));
    }

    [Fact]
    public void Certificates_of_other_classes_stand_beside_each_other() =>
        Assert.Equal([24, 30], With(With(None, Of(24, 0)), Of(30, 1, 2)).Standing.Select(c => c.Bin));
}
