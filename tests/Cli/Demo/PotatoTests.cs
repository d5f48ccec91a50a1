using Labelwise.Cli.Demo;
using Labelwise.Cli.Demo.Potatoes;
using Labelwise.Domain;

namespace Labelwise.Tests.Cli.Demo;

/// <summary>The demo's pictures.</summary>
public sealed class PotatoTests
{
    [Fact]
    public void A_seed_is_the_same_picture_for_ever()
    {
        var one = PotatoPicture.Render(Potato.Of(42));
        Assert.True(one.Span.SequenceEqual(PotatoPicture.Render(Potato.Of(42)).Span));
        Assert.False(one.Span.SequenceEqual(PotatoPicture.Render(Potato.Of(43)).Span));
    }

    [Fact]
    public void A_restarted_demo_draws_what_it_drew_before_this_version()
    {
        // Changing a drawing makes every demo that was begun refuse its own pictures: change this with care.
        var drawn = string.Concat(Enumerable.Range(1, 20).Select(n => PotatoPicture.Draw(Potato.Of((ulong)n))));
        Assert.StartsWith(Known, ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(drawn)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_are_good_every_defect_is_there_and_some_leave_doubt()
    {
        var potatoes = Enumerable.Range(1, 2000).Select(n => Potato.Of((ulong)n)).ToList();
        Assert.InRange(Share(p => p.Condition is Condition.Good), 0.42, 0.5);
        Assert.All((Condition[])[Condition.Sprouted, Condition.Green, Condition.Rotten], c => Assert.InRange(Share(p => p.Condition == c), 0.15, 0.22));
        Assert.InRange(Share(p => p.IsDoubtful), 0.05, 0.15);

        double Share(Func<Potato, bool> which) => potatoes.Count(which) / (double)potatoes.Count;
    }

    [Fact]
    public void Dice_of_one_purpose_do_not_move_those_of_another()
    {
        var looks = Dice.For(1, "looks").Next();
        Dice.For(1, "defects").Next();
        Assert.Equal(looks, Dice.For(1, "looks").Next());
        Assert.NotEqual(looks, Dice.For(1, "defects").Next());
    }

    const string Known = "6dbdea0f11198cdf2d0d817bc733b82990fc145641582d91b2";
}
