using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Labelwise.Storage.Sqlite;

/// <summary>Chooses the SQLite library once per process: the system's where it is newer than the packaged one.</summary>
static class NativeSqlite
{
    private const string Packaged = "e_sqlite3";
    private const int PackagedVersion = 3_035_005;

    private static readonly Lazy<string> Loaded = new(Load);

    private static nint system;

    /// <summary>Library and version, as <c>SQLite 3.40.1 (system)</c>.</summary>
    public static string Version => Loaded.Value;

    private static string Load()
    {
        var origin = TryLoadSystem() ? "system" : "packaged";
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return $"SQLite {raw.sqlite3_libversion().utf8_to_string()} ({origin})";
    }

    private static nint Resolve(string library, Assembly by, DllImportSearchPath? paths) =>
        library == Packaged ? system : 0;

    private static unsafe bool TryLoadSystem()
    {
        var name = OperatingSystem.IsLinux() ? "libsqlite3.so.0"
            : OperatingSystem.IsMacOS() ? "/usr/lib/libsqlite3.dylib"
            : null;
        if (name is null || !NativeLibrary.TryLoad(name, out var library)) return false;
        var version = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "sqlite3_libversion_number");
        var threadSafe = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "sqlite3_threadsafe");
        if (version() <= PackagedVersion || threadSafe() == 0)
        {
            NativeLibrary.Free(library);
            return false;
        }
        system = library;
        return true;
    }
}
