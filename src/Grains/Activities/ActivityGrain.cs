using System.Collections.Immutable;
using Labelwise.Grains.Accounts;
using Orleans.Runtime;

namespace Labelwise.Grains.Activities;

/// <summary>Keeps the newest entries and hands full pages over, so that a note costs the same however long the log is.</summary>
sealed class ActivityGrain([PersistentState("activity")] IPersistentState<ActivityState> activity, TimeProvider time) : Grain, IActivityGrain
{
    /// <summary>Entries of a page: what one note rewrites at most.</summary>
    public const int PageEntries = 64;

    /// <summary>Pages that one reading looks through.</summary>
    public const int MostPages = 32;

    public async Task Note(Deed deed)
    {
        var state = activity.State;
        if (state.Newest.Concat(state.Before).Any(e => IsSame(e.Deed, deed))) return;
        if (state.Newest.Length == PageEntries)
        {
            // The page is on disk before it leaves here; cut short by a crash, it is written again as it was.
            await Page(state.Pages).Fill(state.Newest);
            state = new() { Pages = state.Pages + 1, Before = state.Newest };
        }
        var now = time.GetUtcNow();
        var last = state.Newest.Concat(state.Before).Select(e => e.At).DefaultIfEmpty(now).Max();
        var entry = new ActivityEntry((long)state.Pages * PageEntries + state.Newest.Length, now > last ? now : last, deed);
        await activity.Become(state with { Newest = state.Newest.Add(entry) }, DeactivateOnIdle);
    }

    public async Task<ActivityPage> Read(ActivityFilter filter, long? before, int limit)
    {
        var (pages, newest) = (activity.State.Pages, activity.State.Newest);
        var end = Math.Min(before ?? long.MaxValue, (long)pages * PageEntries + newest.Length);
        if (before is null && filter.To is { } to) end = Math.Min(end, (await FirstPageFrom(to, pages) + 1L) * PageEntries);
        var found = ImmutableArray.CreateBuilder<ActivityEntry>();
        for (var looked = 0; end > 0 && looked < MostPages; looked++)
        {
            var page = (int)((end - 1) / PageEntries);
            var entries = page >= pages ? newest : await Page(page).Entries();
            for (var i = (int)(end - 1 - (long)page * PageEntries); i >= 0; i--, end--)
            {
                if (filter.From > entries[i].At) return new(found.ToImmutable(), null);
                if (found.Count == limit) return new(found.ToImmutable(), end);
                if (filter.Passes(entries[i])) found.Add(entries[i]);
            }
        }
        return new(found.ToImmutable(), end > 0 ? end : null);
    }

    /// <summary>A key alone names no command: it may be another task's.</summary>
    static bool IsSame(Deed one, Deed other) => one.By == other.By && one.Key == other.Key && one.Kind == other.Kind && one.Facts.SequenceEqual(other.Facts);

    /// <summary>By halves: entries stand in order of their times.</summary>
    /// <returns>The first page whose last entry is not before a time; the newest entries' where none is.</returns>
    async Task<int> FirstPageFrom(DateTimeOffset at, int pages)
    {
        var (low, high) = (0, pages);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((await Page(middle).Entries())[^1].At < at) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    IActivityPageGrain Page(int number) => GrainFactory.GetGrain<IActivityPageGrain>($"{this.GetPrimaryKeyString()}/{number}");
}

[GenerateSerializer, Immutable, Alias("activity-state")]
public sealed record ActivityState
{
    /// <summary>How many are full.</summary>
    [Id(0)] public int Pages { get; init; }
    [Id(1)] public ImmutableArray<ActivityEntry> Newest { get; init; } = [];
    /// <summary>The last full page, by which a command told again is known.</summary>
    [Id(2)] public ImmutableArray<ActivityEntry> Before { get; init; } = [];
}

sealed class ActivityPageGrain([PersistentState("activity-page")] IPersistentState<ActivityPageState> page) : Grain, IActivityPageGrain
{
    public Task Fill(ImmutableArray<ActivityEntry> entries) =>
        page.State.Entries.IsEmpty ? page.Become(new() { Entries = entries }, DeactivateOnIdle) : Task.CompletedTask;

    public Task<ImmutableArray<ActivityEntry>> Entries() => Task.FromResult(page.State.Entries);
}

[GenerateSerializer, Immutable, Alias("activity-page-state")]
public sealed record ActivityPageState
{
    [Id(0)] public ImmutableArray<ActivityEntry> Entries { get; init; } = [];
}
