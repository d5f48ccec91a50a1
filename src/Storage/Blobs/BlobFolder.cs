using Labelwise.Domain;

namespace Labelwise.Storage.Blobs;

/// <summary>Where blobs lie: <c>ab/c/abcd…</c> by their hash, and <c>incoming</c> for files being written, in the same
/// file system so that a rename moves them.</summary>
/// <remarks>4,096 folders: a million blobs are 250 in each, and a small store is not mostly folders.</remarks>
sealed class BlobFolder
{
    private readonly string incoming;
    private readonly bool[] durable = new bool[0x1000];
    private long last;

    /// <summary>Opens the folder.</summary>
    /// <param name="owned">Nobody else writes there: what an earlier process left half-written is cleared away.</param>
    public BlobFolder(string root, bool owned)
    {
        Root = Path.GetFullPath(root);
        incoming = Path.Combine(Root, "incoming");
        if (!owned) return;
        try
        {
            if (Directory.Exists(incoming)) Directory.Delete(incoming, recursive: true);
            Directory.CreateDirectory(incoming);
            DurableFiles.SyncDirectory(Root);
        }
        catch (Exception e) when (BlobFailure.IsOfDisk(e))
        {
            throw BlobFailure.Tell(e, Root);
        }
    }

    /// <summary>Absolute.</summary>
    public string Root { get; }

    /// <summary>A name nobody uses, for bytes whose hash is not known yet.</summary>
    public string NewIncoming() => Path.Combine(incoming, $"{Interlocked.Increment(ref last):x}");

    public string FileOf(ContentHash hash) => Path.Combine(FolderOf(hash), hash.ToString());

    /// <summary>Gives an incoming file, whose bytes are synced, its name. The name is not durable yet.</summary>
    public void Name(string from, ContentHash hash)
    {
        if (!durable[Prefix(hash)]) Directory.CreateDirectory(FolderOf(hash));
        File.Move(from, FileOf(hash), overwrite: true); // equal names hold equal bytes
    }

    /// <summary>Makes names durable, whoever gave them.</summary>
    public void SyncNames(IEnumerable<ContentHash> hashes)
    {
        foreach (var hash in hashes.DistinctBy(Prefix))
        {
            var folder = FolderOf(hash);
            DurableFiles.SyncDirectory(folder);
            if (durable[Prefix(hash)]) continue;
            DurableFiles.SyncDirectory(Path.GetDirectoryName(folder)!);
            DurableFiles.SyncDirectory(Root);
            durable[Prefix(hash)] = true;
        }
    }

    /// <summary>All blobs in the order of their hashes.</summary>
    public IEnumerable<FileInfo> Files() => !Directory.Exists(Root) ? [] :
        from first in Folders(Root, digits: 2)
        from second in Folders(first.FullName, digits: 1)
        from file in second.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal)
        where ContentHash.TryParse(file.Name, null, out _)
        select file;

    private static IEnumerable<DirectoryInfo> Folders(string parent, int digits) =>
        new DirectoryInfo(parent).GetDirectories().Where(d => d.Name.Length == digits)
            .OrderBy(d => d.Name, StringComparer.Ordinal);

    private static int Prefix(ContentHash hash) => (int)(hash.A >> 52);

    private string FolderOf(ContentHash hash) =>
        Path.Combine(Root, $"{Prefix(hash) >> 4:x2}", $"{Prefix(hash) & 0xf:x}");
}
