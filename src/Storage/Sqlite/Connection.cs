using SQLitePCL;

namespace Labelwise.Storage.Sqlite;

/// <summary>One connection to the database file; used by one thread at a time.</summary>
sealed class Connection : IDisposable
{
    private const int PagesWrittenSinceAsked = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly sqlite3 handle;
    private readonly List<Statement> statements = [];

    private Connection(sqlite3 handle) => this.handle = handle;

    /// <summary>False once SQLite has ended the transaction by itself.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <exception cref="SqliteFailureException">The file is missing, unreadable or no database.</exception>
    public static Connection Open(string file, bool create = false)
    {
        _ = NativeSqlite.Version;
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(file, out var handle, flags, null);
        var connection = new Connection(handle);
        try
        {
            connection.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            connection.Run($"PRAGMA busy_timeout = {StoreLimits.LockedFileMs}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Compiles once what runs often; disposed of with the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var compiled));
        var statement = new Statement(this, compiled);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Runs one or more statements whose rows nobody wants.</summary>
    public void Run(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>The first row, mapped.</summary>
    public T Ask<T>(string sql, Func<Statement, T> map)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var compiled));
        using var statement = new Statement(this, compiled);
        return statement.Step() ? map(statement) : throw new InvalidOperationException($"No row: {sql}");
    }

    /// <summary>Every row, mapped.</summary>
    public List<T> AskAll<T>(string sql, Func<Statement, T> map)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var compiled));
        using var statement = new Statement(this, compiled);
        var rows = new List<T>();
        while (statement.Step()) rows.Add(map(statement));
        return rows;
    }

    public long AskNumber(string sql) => Ask(sql, row => row.Number(0));

    /// <summary>Copies every page into another database, whose own content is lost.</summary>
    /// <param name="progress">Pages copied, of how many.</param>
    public void CopyTo(Connection target, int stepPages, Action<long, long>? progress)
    {
        var copy = raw.sqlite3_backup_init(target.handle, "main", handle, "main");
        int code;
        do
        {
            code = raw.sqlite3_backup_step(copy, stepPages);
            var pages = raw.sqlite3_backup_pagecount(copy);
            progress?.Invoke(pages - raw.sqlite3_backup_remaining(copy), pages);
        }
        while (code == raw.SQLITE_OK);
        _ = raw.sqlite3_backup_finish(copy);
        target.Check(code);
    }

    /// <summary>Ends a transaction that failed, where SQLite has not done so itself.</summary>
    public void Abandon()
    {
        if (InTransaction) _ = raw.sqlite3_exec(handle, "ROLLBACK");
    }

    /// <summary>Pages this connection has written to the WAL since it was last asked.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(handle, PagesWrittenSinceAsked, out var pages, out _, 1));
        return pages;
    }

    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new SqliteFailureException(code, raw.sqlite3_errmsg(handle).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in statements) statement.Dispose();
        _ = raw.sqlite3_close_v2(handle);
    }
}
