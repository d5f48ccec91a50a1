namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>A graph in which everybody is linked to near others in several directions, and a few, in sparser and sparser layers above,
/// to far ones: a walk that always goes on nearer finds nearly all who are nearest.</summary>
/// <remarks>Hierarchical navigable small worlds: Malkov and Yashunin 2020, doi:10.1109/TPAMI.2018.2889473, algorithms 1, 2 and 4. Layers are
/// drawn by the sample's place, so that the same samples in the same order give the same graph.</remarks>
sealed class NeighbourGraph(Directions samples)
{
    /// <summary>Links of a sample in a layer (M); in the lowest twice as many.</summary>
    const int Links = 16;

    /// <summary>Candidates kept while somebody is linked in (efConstruction), and while their nearest are looked for (ef).</summary>
    const int Building = 96, Searching = 64;

    const int MostLayers = 12;

    readonly LinkTable lowest = new(samples.Count, 2 * Links);
    readonly Dictionary<int, int[]>[] above = [.. Enumerable.Range(0, MostLayers).Select(_ => new Dictionary<int, int[]>())];
    readonly int[] seen = new int[samples.Count];
    readonly PriorityQueue<int, float> ahead = new(), kept = new();
    readonly List<(int Other, float Apart)> nearest = [];
    int walk, entry = -1, top;

    /// <summary>Links the next sample in.</summary>
    public void Add(int place)
    {
        var layer = LayerOf(place);
        for (var l = 1; l <= layer; l++) above[l].Add(place, []);
        if (entry < 0)
        {
            (entry, top) = (place, layer);
            return;
        }
        var at = entry;
        for (var l = top; l > layer; l--) at = Descend(place, at, l);
        for (var l = Math.Min(top, layer); l >= 0; l--)
        {
            Walk(place, at, l, Building);
            at = nearest[0].Other;
            Link(place, l);
        }
        if (layer > top) (entry, top) = (place, layer);
    }

    /// <summary>Offers who is around a sample that is linked in.</summary>
    public void Around(int place, NearestTable found)
    {
        Walk(place, place, 0, Searching);
        foreach (var (other, apart) in nearest) found.Offer(place, other, apart);
    }

    /// <summary>Of all, one in <see cref="Links"/> reaches the layer above, of these again, and so on.</summary>
    static int LayerOf(int place)
    {
        var lot = (Scatter.Of((ulong)place) >> 11) * (1.0 / (1UL << 53));
        return (int)Math.Min(MostLayers - 1, -Math.Log(1 - lot) / Math.Log(Links));
    }

    ReadOnlySpan<int> LinksOf(int place, int layer) => layer is 0 ? lowest.Of(place) : above[layer][place];

    float Between(int one, int other) => Directions.Apart(samples.Cosine(one, other));

    int Descend(int place, int at, int layer)
    {
        var best = Between(place, at);
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var other in LinksOf(at, layer))
                if (Between(place, other) is var apart && apart < best) (best, at, moved) = (apart, other, true);
        }
        return at;
    }

    /// <summary>Leaves in <see cref="nearest"/> who was found around a place, the nearest first, itself left out.</summary>
    void Walk(int place, int from, int layer, int most)
    {
        walk++;
        ahead.Clear();
        kept.Clear();
        Meet(place, from, Between(place, from), most);
        while (ahead.TryDequeue(out var at, out var apart))
        {
            if (kept.Count >= most && kept.TryPeek(out _, out var farthest) && apart > -farthest) break;
            foreach (var other in LinksOf(at, layer))
                if (seen[other] != walk) Meet(place, other, Between(place, other), most);
        }
        nearest.Clear();
        while (kept.TryDequeue(out var other, out var farther)) nearest.Add((other, -farther));
        nearest.Reverse();
    }

    void Meet(int place, int other, float apart, int most)
    {
        seen[other] = walk;
        if (kept.Count >= most && kept.TryPeek(out _, out var farthest) && apart >= -farthest) return;
        ahead.Enqueue(other, apart);
        if (other == place) return;
        kept.Enqueue(other, -apart);
        if (kept.Count > most) kept.Dequeue();
    }

    void Link(int place, int layer)
    {
        var chosen = Spread(nearest, Links);
        Set(place, layer, chosen);
        foreach (var other in chosen)
        {
            var links = LinksOf(other, layer);
            var most = layer is 0 ? 2 * Links : Links;
            if (links.Length < most) Set(other, layer, [.. links, place]);
            else
            {
                var candidates = new List<(int Other, float Apart)>(links.Length + 1) { (place, Between(other, place)) };
                foreach (var linked in links) candidates.Add((linked, Between(other, linked)));
                candidates.Sort((a, b) => a.Apart != b.Apart ? a.Apart.CompareTo(b.Apart) : a.Other.CompareTo(b.Other));
                Set(other, layer, Spread(candidates, most));
            }
        }
    }

    /// <summary>The nearest who are nearer to the sample than to any chosen before, so that links lead in all directions; then the nearest of
    /// the others (algorithm 4).</summary>
    int[] Spread(List<(int Other, float Apart)> candidates, int most)
    {
        var (chosen, passed) = (new List<int>(most), new List<int>());
        foreach (var (other, apart) in candidates)
        {
            if (chosen.Count == most) break;
            if (chosen.TrueForAll(c => Between(c, other) >= apart)) chosen.Add(other);
            else passed.Add(other);
        }
        chosen.AddRange(passed.Take(most - chosen.Count));
        return [.. chosen];
    }

    void Set(int place, int layer, int[] links)
    {
        if (layer is 0) lowest.Set(place, links);
        else above[layer][place] = links;
    }

    /// <summary>The lowest layer's links, side by side.</summary>
    sealed class LinkTable(int count, int most)
    {
        readonly int[] links = new int[checked(count * most)];
        readonly byte[] known = new byte[count];

        public ReadOnlySpan<int> Of(int place) => links.AsSpan(place * most, known[place]);

        public void Set(int place, ReadOnlySpan<int> to)
        {
            to.CopyTo(links.AsSpan(place * most));
            known[place] = (byte)to.Length;
        }
    }
}
