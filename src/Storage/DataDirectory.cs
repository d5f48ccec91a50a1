namespace Labelwise.Storage;

/// <summary>Holds everything one server keeps, for one process at a time.</summary>
public sealed class DataDirectory : IDisposable
{
    private const string Database = "labelwise.db";

    private readonly FileStream held;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string DatabaseFile => DatabaseIn(Path);

    public string BlobFolder => BlobsIn(Path);

    /// <summary>The database of a directory that somebody else may hold.</summary>
    public static string DatabaseIn(string path) => System.IO.Path.Combine(path, Database);

    /// <summary>The blobs of a directory that somebody else may hold.</summary>
    public static string BlobsIn(string path) => System.IO.Path.Combine(path, "blobs");

    /// <summary>Creates the directory where it is missing and takes it for this process. The system lets go of it when
    /// the process ends, however it ends.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    /// <exception cref="StoreReadOnlyException">It cannot be written.</exception>
    public static DataDirectory Take(string path)
    {
        var absolute = System.IO.Path.GetFullPath(path);
        try
        {
            MakePrivate(absolute);
            var taken = Private(absolute, "labelwise.lock");
            // SQLite gives its journals the mode of the database.
            if (!File.Exists(System.IO.Path.Combine(absolute, Database))) Private(absolute, Database).Dispose();
            return new(absolute, taken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreReadOnlyException($"The data directory {absolute} cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw new DataDirectoryInUseException(
                $"Another labelwise process works in the data directory {absolute}. " +
                "Stop it, or choose another directory with --data.", e);
        }
        catch (IOException e)
        {
            throw new StoreReadOnlyException($"The data directory {absolute} cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>What is made here is for this user alone; how open a folder is that an operator made is their word.</summary>
    internal static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A file that only this user may read.</summary>
    internal static FileStream Private(string folder, string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(System.IO.Path.Combine(folder, name), options);
    }

    // EWOULDBLOCK of flock, as .NET reports it on Unix and on Windows.
    private static bool IsSharingViolation(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
