using System.Collections.Immutable;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Grains.Quality;

/// <summary>What about somebody's work a curator should look at, with the numbers that say so.</summary>
static class Flags
{
    /// <summary>Submissions before anything is said of a person.</summary>
    const int Enough = 20;

    static readonly string EverSeen = $"Of somebody who is right in {AccuracyBar.Bar:P0} this is ever seen with a chance of {AccuracyBar.FalseAlarms} at most.";

    /// <param name="everybody">Answers by class of all people together, these among them.</param>
    public static ImmutableArray<AnnotatorFlag> Of(AnnotatorEvidence e, int classes, ImmutableArray<int> everybody)
    {
        var flags = ImmutableArray.CreateBuilder<AnnotatorFlag>();
        if (AccuracyBar.IsBelow(e.Gold.Right, e.Gold.Answers))
            flags.Add(new(
                AnnotatorFlag.MissesKnown, $"Right in {e.Gold.Right:0.#} of {e.Gold.Answers:0} known answers. {EverSeen}",
                Math.Round(e.Gold.Right / e.Gold.Answers, 4), AccuracyBar.Bar, (int)e.Gold.Answers, AccuracyBar.FalseAlarms));
        if (e.Submitted < Enough) return flags.ToImmutable();
        // Where no time was told of an answer, it says nothing of how fast it was.
        if (TooFastBar.IsOver(e.Fast, e.Timed))
            flags.Add(new(
                "too-fast", $"{e.Fast} of {e.Timed} answers took less than {TooFastBar.Ms} ms, in which nobody can have looked. Of somebody who takes longer over {TooFastBar.Share:P0} of tasks this is ever seen with a chance of {TooFastBar.FalseAlarms} at most.",
                Math.Round(e.Fast / (double)e.Timed, 4), 1 - TooFastBar.Share, e.Timed, TooFastBar.FalseAlarms));
        if (classes > 1 && OneClass(e, everybody, classes) is { } oneClass) flags.Add(oneClass);
        // Of those who draw alone it is whole labels that stood or not, of which a reviewer nearly always mends something.
        if (classes > 1 && AccuracyBar.IsBelow(e.Known.Right, e.Known.Answers))
            flags.Add(new(
                "below-target", $"Right in {e.Known.Right:0.#} of {e.Known.Answers:0} judged tasks. {EverSeen}",
                Math.Round(e.Known.Right / e.Known.Answers, 4), AccuracyBar.Bar, (int)e.Known.Answers, AccuracyBar.FalseAlarms));
        return flags.ToImmutable();
    }

    static AnnotatorFlag? OneClass(AnnotatorEvidence e, ImmutableArray<int> everybody, int classes)
    {
        if (e.Classes.IsDefaultOrEmpty || e.Classes.Sum() is var answers && answers < Enough) return null;
        var most = e.Classes.Max();
        var usual = OneClassBar.Usual(everybody[e.Classes.IndexOf(most)] - most, everybody.Sum() - answers, classes);
        return OneClassBar.IsOver(most, answers, usual, classes)
            ? new("one-class", $"{most} of {answers} answers are the same class, as {usual:P0} of the others' are.", Math.Round(most / (double)answers, 4), Math.Round(usual, 4), answers, OneClassBar.FalseAlarms) : null;
    }
}
