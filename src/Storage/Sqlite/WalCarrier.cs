using Microsoft.Extensions.Logging;

namespace Labelwise.Storage.Sqlite;

/// <summary>Carries the WAL over to the database file without keeping writers waiting: its own thread moves the bulk
/// beside them, then the writer moves the few pages that came meanwhile, which lets the WAL file begin anew at the
/// same size.</summary>
sealed class WalCarrier : IDisposable
{
    private readonly string file;
    private readonly StorageMeter meter;
    private readonly ILogger log;
    private readonly SemaphoreSlim due = new(0);
    private readonly ManualResetEventSlim bulkMoved = new(true);
    private readonly Thread thread;
    private volatile bool closing;
    private volatile bool restIsDue;
    private bool underWay;
    private long pages;

    public WalCarrier(string file, StorageMeter meter, ILogger log)
    {
        this.file = file;
        this.meter = meter;
        this.log = log;
        thread = new(Work) { IsBackground = true, Name = "labelwise store WAL" };
        thread.Start();
    }

    /// <summary>Called by the writer between two groups.</summary>
    public void AfterCommit(StoreWriter writer)
    {
        pages += writer.TakePagesWritten();
        // A disk that moves pages more slowly than they come would let the log grow without an end.
        if (underWay && pages >= StoreLimits.MostWalPages) bulkMoved.Wait();
        if (restIsDue) CarryRest(writer);
        if (underWay || pages < StoreLimits.WalPages) return;
        underWay = true;
        bulkMoved.Reset();
        due.Release();
    }

    public void Dispose()
    {
        closing = true;
        due.Release();
        thread.Join();
    }

    private void CarryRest(StoreWriter writer)
    {
        restIsDue = false;
        underWay = false;
        try
        {
            // Not all: a reader still needs the old pages. The next round, as many pages later, tries again.
            _ = writer.CarryOver();
            meter.CarriedOver();
        }
        catch (SqliteFailureException e)
        {
            log.WalNotCarriedOver(file, e);
        }
        pages = 0;
    }

    private void Work()
    {
        while (true)
        {
            due.Wait();
            if (closing) return;
            try
            {
                using var database = Connection.Open(file);
                _ = database.AskNumber("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (SqliteFailureException e)
            {
                log.WalNotCarriedOver(file, e); // what was committed is safe in the WAL, which grows
            }
            restIsDue = true;
            bulkMoved.Set();
        }
    }
}
