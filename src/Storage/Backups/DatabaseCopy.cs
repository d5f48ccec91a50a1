using Labelwise.Domain;
using Labelwise.Storage.Sqlite;

namespace Labelwise.Storage.Backups;

/// <summary>A grain's state as it lies in a database.</summary>
/// <param name="Grain">As <c>task/p-17</c>.</param>
/// <param name="Value">Null where it cannot be read.</param>
/// <param name="Damage">Why not.</param>
public sealed record StoredState(string Name, string Grain, ReadOnlyMemory<byte>? Value, string? Damage);

/// <summary>Everything in a database, looked at one by one: on a copy, so that neither people at work nor a repair by
/// accident come into it.</summary>
public sealed class DatabaseCopy : IDisposable
{
    /// <summary>Faults of pages told at most.</summary>
    private const int MostPageFaults = 100;

    private readonly Connection database;

    private DatabaseCopy(Connection database) => this.database = database;

    /// <param name="directory">Takes the copy, as the data directory of a server.</param>
    /// <exception cref="StoreException">It cannot be copied.</exception>
    public static DatabaseCopy Take(string databaseFile, string directory, Action<long, long>? progress = null)
    {
        if (!File.Exists(databaseFile)) throw new StoreUnavailableException($"There is no {databaseFile}.");
        var file = DataDirectory.DatabaseIn(directory);
        SqliteCopy.Make(databaseFile, file, progress);
        return new(Connection.Open(file));
    }

    /// <returns>SQLite's own words on pages and indexes that are damaged; none when all are sound.</returns>
    public IReadOnlyList<string> PageFaults()
    {
        try
        {
            var faults = database.AskAll($"PRAGMA integrity_check({MostPageFaults})", row => row.Text(0));
            return faults is ["ok"] ? [] : faults;
        }
        catch (SqliteFailureException e)
        {
            return [e.Message];
        }
    }

    /// <summary>In the order of grains. What cannot be read is told as that, and the next one follows.</summary>
    public IEnumerable<StoredState> States()
    {
        var read = database.Prepare("SELECT value FROM grain_state WHERE grain = ?1 AND name = ?2");
        foreach (var (grain, name) in Keys("SELECT grain, name FROM grain_state ORDER BY grain, name", row => (row.Text(0), row.Text(1))))
        {
            var (value, damage) = Read(read.Bind(1, grain).Bind(2, name));
            yield return new(name, grain, value, damage);
        }
    }

    /// <summary>In the order of hashes.</summary>
    /// <returns>Whether the document is what its hash says.</returns>
    public IEnumerable<(ContentHash Hash, bool IsSound)> Labels()
    {
        var read = database.Prepare("SELECT document FROM label WHERE hash = ?1");
        foreach (var hash in Keys("SELECT hash FROM label ORDER BY hash", row => ContentHash.From(row.Bytes(0))))
        {
            var key = new byte[ContentHash.Bytes];
            hash.CopyTo(key);
            var (document, _) = Read(read.Bind(1, key));
            yield return (hash, document is { } bytes && ContentHash.Of(bytes.Span) == hash);
        }
    }

    public void Dispose() => database.Dispose();

    /// <summary>Out of an index, which may be sound where the rows are not.</summary>
    private List<T> Keys<T>(string sql, Func<Statement, T> map)
    {
        try { return database.AskAll(sql, map); }
        catch (SqliteFailureException) { return []; } // told as a fault of pages
    }

    private static (ReadOnlyMemory<byte>? Value, string? Damage) Read(Statement row)
    {
        try { return row.Step() ? (row.Bytes(0).ToArray(), null) : (null, "It has a name and no row."); }
        catch (SqliteFailureException e) { return (null, e.Message); }
        finally { row.Reset(); }
    }
}
