namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>Finds the nearest others of every sample.</summary>
public static class NearestOthers
{
    /// <summary>Samples from which on comparing all with all takes longer than a graph, and neighbours are nearly all found instead of all.</summary>
    public const int MostCompared = 50_000;

    /// <summary>Rows compared with rows at a time: both stay in the cache.</summary>
    const int Tile = 256;

    public static NearestTable Of(Directions samples, int each = NearestTable.Usual, CancellationToken cancellation = default) =>
        samples.Count <= MostCompared ? All(samples, each, cancellation) : Nearly(samples, each, cancellation);

    /// <summary>By comparing every two: exact, in time that grows with the square of their number.</summary>
    public static NearestTable All(Directions samples, int each = NearestTable.Usual, CancellationToken cancellation = default)
    {
        var found = new NearestTable(samples.Count, each);
        for (var tile = 0; tile < samples.Count; tile += Tile)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var against = tile; against < samples.Count; against += Tile)
                Compare(samples, found, tile, against);
        }
        return found;
    }

    static void Compare(Directions samples, NearestTable found, int tile, int against)
    {
        var (last, lastOther) = (Math.Min(tile + Tile, samples.Count), Math.Min(against + Tile, samples.Count));
        for (var i = tile; i < last; i++)
            for (var j = Math.Max(i + 1, against); j < lastOther; j++)
            {
                var apart = Directions.Apart(samples.Cosine(i, j));
                found.Offer(i, j, apart);
                found.Offer(j, i, apart);
            }
    }

    /// <summary>By a graph that is walked from each sample: in time that grows little faster than their number.</summary>
    public static NearestTable Nearly(Directions samples, int each = NearestTable.Usual, CancellationToken cancellation = default)
    {
        var graph = new NeighbourGraph(samples);
        for (var i = 0; i < samples.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            graph.Add(i);
        }
        var found = new NearestTable(samples.Count, each);
        for (var i = 0; i < samples.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            graph.Around(i, found);
        }
        return found;
    }
}
