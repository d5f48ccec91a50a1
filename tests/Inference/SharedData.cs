using System.IO.Compression;

namespace Labelwise.Tests.Inference;

/// <summary>Data that lies beside the repository on some machines; where it is absent, its tests are skipped.</summary>
static class SharedData
{
    static readonly string? Folder = Find();

    public static string PathOf(string name)
    {
        Assert.SkipWhen(Folder is null, "There is no folder ../shared/data beside the repository.");
        return Path.Combine(Folder!, name);
    }

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>The first entries of a zip, in order of their names.</summary>
    public static List<(string Name, byte[] Bytes)> Zip(string name, int count, string suffix = "")
    {
        using var zip = ZipFile.OpenRead(PathOf(name));
        return [.. zip.Entries.Where(entry => entry.Name.EndsWith(suffix, StringComparison.Ordinal))
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal).Take(count).Select(entry =>
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return (entry.Name, bytes.ToArray());
            })];
    }

    static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Cluster.sln")))
                return Path.Combine(at.FullName, "..", "shared", "data") is var data && Directory.Exists(data) ? data : null;
        return null;
    }
}
