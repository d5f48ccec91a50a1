using System.Text.Json;
using Labelwise.Storage.Blobs;

namespace Labelwise.Storage.Backups;

/// <summary>What a backup folder holds, in its file <c>backup.json</c>: written last, so that a folder with one is whole.
/// Blobs lie beside it as in a data directory.</summary>
/// <param name="Database">Name of the database's file.</param>
/// <param name="DatabaseSha256">Of that file, hexadecimal.</param>
/// <param name="Schema">Of the database.</param>
/// <param name="States">Grain states in it.</param>
/// <param name="Blobs">How many the folder has.</param>
public sealed record BackupRecord(
    int Format, DateTimeOffset TakenAt, string Database, string DatabaseSha256, long DatabaseBytes, int Schema, long States, long Blobs, long BlobBytes)
{
    public const int KnownFormat = 1;

    private const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static string BlobFolder(string folder) => Path.Combine(folder, "blobs");

    /// <returns>Null when the folder holds no backup.</returns>
    /// <exception cref="StoreException">It does, but one that this version does not know, or a damaged one.</exception>
    public static BackupRecord? Find(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return null;
        try
        {
            var record = JsonSerializer.Deserialize<BackupRecord>(File.ReadAllBytes(file), Json)!;
            if (record.Format == KnownFormat && Path.GetFileName(record.Database) == record.Database) return record;
            throw new StoreNotUnderstoodException($"The backup in {folder} has the format {record.Format}; this version knows {KnownFormat}.");
        }
        catch (JsonException e)
        {
            throw new StoreDamagedException($"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>From now on this is the folder's backup.</summary>
    internal void Keep(string folder)
    {
        var draft = Path.Combine(folder, FileName + ".new");
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(this, Json));
        DurableFiles.SyncFile(draft);
        File.Move(draft, Path.Combine(folder, FileName), overwrite: true);
        DurableFiles.SyncDirectory(folder);
    }
}
