using System.Collections.Immutable;

namespace Labelwise.Cli.Demo.Potatoes;

/// <summary>What a potato is like; the classes of the demo.</summary>
enum Condition { Good, Sprouted, Green, Rotten }

/// <summary>A potato to be drawn.</summary>
/// <param name="Seed">All else about its looks.</param>
/// <param name="Severity">How plain its defect is, in [0, 1]: under <see cref="Plain"/> people and models disagree. For a
/// good one: how much dirt, odd light and odd skin speak against it.</param>
sealed record Potato(ulong Seed, Condition Condition, double Severity)
{
    /// <summary>From here on a defect is plain to see.</summary>
    public const double Plain = 0.3;

    /// <summary>Names of the classes, in the order of <see cref="Condition"/>.</summary>
    public static ImmutableArray<string> Classes { get; } = [.. Enum.GetNames<Condition>().Select(n => n.ToLowerInvariant())];

    /// <summary>Half of them good; one in eight with a slight defect.</summary>
    public static Potato Of(ulong seed)
    {
        var dice = Dice.For(seed, "condition");
        var condition = dice.Share() switch { < 0.46 => Condition.Good, < 0.64 => Condition.Sprouted, < 0.82 => Condition.Green, _ => Condition.Rotten };
        var severity = condition is Condition.Good ? Math.Pow(dice.Share(), 2)
            : dice.Chance(0.12) ? dice.Between(0.05, Plain) : dice.Between(Plain, 1);
        return new(seed, condition, severity);
    }

    public string Class => Classes[(int)Condition];

    /// <summary>Whether the picture leaves room for doubt.</summary>
    public bool IsDoubtful => Condition is Condition.Good ? Severity > 1 - Plain / 2 : Severity < Plain;
}
