using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.Activities;

/// <summary>Keeps the newest entries and hands full pages over, so that a note costs the same however long the log is.</summary>
sealed class ActivityGrain([PersistentState("activity")] IPersistentState<ActivityState> activity, TimeProvider time) : Grain, IActivityGrain
{
    /// <summary>Entries of a page: what one note rewrites at most.</summary>
    public const int PageEntries = 64;

    /// <summary>Pages that one reading looks through.</summary>
    public const int MostPages = 32;

    /// <summary>A longer pause ends a reviewer's sitting.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>How long counts of a sitting may be in memory alone.</summary>
    static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(10);

    readonly RecentVerdicts recent = new();
    bool unsaved;

    public async Task Note(Deed deed)
    {
        var state = activity.State;
        if (!state.Newest.Concat(state.Before).Any(e => IsSame(e.Deed, deed))) await Append(deed);
    }

    public Task Reviewed(UserId by, CommandKey key, Verdict verdict)
    {
        if (!recent.IsNew(by, key)) return Task.CompletedTask;
        var (newest, now) = (activity.State.Newest, time.GetUtcNow());
        var last = newest.Index().LastOrDefault(e => e.Item.Deed.By == by && e.Item.Deed.Kind is ActivityKind.Reviewing);
        if (last.Item is not { } entry || now - Sitting.End(entry) > Pause) return Append(new(by, key, ActivityKind.Reviewing, Sitting.Begin(verdict, now)));
        activity.State = activity.State with { Newest = newest.SetItem(last.Index, entry with { Deed = entry.Deed with { Facts = Sitting.Count(entry.Deed.Facts, verdict, now) } }) };
        if (!unsaved) this.RegisterGrainTimer(Save, new GrainTimerCreationOptions(SaveAfter, Timeout.InfiniteTimeSpan));
        unsaved = true;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => unsaved ? Save(cancellationToken) : Task.CompletedTask;

    async Task Save(CancellationToken cancellation)
    {
        unsaved = false;
        await activity.Become(activity.State, DeactivateOnIdle);
    }

    async Task Append(Deed deed)
    {
        var state = activity.State;
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
