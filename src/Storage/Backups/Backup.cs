using System.Globalization;
using System.Security.Cryptography;
using Labelwise.Grains.Ports;
using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;

namespace Labelwise.Storage.Backups;

/// <summary>Copies everything a server keeps while people work, as it was at one moment not before the start: the
/// database first, then the blobs, since a state names only blobs that were there before it and none is ever
/// changed.</summary>
/// <remarks>Into the same folder again, only blobs that it lacks are copied; until the new backup is whole the old one
/// stands.</remarks>
public static class Backup
{
    /// <param name="blobs">Where the server keeps them.</param>
    /// <param name="progress">What is under way, how much is done, and of how much, 0 where nobody knows.</param>
    /// <exception cref="StoreException">Something could not be read or written, or is damaged; an earlier backup in the
    /// folder still stands.</exception>
    public static async Task<BackupRecord> Make(
        string databaseFile, IBlobStore blobs, string folder, Action<string, long, long>? progress = null, CancellationToken cancellation = default)
    {
        if (!File.Exists(databaseFile)) throw new StoreUnavailableException($"There is no {databaseFile} to copy.");
        try
        {
            DataDirectory.MakePrivate(folder);
            var earlier = BackupRecord.Find(folder);
            var takenAt = TimeProvider.System.GetUtcNow();
            var name = $"labelwise-{takenAt.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}.db";
            var file = Path.Combine(folder, name);
            SqliteCopy.Make(databaseFile, file, (done, total) => progress?.Invoke("pages", done, total));
            var states = Verify(file);
            var copied = await BlobCopy.Make(
                blobs, new DirectoryBlobStore(BackupRecord.BlobFolder(folder)), seen => progress?.Invoke("blobs", seen, 0), cancellation);
            var record = new BackupRecord(
                BackupRecord.KnownFormat, takenAt, name, await HashOf(file, cancellation), new FileInfo(file).Length, Schema.Version,
                states, copied.Blobs, copied.Bytes);
            record.Keep(folder);
            if (earlier is not null) File.Delete(Path.Combine(folder, earlier.Database));
            return record;
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, folder);
        }
    }

    /// <summary>Hexadecimal.</summary>
    internal static async Task<string> HashOf(string file, CancellationToken cancellation)
    {
        await using var bytes = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation));
    }

    /// <summary>A copy of damaged pages is no backup.</summary>
    private static long Verify(string file)
    {
        try
        {
            using var copy = Connection.Open(file);
            var verdict = copy.Ask("PRAGMA quick_check(1)", row => row.Text(0));
            if (verdict == "ok") return copy.AskNumber("SELECT count(*) FROM grain_state");
            File.Delete(file);
            throw new StoreDamagedException($"The database is damaged ({verdict.ReplaceLineEndings(" ")}); 'labelwise doctor' says what is.");
        }
        catch (SqliteFailureException e)
        {
            File.Delete(file);
            throw e.Tell("The copy cannot be read", file);
        }
    }
}
