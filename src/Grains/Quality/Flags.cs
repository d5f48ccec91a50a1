using System.Collections.Immutable;

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
        if (e.Submitted < Enough) return [];
        var flags = ImmutableArray.CreateBuilder<AnnotatorFlag>();
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
