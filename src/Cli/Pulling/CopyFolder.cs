using Labelwise.Cli.Console;
using Labelwise.Domain;

namespace Labelwise.Cli.Pulling;

/// <summary>The folder a version is pulled to. A file is there whole or not at all, and never outside the folder.</summary>
/// <param name="root">Absolute.</param>
sealed class CopyFolder(string root)
{
    /// <summary>What pulls need to know of the copy itself.</summary>
    const string Own = ".labelwise";

    readonly HashSet<string> known = new(StringComparer.Ordinal) { root };
    readonly Lock folders = new();

    public string Root => root;

    /// <param name="name">With / between its folders.</param>
    /// <exception cref="CommandFailedException">It leads outside, also by a symbolic link.</exception>
    public string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (Path.IsPathRooted(name) || !path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new CommandFailedException($"'{name}' would lie outside {root}; nothing is written there.");
        lock (folders) Enter(Path.GetDirectoryName(path)!);
        return new FileInfo(path).LinkTarget is null ? path : throw new CommandFailedException($"'{path}' is a link; nothing is written through it.");
    }

    public static string OwnName(string name) => $"{Own}/{name}";

    /// <returns>Null where there is none.</returns>
    public async Task<byte[]?> Read(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellation) : null;
    }

    /// <returns>Null where there is no such file.</returns>
    public async Task<ContentHash?> HashOf(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) return null;
        await using var file = File.OpenRead(path);
        return ContentHash.From(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellation));
    }

    public async Task Write(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var (path, partial) = (PathOf(name), PathOf(OwnName($"partial/{Guid.NewGuid():N}")));
        await File.WriteAllBytesAsync(partial, content, cancellation);
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Removes what an interrupted pull left half-written.</summary>
    public void Sweep()
    {
        var partial = Path.GetDirectoryName(PathOf(OwnName("partial/x")))!;
        foreach (var file in Directory.EnumerateFiles(partial)) File.Delete(file);
    }

    void Enter(string folder)
    {
        if (known.Contains(folder)) return;
        Enter(Path.GetDirectoryName(folder)!);
        if (new DirectoryInfo(folder).LinkTarget is not null) throw new CommandFailedException($"'{folder}' is a link; nothing is written through it.");
        Directory.CreateDirectory(folder);
        known.Add(folder);
    }
}
