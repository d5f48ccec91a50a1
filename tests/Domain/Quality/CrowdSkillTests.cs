using System.Collections.Immutable;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class CrowdSkillTests
{
    [Fact]
    public void Of_unknown_people_every_pair_is_told_apart_alike()
    {
        // Right in 0.85; of the other answers half tells nothing between the two: 0.85 + 8 * 0.15/9 / 2.
        Assert.Equal(0.85 + 8 * (0.15 / 9) / 2, CrowdSkill.Unknown.Telling(2, 7, 10), 9);
        Assert.Equal(0.5, CrowdSkill.Unknown.Telling(3, 3, 10));
        Assert.InRange(CrowdSkill.Unknown.Telling(0, 1, 1_000), 0.85, 1);
    }

    [Fact]
    public void Two_classes_that_people_take_for_each_other_are_hardly_told_apart()
    {
        var crowd = CrowdSkill.Unknown.Add(new(600, 800), Confused(800), 1);
        Assert.InRange(crowd.Telling(0, 1, 4), 0.5, 0.62);
        Assert.InRange(crowd.Telling(2, 3, 4), 0.9, 1);
        Assert.Equal(crowd.Telling(0, 2, 4), crowd.Telling(2, 0, 4), 12);
    }

    [Fact]
    public void Weak_is_only_who_is_surely_worse()
    {
        var good = ConfusionSums.Of(Enumerable.Range(0, 2_000).Select(i => (i % 4, i % 4, 0.97)));
        ImmutableArray<ConfusionCell> bad = Confused(400), few = Confused(8);
        var crowd = CrowdSkill.Unknown.Add(new(1_900, 2_000), good, 1).Add(new(300, 400), bad, 1);
        Assert.Equal([0, 1], crowd.WeakOn(bad));
        Assert.Empty(crowd.WeakOn(few));
        Assert.Empty(crowd.WeakOn(good));
        Assert.Empty(crowd.WeakOn([]));
    }

    /// <summary>Of classes 0 and 1 one is answered for the other half of the time.</summary>
    static ImmutableArray<ConfusionCell> Confused(int answers) =>
        ConfusionSums.Of(Enumerable.Range(0, answers).Select(i => (i % 4 < 2 && i / 4 % 2 == 0 ? 1 - i % 4 : i % 4, i % 4, 0.97)));
}
