using SQLitePCL;

namespace Labelwise.Storage.Sqlite;

/// <summary>SQLite's own answer, before it is told in our words.</summary>
sealed class SqliteFailureException(int extendedCode, string message)
    : Exception($"SQLite error {extendedCode}: {message}")
{
    private const int NoRoomForSharedMemory = raw.SQLITE_IOERR | (19 << 8);

    public int Code => extendedCode & 0xff;

    /// <summary>SQLite has undone the one statement alone, so that its neighbours in the transaction can go on.</summary>
    public bool ConcernsOneStatement => Code is raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH
        or raw.SQLITE_CORRUPT;

    /// <summary>The connection's cache may be worth nothing now.</summary>
    public bool SpoilsConnection => Code is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
        or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY;

    /// <param name="what">Begins the sentence, as <c>The state 'task' of task/p-1 cannot be read</c>.</param>
    /// <param name="committing">Whether the disk may have taken the transaction before it failed.</param>
    public StoreException Tell(string what, string file, bool committing = false) => Code switch
    {
        raw.SQLITE_FULL => new StoreFullException($"{what}: no room is left on the disk of {file}.", this),
        raw.SQLITE_IOERR when extendedCode == NoRoomForSharedMemory =>
            new StoreFullException($"{what}: no room is left on the disk of {file}.", this),
        raw.SQLITE_READONLY or raw.SQLITE_PERM =>
            new StoreReadOnlyException($"{what}: {file} cannot be written ({Message}).", this),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new StoreBusyException($"{what}: another program holds {file} locked.", this),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            new StoreDamagedException($"{what}: {file} is damaged ({Message}).", this),
        _ => new StoreUnavailableException($"{what}: {file} failed ({Message}).", this)
        {
            MayHaveHappened = committing,
        },
    };
}
