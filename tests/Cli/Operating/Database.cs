using SQLitePCL;

namespace Labelwise.Tests.Cli.Operating;

/// <summary>Somebody who edits the database of a server that does not run.</summary>
static class Database
{
    /// <returns>Rows changed.</returns>
    public static int Run(string file, string sql)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(file, out var database, raw.SQLITE_OPEN_READWRITE, null));
        try
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, sql));
            return raw.sqlite3_changes(database);
        }
        finally
        {
            raw.sqlite3_close(database);
        }
    }
}
