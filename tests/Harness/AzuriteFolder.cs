using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Labelwise.Tests.Harness;

/// <summary>Where Azurite is installed, once for a machine and a lock file, outside the repository.</summary>
static class AzuriteFolder
{
    static string Listed => Path.Combine(AppContext.BaseDirectory, "azurite");

    static string Cache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache"),
        "labelwise");

    /// <summary>Installs it with npm where it is not yet.</summary>
    /// <exception cref="AzuriteAbsentException">npm is not there, or cannot reach what it needs.</exception>
    public static async Task<string> Installed()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Listed, "package-lock.json"))))[..12];
        var folder = Path.Combine(Cache, $"azurite-{hash}");
        if (Directory.Exists(folder)) return folder;
        Directory.CreateDirectory(Cache);
        using var alone = await Lock(folder + ".lock");
        if (Directory.Exists(folder)) return folder;
        var fresh = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():n}").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(Listed)) File.Copy(file, Path.Combine(fresh, Path.GetFileName(file)));
            await Install(fresh);
            Directory.Move(fresh, folder);
            return folder;
        }
        catch
        {
            Directory.Delete(fresh, recursive: true);
            throw;
        }
    }

    static async Task Install(string folder)
    {
        var start = new ProcessStartInfo("npm",
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1", "--fetch-timeout=60000"])
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        try
        {
            using var npm = Process.Start(start)!;
            var (said, complaints) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            await npm.WaitForExitAsync();
            await said;
            if (npm.ExitCode != 0)
                throw new AzuriteAbsentException($"Azurite could not be installed: {(await complaints).Trim().ReplaceLineEndings(" ")}");
        }
        catch (Win32Exception)
        {
            throw new AzuriteAbsentException("Azurite is installed by npm, which is not here.");
        }
    }

    /// <summary>Held by one process at a time; the system lets go of it when the process ends.</summary>
    static async Task<FileStream> Lock(string path)
    {
        while (true)
        {
            try { return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) { await Task.Delay(200); }
        }
    }
}
