using System.Collections.Immutable;

namespace Labelwise.Grains.Tasks;

/// <summary>When each block was heard of last, so that those heard of since a time are found without asking the others.</summary>
sealed class RecentBlocks
{
    readonly Dictionary<int, LinkedListNode<(long Revision, int Block)>> places = [];

    /// <summary>The one heard of last comes last.</summary>
    readonly LinkedList<(long Revision, int Block)> order = [];

    /// <param name="revision">Above all before.</param>
    public void Note(int block, long revision)
    {
        if (places.TryGetValue(block, out var place)) order.Remove(place);
        places[block] = order.AddLast((revision, block));
    }

    /// <summary>Those heard of after a revision.</summary>
    public ImmutableArray<int> After(long revision)
    {
        var blocks = ImmutableArray.CreateBuilder<int>();
        for (var at = order.Last; at is not null && at.Value.Revision > revision; at = at.Previous) blocks.Add(at.Value.Block);
        return blocks.DrainToImmutable();
    }
}
