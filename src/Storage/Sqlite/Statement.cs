using SQLitePCL;

namespace Labelwise.Storage.Sqlite;

/// <summary>A compiled statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
sealed class Statement(Connection connection, sqlite3_stmt compiled) : IDisposable
{
    public Statement Bind(int parameter, string value)
    {
        connection.Check(raw.sqlite3_bind_text(compiled, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(compiled, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        connection.Check(raw.sqlite3_bind_blob(compiled, parameter, value));
        return this;
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(compiled);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        // The reason is asked for before the statement forgets it.
        try { connection.Check(code); }
        finally { Reset(); }
        return false;
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step()) { }
        Reset();
        return connection.Changes;
    }

    public void Reset() => _ = raw.sqlite3_reset(compiled);

    public long Number(int column) => raw.sqlite3_column_int64(compiled, column);

    public string Text(int column) => raw.sqlite3_column_text(compiled, column).utf8_to_string();

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(compiled, column);

    public void Dispose() => compiled.Dispose();
}
