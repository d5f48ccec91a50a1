using System.Collections.Immutable;
using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Engine.Reminders;

/// <summary>Reminders kept in a grain store, so that whatever keeps grains keeps their reminders. They are spread over a
/// fixed number of records, each read once and then held.</summary>
sealed class GrainStorageReminderTable(IGrainStorage storage) : IReminderTable, IDisposable
{
    const uint Pages = 16;

    readonly SemaphoreSlim one = new(1);
    readonly GrainState<ReminderPage>[] pages = [.. Enumerable.Range(0, (int)Pages).Select(_ => new GrainState<ReminderPage>(ReminderPage.Empty))];

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        for (var page = 0u; page < Pages; page++)
        {
            await storage.ReadStateAsync("reminders", IdOf(page), pages[page]);
            if (!pages[page].RecordExists) pages[page].State = ReminderPage.Empty;
        }
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        Task.FromResult(new ReminderTableData(Rows(PageOf(grainId)).Where(row => row.GrainId == grainId)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(new ReminderTableData(
        Enumerable.Range(0, (int)Pages).SelectMany(page => Rows((uint)page)).Where(row => Lies(row.GrainId, begin, end))));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult(Rows(PageOf(grainId)).FirstOrDefault(row => row.GrainId == grainId && row.ReminderName == reminderName));

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string? etag = null;
        await Change(PageOf(entry.GrainId), rows =>
        {
            etag = Next(rows);
            return rows.RemoveAll(row => IsOf(row, entry.GrainId, entry.ReminderName)).Add(new(
                entry.GrainId.ToString(), entry.ReminderName, entry.StartAt, entry.Period, etag));
        });
        return etag;
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var found = false;
        await Change(PageOf(grainId), rows =>
        {
            var left = rows.RemoveAll(row => IsOf(row, grainId, reminderName) && row.ETag == eTag);
            found = left.Length < rows.Length;
            return left;
        });
        return found;
    }

    public async Task TestOnlyClearTable()
    {
        for (var page = 0u; page < Pages; page++) await Change(page, _ => []);
    }

    public void Dispose() => one.Dispose();

    async Task Change(uint page, Func<ImmutableArray<ReminderRow>, ImmutableArray<ReminderRow>> change)
    {
        await one.WaitAsync();
        try
        {
            var state = pages[page];
            var before = state.State!;
            var after = change(before.Rows);
            if (after == before.Rows) return;
            state.State = new(after);
            try
            {
                await storage.WriteStateAsync("reminders", IdOf(page), state);
            }
            catch
            {
                state.State = before;
                throw;
            }
        }
        finally
        {
            one.Release();
        }
    }

    IEnumerable<ReminderEntry> Rows(uint page) => pages[page].State!.Rows.Select(row => row.ToEntry());

    static string Next(ImmutableArray<ReminderRow> rows) =>
        (rows.Select(row => long.Parse(row.ETag, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max() + 1).ToString(CultureInfo.InvariantCulture);

    static bool IsOf(ReminderRow row, GrainId grain, string name) => row.Name == name && row.Grain == grain.ToString();

    static bool Lies(GrainId grain, uint begin, uint end)
    {
        var hash = grain.GetUniformHashCode();
        return begin == end || (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end);
    }

    static uint PageOf(GrainId grain) => grain.GetUniformHashCode() % Pages;

    static GrainId IdOf(uint page) => GrainId.Create("sys.reminders", page.ToString(CultureInfo.InvariantCulture));
}
