using System.Diagnostics;

namespace Labelwise.Tests.Harness;

/// <summary>A file system of few megabytes, in memory. Mounting needs root.</summary>
sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static SmallDisk Mount(string path, int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Small disks are mounted on Linux alone.");
        Directory.CreateDirectory(path);
        Assert.SkipUnless(
            Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) == 0,
            "Mounting a small disk needs root.");
        return new(path);
    }

    string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Leaves no room for another page.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Filler, FileMode.OpenOrCreate, FileAccess.Write);
        foreach (var step in (int[])[1 << 20, 1 << 12])
        {
            try { while (true) RandomAccess.Write(file, new byte[step], RandomAccess.GetLength(file)); }
            catch (IOException) { /* as full as these steps make it */ }
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void MakeRoom() => File.Delete(Filler);

    /// <summary>Lets nobody who opens a file in a folder from now on write it.</summary>
    /// <returns>Disposed of, it can be written again.</returns>
    public static IDisposable MakeReadOnly(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "--bind", folder, folder) == 0, "Mounting a folder onto itself needs Linux and root.");
        Assert.Equal(0, Run("mount", "-o", "remount,bind,ro", folder));
        return new Mounted(folder);
    }

    sealed record Mounted(string Folder) : IDisposable
    {
        public void Dispose() => Assert.Equal(0, Run("umount", "-l", Folder));
    }

    public void TurnReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", Path));

    public void Dispose() => Run("umount", "-l", Path);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
