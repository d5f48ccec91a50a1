using Microsoft.Extensions.Logging;

namespace Labelwise.Storage.Sqlite;

/// <summary>The one writer: takes whatever waits, commits it in one transaction with one sync, answers each caller
/// after that, and takes what came meanwhile. No timer: a lone write is committed at once.</summary>
sealed class GroupCommit : IDisposable
{
    private readonly string file;
    private readonly StorageMeter meter;
    private readonly ILogger log;
    private readonly WriteQueue queue;
    private readonly WalCarrier carrier;
    private readonly Thread thread;
    private StoreWriter? writer;

    public GroupCommit(string file, int groupWrites, StorageMeter meter, ILogger log)
    {
        this.file = file;
        this.meter = meter;
        this.log = log;
        queue = new(groupWrites);
        writer = Open(create: true);
        carrier = new(file, meter, log);
        meter.Watch(queue);
        thread = new(Work) { IsBackground = true, Name = "labelwise store" };
        thread.Start();
    }

    /// <summary>Takes its place in the order of writes: nothing enqueued later is durable before it.</summary>
    public ValueTask Enqueue(Write write)
    {
        try { queue.Add(write); }
        catch (StoreException e) { write.Fail(e); }
        return write.Answer;
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        queue.Close();
        thread.Join();
        carrier.Dispose();
        writer?.Dispose();
    }

    private void Work()
    {
        var group = new List<Write>();
        while (queue.Take(group))
        {
            var began = TimeProvider.System.GetTimestamp();
            Commit(group);
            meter.Committed(group, TimeProvider.System.GetElapsedTime(began));
            foreach (var write in group) write.Complete();
            group.Clear();
        }
    }

    private void Commit(List<Write> group)
    {
        try
        {
            writer ??= Open(create: false);
            while (!TryCommit(writer, group)) { }
            carrier.AfterCommit(writer);
        }
        catch (SqliteFailureException e)
        {
            Fail(group, write => e.Tell(write.Purpose, file));
            Recover(e);
        }
        catch (StoreException e)
        {
            Fail(group, _ => e);
        }
    }

    /// <returns>False when one write spoilt the transaction and, having got its failure, is out of the next
    /// attempt.</returns>
    private bool TryCommit(StoreWriter open, List<Write> group)
    {
        open.Begin();
        foreach (var write in group)
        {
            if (write.Failure is StoreException) continue;
            write.Failure = write.After?.Failure;
            if (write.Failure is not null) continue;
            try
            {
                write.Failure = write.Apply(open);
            }
            catch (SqliteFailureException e) when (e.ConcernsOneStatement)
            {
                open.Abandon();
                write.Failure = e.Tell(write.Purpose, file);
                return false;
            }
        }
        try
        {
            open.Commit();
            return true;
        }
        catch (SqliteFailureException e)
        {
            Fail(group, write => e.Tell(write.Purpose, file, committing: true));
            Recover(e);
            return true;
        }
    }

    private static void Fail(List<Write> group, Func<Write, StoreException> why)
    {
        foreach (var write in group.Where(w => w.Failure is not StoreException)) write.Failure = why(write);
    }

    /// <summary>Leaves the store so that the next group works if the disk does.</summary>
    private void Recover(SqliteFailureException e)
    {
        log.StoreFailed(file, e);
        writer?.Abandon();
        if (!e.SpoilsConnection) return;
        writer?.Dispose();
        writer = null;
    }

    private StoreWriter Open(bool create)
    {
        try { return StoreWriter.Open(file, create); }
        catch (SqliteFailureException e) { throw e.Tell("The store cannot be opened", file); }
    }
}
