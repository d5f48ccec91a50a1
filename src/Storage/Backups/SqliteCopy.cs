using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;

namespace Labelwise.Storage.Backups;

/// <summary>Copies a database that others are at work on, as it is at one moment.</summary>
static class SqliteCopy
{
    /// <summary>Pages between two words on how far it is.</summary>
    private const int StepPages = 2_048;

    /// <summary>Returns once the copy is on disk.</summary>
    /// <param name="to">Must not exist.</param>
    /// <param name="progress">Pages copied, of how many.</param>
    /// <exception cref="StoreException">It cannot be read, or not be written.</exception>
    public static void Make(string from, string to, Action<long, long>? progress = null)
    {
        try
        {
            using var source = Connection.Open(from);
            DataDirectory.Private(Path.GetDirectoryName(to)!, Path.GetFileName(to)).Dispose();
            using (var target = Connection.Open(to, create: true))
            {
                // One read transaction over the whole copy: writers go on, and what they write is not in it.
                source.Run("BEGIN");
                _ = source.AskNumber("SELECT count(*) FROM sqlite_master");
                source.CopyTo(target, StepPages, progress);
                source.Run("COMMIT");
                target.Run("PRAGMA journal_mode = DELETE"); // one file, not three
            }
            DurableFiles.SyncFile(to);
        }
        catch (SqliteFailureException e)
        {
            throw e.Tell("The database could not be copied", from);
        }
    }
}
