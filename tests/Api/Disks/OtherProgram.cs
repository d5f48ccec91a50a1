using SQLitePCL;

namespace Labelwise.Tests.Api.Disks;

/// <summary>Somebody else at the database file, who holds it locked.</summary>
sealed class OtherProgram : IDisposable
{
    readonly sqlite3 database;

    public OtherProgram(string file)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(file, out database, raw.SQLITE_OPEN_READWRITE, null));
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, "PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE"));
    }

    public void Dispose()
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, "ROLLBACK"));
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_close(database));
    }
}
