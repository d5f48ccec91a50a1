using System.Collections.Immutable;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Grains.Quality;

/// <summary>What about somebody's work a curator should look at, with the numbers that say so.</summary>
static class Flags
{
    /// <summary>Submissions before anything is said of a person.</summary>
    const int Enough = 20;

    /// <summary>Mean active time under which nobody can have looked, in milliseconds.</summary>
    const double TooFastMs = 400;

    const double OneClassShare = 0.9;
    const double LowAccuracy = 0.7;

    public static ImmutableArray<AnnotatorFlag> Of(AnnotatorEvidence e, double high, int classes)
    {
        var flags = ImmutableArray.CreateBuilder<AnnotatorFlag>();
        if (GoldBar.IsBelow(e.Gold.Right, e.Gold.Answers))
            flags.Add(new(
                AnnotatorFlag.MissesKnown, $"Right in {e.Gold.Right:0.#} of {e.Gold.Answers:0} known answers. Of somebody who is right in {GoldBar.Bar:P0} this is ever seen with a chance of {GoldBar.FalseAlarms} at most.",
                Math.Round(e.Gold.Right / e.Gold.Answers, 4), GoldBar.Bar, (int)e.Gold.Answers, GoldBar.FalseAlarms));
        if (e.Submitted < Enough) return flags.ToImmutable();
        var mean = e.ActiveMs / (double)e.Submitted;
        if (mean is > 0 and < TooFastMs)
            flags.Add(new("too-fast", $"{mean:0} ms a task on average over {e.Submitted} tasks; under {TooFastMs:0} ms nobody can have looked."));
        if (classes > 1 && e.Classes is { IsEmpty: false } && e.Classes.Max() is var most && most > OneClassShare * e.Submitted)
            flags.Add(new("one-class", $"{most} of {e.Submitted} answers are the same class."));
        if (high < LowAccuracy)
            flags.Add(new("below-target", $"Right in at most {high:P0} of tasks, with 97.5 % certainty, over {e.Skill.Answers:0} judged ones."));
        return flags.ToImmutable();
    }
}
