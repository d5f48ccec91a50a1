namespace Labelwise.Storage.Sqlite;

/// <summary>The writing connection and its compiled statements; used by the writer's thread alone.</summary>
sealed class StoreWriter : IDisposable
{
    private readonly Connection database;
    private readonly Statement insertState;
    private readonly Statement updateState;
    private readonly Statement deleteState;
    private readonly Statement findEtag;
    private readonly Statement insertLabel;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement carryOver;
    private long lastEtag;

    private StoreWriter(Connection database, long firstEtag)
    {
        this.database = database;
        lastEtag = firstEtag;
        insertState = database.Prepare(
            "INSERT INTO grain_state (name, grain, etag, value) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
        updateState = database.Prepare(
            "UPDATE grain_state SET etag = ?3, value = ?4 WHERE grain = ?2 AND name = ?1 AND etag = ?5");
        deleteState = database.Prepare("DELETE FROM grain_state WHERE grain = ?2 AND name = ?1 AND etag = ?3");
        findEtag = database.Prepare("SELECT etag FROM grain_state WHERE grain = ?2 AND name = ?1");
        insertLabel = database.Prepare(
            "INSERT INTO label (hash, document) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
        carryOver = database.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <param name="create">Create the file where it is missing: at the start of the process, never later, when a
    /// missing file means that somebody has moved it away.</param>
    public static StoreWriter Open(string file, bool create)
    {
        var opening = Connection.Open(file, create);
        try
        {
            opening.Run($"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA journal_size_limit = -1;
                PRAGMA cache_size = -65536;
                PRAGMA temp_store = MEMORY;
                """);
            Schema.Migrate(opening, file);
            opening.Run("UPDATE counter SET value = value + 1 WHERE name = 'opened'");
            // ETags never repeat, not even of a state that was cleared and written anew: each opening has its range.
            var opened = opening.AskNumber("SELECT value FROM counter WHERE name = 'opened'");
            return new(opening, opened << 40);
        }
        catch
        {
            opening.Dispose();
            throw;
        }
    }

    public void Begin() => begin.Run();

    /// <summary>Returns once the transaction is on disk.</summary>
    public void Commit() => commit.Run();

    public void Abandon() => database.Abandon();

    public long NewEtag() => ++lastEtag;

    /// <summary>Pages written to the WAL since it was last asked.</summary>
    public int TakePagesWritten() => database.TakePagesWritten();

    /// <returns>False when there is such a state already.</returns>
    public bool InsertState(string name, string grain, long etag, ReadOnlySpan<byte> value) =>
        insertState.Bind(1, name).Bind(2, grain).Bind(3, etag).Bind(4, value).Run() == 1;

    /// <returns>False when there is no such state with the etag <paramref name="expected"/>.</returns>
    public bool UpdateState(string name, string grain, long expected, long etag, ReadOnlySpan<byte> value) =>
        updateState.Bind(1, name).Bind(2, grain).Bind(3, etag).Bind(4, value).Bind(5, expected).Run() == 1;

    /// <returns>False when there is no such state with the etag <paramref name="expected"/>.</returns>
    public bool DeleteState(string name, string grain, long expected) =>
        deleteState.Bind(1, name).Bind(2, grain).Bind(3, expected).Run() == 1;

    /// <returns>Null when there is no such state.</returns>
    public long? FindEtag(string name, string grain)
    {
        var found = findEtag.Bind(1, name).Bind(2, grain).Step() ? findEtag.Number(0) : (long?)null;
        findEtag.Reset();
        return found;
    }

    public void InsertLabel(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> document) =>
        insertLabel.Bind(1, hash).Bind(2, document).Run();

    /// <summary>Carries what the WAL holds over to the database file.</summary>
    /// <returns>Whether all of it, so that the next write begins the WAL file anew.</returns>
    public bool CarryOver()
    {
        carryOver.Step();
        var all = carryOver.Number(1) == carryOver.Number(2);
        carryOver.Reset();
        return all;
    }

    public void Dispose() => database.Dispose();
}
