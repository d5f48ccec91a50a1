using System.Text.Json;

namespace Labelwise.Cli.Client;

/// <summary>Sessions kept for this user alone, one a server.</summary>
/// <param name="folder">Where they are kept.</param>
sealed class StoredSessions(string folder)
{
    public const string FileName = "sessions.json";

    string File => Path.Combine(folder, FileName);

    /// <returns>Null where there is none, or it has expired.</returns>
    public string? TokenFor(Uri url) =>
        Read().TryGetValue(url.ToString(), out var session) && session.ExpiresAt > DateTimeOffset.UtcNow ? session.Token : null;

    public void Keep(Uri url, StoredSession session)
    {
        var all = Read();
        all[url.ToString()] = session;
        Write(all);
    }

    public void Forget(Uri url)
    {
        var all = Read();
        if (all.Remove(url.ToString())) Write(all);
    }

    Dictionary<string, StoredSession> Read()
    {
        try { return JsonSerializer.Deserialize<Dictionary<string, StoredSession>>(System.IO.File.ReadAllBytes(File)) ?? []; }
        catch (Exception e) when (e is IOException or JsonException) { return []; }  // none yet, or not ours
    }

    void Write(Dictionary<string, StoredSession> all) => PrivateFile.Write(File, JsonSerializer.SerializeToUtf8Bytes(all));
}

sealed record StoredSession(string Token, DateTimeOffset ExpiresAt, string Email);

/// <summary>Files that only their owner may read.</summary>
static class PrivateFile
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Puts the whole content in place, or nothing.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = path + ".partial";
        File.Delete(partial);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        using (var file = new FileStream(partial, options)) file.Write(content);
        File.Move(partial, path, overwrite: true);
    }
}
