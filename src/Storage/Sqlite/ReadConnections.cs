using System.Collections.Concurrent;

namespace Labelwise.Storage.Sqlite;

/// <summary>Read connections, one to a thread at a time, opened as needed. In WAL mode they neither wait for the
/// writer nor keep it waiting, and see every commit that was answered.</summary>
sealed class ReadConnections(string file) : IDisposable
{
    private readonly ConcurrentBag<Reader> idle = [];
    private int idleCount;
    private volatile bool closed;

    /// <exception cref="StoreException">Told with <paramref name="purpose"/>, as <c>State 'task' of task/p-1 cannot be
    /// read</c>.</exception>
    public T Read<TKey, T>(TKey key, Func<Reader, TKey, T> read, Func<TKey, string> purpose)
    {
        if (closed) throw new StoreUnavailableException("The store is closed.");
        Reader? reader = null;
        try
        {
            if (idle.TryTake(out reader)) Interlocked.Decrement(ref idleCount);
            else reader = new(Connection.Open(file));
            var result = read(reader, key);
            GiveBack(reader);
            return result;
        }
        catch (SqliteFailureException e)
        {
            reader?.Dispose();
            throw e.Tell(purpose(key), file);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
    }

    private void GiveBack(Reader reader)
    {
        if (closed || Interlocked.Increment(ref idleCount) > StoreLimits.IdleReaders)
        {
            if (!closed) Interlocked.Decrement(ref idleCount);
            reader.Dispose();
            return;
        }
        idle.Add(reader);
        if (closed) Dispose();
    }
}

/// <summary>A read connection and its compiled statements.</summary>
sealed class Reader : IDisposable
{
    private readonly Connection database;

    public Reader(Connection database)
    {
        this.database = database;
        database.Run("PRAGMA query_only = 1; PRAGMA cache_size = -4096;");
        State = database.Prepare("SELECT etag, value FROM grain_state WHERE grain = ?2 AND name = ?1");
        Label = database.Prepare("SELECT document FROM label WHERE hash = ?1");
    }

    /// <summary>(name, grain) to (etag, value).</summary>
    public Statement State { get; }

    /// <summary>hash to document.</summary>
    public Statement Label { get; }

    public void Dispose() => database.Dispose();
}
