using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Labelwise.Storage.Blobs;

/// <summary>What .NET does not offer: syncing a directory, and a whole file system at once.</summary>
static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>One activity for each wait for the disk.</summary>
    private static readonly ActivitySource Traces = new("Labelwise.Storage");

    /// <summary>Whether <see cref="SyncFileSystem"/> works here. Since Linux 5.8 it reports write errors too.</summary>
    public static bool CanSyncFileSystem => OperatingSystem.IsLinux();

    /// <summary>Makes the names in a directory durable. Windows keeps them with the files.</summary>
    public static void SyncDirectory(string path)
    {
        if (!OperatingSystem.IsWindows()) WithOpen(path, FSync);
    }

    /// <summary>Makes the bytes of a file durable, whoever wrote them.</summary>
    public static void SyncFile(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        Sync(file, path);
    }

    /// <inheritdoc cref="SyncFile"/>
    /// <param name="path">Of the same file.</param>
    public static void Sync(SafeFileHandle file, string path)
    {
        using var trace = Traces.StartActivity("sync")?.SetTag("path", path);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Makes everything written to the file system of a directory durable, files and names: one wait for the
    /// disk, however many files.</summary>
    public static void SyncFileSystem(string path) => WithOpen(path, SyncFs);

    private static void WithOpen(string path, Func<int, int> sync)
    {
        using var trace = Traces.StartActivity("sync")?.SetTag("path", path);
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0) throw LastError(path);
        try
        {
            if (sync(descriptor) != 0) throw LastError(path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException LastError(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(int descriptor);
}
