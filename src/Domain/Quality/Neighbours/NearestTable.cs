namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>The nearest others of each of many samples, the nearest first.</summary>
/// <param name="each">How many are kept of each.</param>
public sealed class NearestTable(int count, int each)
{
    /// <summary>Others kept of a sample: enough to tell how dense it is around it, and what its surroundings are labeled.</summary>
    public const int Usual = 10;

    readonly int[] others = new int[checked(count * each)];
    readonly float[] apart = new float[count * each];
    readonly byte[] known = new byte[count];

    public int Count => count;

    /// <summary>Of a sample, by their places.</summary>
    public ReadOnlySpan<int> Others(int of) => others.AsSpan(of * each, known[of]);

    /// <summary>How far each of <see cref="Others"/> is from it; see <see cref="Directions.Apart"/>.</summary>
    public ReadOnlySpan<float> Apart(int of) => apart.AsSpan(of * each, known[of]);

    /// <summary>Nobody who is as far as this or farther is kept any more.</summary>
    public float Farthest(int of) => known[of] < each ? float.PositiveInfinity : apart[of * each + each - 1];

    /// <summary>Takes another in unless there are enough nearer ones. Of equals the one who came first stays before.</summary>
    public void Offer(int of, int other, float distance)
    {
        if (!(distance < Farthest(of))) return;
        var from = of * each;
        var at = from + (known[of] < each ? known[of]++ : each - 1);
        for (; at > from && apart[at - 1] > distance; at--) (apart[at], others[at]) = (apart[at - 1], others[at - 1]);
        (apart[at], others[at]) = (distance, other);
    }
}
