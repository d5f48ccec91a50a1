using System.Collections.Immutable;

namespace Labelwise.Inference.Models;

/// <summary>How many images a run may have.</summary>
/// <param name="Allowed">Rising. With any of them the model answers an image alike, or there is but one.</param>
/// <param name="Least">A run waits for so many images, unless no more can lie beside them: fewer would be slow.</param>
/// <param name="TakesRest">What is left at the end may be run in whatever size it has.</param>
sealed record BatchSizes(ImmutableArray<int> Allowed, int Least, bool TakesRest)
{
    /// <summary>One size for all runs but the last.</summary>
    public static BatchSizes Always(int images) => new([images], images, TakesRest: true);

    public int Most => Allowed[^1];

    /// <summary>Images that are under way at a time: those being inferred, as many that are ready, and one for each core to decode.</summary>
    /// <remarks>A multiple of <see cref="Most"/>, so that a run of that size never goes round the end.</remarks>
    public int Room => Most * (2 + (Environment.ProcessorCount + Most - 1) / Most);

    /// <summary>The size of the next run.</summary>
    /// <param name="ready">Images that are decoded and lie side by side.</param>
    /// <param name="isRest">Whether no more come, or none beside these.</param>
    /// <returns>0 to wait for more.</returns>
    public int Next(int ready, bool isRest)
    {
        if (isRest && TakesRest) return Math.Min(ready, Most);
        if (ready < Least && !isRest) return 0;
        var size = 0;
        foreach (var allowed in Allowed)
            if (allowed <= ready) size = allowed;
        return size;
    }
}
