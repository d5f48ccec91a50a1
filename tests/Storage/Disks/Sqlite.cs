using Labelwise.Storage.Sqlite;

namespace Labelwise.Tests.Storage.Disks;

/// <summary>Another program at the database file.</summary>
static class Sqlite
{
    public static void Run(string file, string sql)
    {
        using var connection = Connection.Open(file, create: true);
        connection.Run(sql);
    }

    public static string Ask(string file, string sql)
    {
        using var connection = Connection.Open(file);
        return connection.Ask(sql, row => row.Text(0));
    }
}
