namespace Labelwise.Domain.Quality.Consistency;

/// <summary>Finds pairs of hashes that differ in few bits, without comparing all with all.</summary>
/// <remarks>Multi-index hashing: Norouzi, Punjani and Fleet 2012, doi:10.1109/CVPR.2012.6248043. Of four parts of 16 bits one differs
/// in one bit at most where all 64 differ in no more than seven; so what may be near is found under 17 keys a part.</remarks>
public static class NearDuplicates
{
    /// <summary>Most bits apart for which nothing is missed.</summary>
    const int Surely = 7;

    const int Parts = 4, Bits = 16;

    /// <summary>Hashes that share a part with more than so many others tell nothing by it; they are compared with that many.</summary>
    const int MostInBucket = 512;

    /// <param name="most">Bits apart; 7 at most.</param>
    /// <returns>Pairs of places, each once, the first the lower one, ascending.</returns>
    public static IEnumerable<(int One, int Other, int Apart)> Pairs(IReadOnlyList<ulong> hashes, int most = PerceptualHash.MostApart)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, Surely);
        var buckets = new Dictionary<(int Part, int Key), List<int>>();
        for (var i = 0; i < hashes.Count; i++)
        {
            var found = new SortedDictionary<int, int>();
            for (var part = 0; part < Parts; part++)
            {
                var key = (int)(hashes[i] >> part * Bits) & 0xFFFF;
                for (var flip = -1; flip < Bits; flip++)
                    if (buckets.TryGetValue((part, flip < 0 ? key : key ^ (1 << flip)), out var bucket))
                        foreach (var other in bucket)
                            if (PerceptualHash.Apart(hashes[i], hashes[other]) is var apart && apart <= most) found[other] = apart;
                if (!buckets.TryGetValue((part, key), out var own)) buckets.Add((part, key), own = []);
                if (own.Count < MostInBucket) own.Add(i);
            }
            foreach (var (other, apart) in found) yield return (other, i, apart);
        }
    }
}
