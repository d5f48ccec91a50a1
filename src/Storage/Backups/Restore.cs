using Labelwise.Grains.Ports;
using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;

namespace Labelwise.Storage.Backups;

/// <summary>Puts a backup where a server can go on from it.</summary>
public static class Restore
{
    /// <param name="to">Must hold no database. Held for this process.</param>
    /// <param name="blobs">Where the server is to find them.</param>
    /// <param name="progress">As of <see cref="Backup.Make"/>.</param>
    /// <exception cref="StoreException">There is no backup, it is damaged, or there is a database already. The directory
    /// then holds no database, and the restore can be tried again.</exception>
    public static async Task<BackupRecord> Make(
        string folder, DataDirectory to, IBlobStore blobs, Action<string, long, long>? progress = null, CancellationToken cancellation = default)
    {
        var record = BackupRecord.Find(folder) ?? throw new StoreUnavailableException($"There is no whole backup in {folder}.");
        if (record.Schema > SqliteStore.SchemaVersion)
            throw new StoreNotUnderstoodException($"The backup in {folder} was made by a newer Labelwise (schema {record.Schema}); install that version or a later one.");
        if (new FileInfo(to.DatabaseFile) is { Exists: true, Length: > 0 })
            throw new StoreBusyException($"{to.Path} holds data already; restore into a directory that has none.");
        var database = Path.Combine(folder, record.Database);
        try
        {
            if (await Backup.HashOf(database, cancellation) != record.DatabaseSha256)
                throw new StoreDamagedException($"{database} is not what was backed up.");
            // Blobs first: the database under its name says that all is there.
            var copied = await BlobCopy.Make(
                DirectoryBlobStore.ToRead(BackupRecord.BlobFolder(folder)), blobs, seen => progress?.Invoke("blobs", seen, record.Blobs), cancellation);
            if (copied.Blobs < record.Blobs)
                throw new StoreDamagedException($"The backup in {folder} lacks {record.Blobs - copied.Blobs} of its {record.Blobs} blobs.");
            var draft = to.DatabaseFile + ".restoring";
            await using (var bytes = File.OpenRead(database))
            await using (var copy = DataDirectory.Private(to.Path, Path.GetFileName(draft)))
            {
                copy.SetLength(0);
                await bytes.CopyToAsync(copy, cancellation);
            }
            DurableFiles.SyncFile(draft);
            File.Move(draft, to.DatabaseFile, overwrite: true);
            DurableFiles.SyncDirectory(to.Path);
            return record;
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, to.Path);
        }
    }
}
