namespace Labelwise.Storage.Sqlite;

/// <summary>Writes in the order they came. Whatever waits when the writer asks is its next group, so that a group
/// grows exactly while the disk is busy with the one before.</summary>
sealed class WriteQueue(int groupWrites)
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrived = new(0, 1);
    private Queue<Write> waiting = [];
    private long waitingBytes;
    private bool writerSleeps;
    private bool closed;

    public int Count
    {
        get { lock (gate) return waiting.Count; }
    }

    /// <exception cref="StoreBusyException">Too much waits already.</exception>
    /// <exception cref="StoreUnavailableException">The store is closed.</exception>
    public void Add(Write write)
    {
        lock (gate)
        {
            if (closed) throw new StoreUnavailableException("The store is closed.");
            if (waiting.Count >= StoreLimits.QueuedWrites || waitingBytes > StoreLimits.QueuedBytes)
                throw new StoreBusyException($"The disk does not keep up: {waiting.Count} writes wait.");
            waiting.Enqueue(write);
            waitingBytes += write.SizeBytes;
            if (!writerSleeps) return;
            writerSleeps = false;
        }
        arrived.Release();
    }

    /// <summary>Waits for work.</summary>
    /// <param name="group">Receives a bounded number of them.</param>
    /// <returns>False once the queue is closed and empty.</returns>
    public bool Take(List<Write> group)
    {
        while (true)
        {
            lock (gate)
            {
                for (var bytes = 0L; group.Count < groupWrites && bytes < StoreLimits.GroupBytes;)
                {
                    if (!waiting.TryDequeue(out var write)) break;
                    bytes += write.SizeBytes;
                    waitingBytes -= write.SizeBytes;
                    group.Add(write);
                }
                if (group.Count > 0) return true;
                if (closed) return false;
                writerSleeps = true;
            }
            arrived.Wait();
        }
    }

    /// <summary>Takes nothing more; what waits is still written.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            if (!writerSleeps) return;
            writerSleeps = false;
        }
        arrived.Release();
    }
}
