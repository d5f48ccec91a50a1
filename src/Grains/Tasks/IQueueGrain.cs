using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Tasks;

/// <summary>Knows which blocks of a project have work and at what priority, and adds up what blocks report.
/// Key: the project id. Soft: rebuilt from the blocks.</summary>
[Alias("queue")]
public interface IQueueGrain : IGrainWithStringKey
{
    /// <summary>A block's absolute counters; a repeat or an older one changes nothing.</summary>
    Task Report(BlockSummary summary);

    /// <summary>A row became open: known at once, so that nobody is told there is nothing while there is something.</summary>
    [AlwaysInterleave]
    Task Opened(int block, AssignmentKind kind, float priority);

    /// <summary>What makes a row open has changed: every block is asked anew, and until it has answered it may have work.</summary>
    [AlwaysInterleave]
    Task RulesChanged();

    /// <summary>The blocks to try for this person, the best first.</summary>
    /// <param name="last">Where they worked last; kept while it is as good as any.</param>
    [AlwaysInterleave]
    Task<ImmutableArray<int>> Offer(UserId to, AssignmentKind kind, int last);

    [AlwaysInterleave]
    Task<ProjectTotals> Totals();

    /// <summary>The blocks that reported since, or reported first.</summary>
    /// <param name="revision">As answered last; 0 for all.</param>
    [AlwaysInterleave]
    Task<ChangedBlocks> ChangedSince(long revision);
}
