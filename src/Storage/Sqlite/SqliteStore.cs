using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Labelwise.Storage.Sqlite;

/// <summary>The database file of a data directory: one writer that commits in groups, any number of readers beside
/// it. A write is answered once it is on disk.</summary>
public sealed class SqliteStore : IDisposable
{
    private readonly StorageMeter meter = new();
    private readonly GroupCommit writer;
    private readonly ReadConnections readers;
    private bool closed;

    private SqliteStore(string file, int groupWrites, ILogger log)
    {
        File = file;
        writer = new(file, groupWrites, meter, log);
        readers = new(file);
        log.StoreOpened(LibraryVersion, SchemaVersion, file);
    }

    /// <summary>The schema that this build writes.</summary>
    public static int SchemaVersion => Schema.Version;

    /// <summary>As <c>SQLite 3.40.1 (system)</c>.</summary>
    public static string LibraryVersion => NativeSqlite.Version;

    /// <summary>Absolute.</summary>
    public string File { get; }

    public StoreFigures Figures => meter.Figures;

    /// <summary>Opens the file, creating it or bringing it to this version where needed.</summary>
    /// <param name="groupWrites">Writes that may share a commit; 1 shows what a commit for each would cost.</param>
    /// <exception cref="StoreNotUnderstoodException">It is newer than this build, or no file of ours.</exception>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static SqliteStore Open(
        DataDirectory directory, ILogger<SqliteStore>? log = null, int groupWrites = StoreLimits.GroupWrites) =>
        new(directory.DatabaseFile, groupWrites, log ?? NullLogger<SqliteStore>.Instance);

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, true)) return;
        readers.Dispose();
        writer.Dispose();
        meter.Dispose();
    }

    internal LabelsInFlight LabelsInFlight { get; } = new();

    internal ValueTask Enqueue(Write write) => writer.Enqueue(write);

    internal T Read<TKey, T>(TKey key, Func<Reader, TKey, T> read, Func<TKey, string> purpose) =>
        readers.Read(key, read, purpose);
}
