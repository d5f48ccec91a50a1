using System.Collections.Immutable;

namespace Labelwise.Storage.Sqlite;

/// <summary>The tables, as a list of steps that only ever grows: a step that was released is never edited.</summary>
/// <remarks>Both tables number their rows and find them by an index beside. Clustered by their key instead, states of
/// 0.5 to 3 KB took 1.6 times the file, 1.3 times the log and twice the processor time for each update (200,000 rows,
/// groups of 64): values over a quarter of a page leave a clustered tree for pages of their own.</remarks>
static class Schema
{
    /// <summary>Marks the file as ours: "LBLW".</summary>
    private const int ApplicationId = 0x4C424C57;

    private static readonly ImmutableArray<string> Steps =
    [
        """
        CREATE TABLE grain_state (
            row INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            grain TEXT NOT NULL,
            etag INTEGER NOT NULL,
            value BLOB NOT NULL,
            UNIQUE (grain, name));
        CREATE TABLE label (
            row INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            document BLOB NOT NULL);
        CREATE TABLE counter (
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO counter VALUES ('opened', 0);
        """,
    ];

    public static int Version => Steps.Length;

    /// <summary>Brings the file to this version, each step whole or not at all.</summary>
    /// <exception cref="StoreNotUnderstoodException">The file is newer, or another program's.</exception>
    public static void Migrate(Connection database, string file)
    {
        var application = database.AskNumber("PRAGMA application_id");
        var version = database.AskNumber("PRAGMA user_version");
        var empty = database.AskNumber("SELECT count(*) FROM sqlite_master") == 0;
        if (application != ApplicationId && !(application == 0 && version == 0 && empty))
            throw new StoreNotUnderstoodException($"{file} is not a Labelwise database; it is left untouched.");
        if (version > Version)
        {
            throw new StoreNotUnderstoodException(
                $"{file} was written by a newer Labelwise (schema {version}; this one knows up to {Version}). " +
                "Install that version or a later one; the file is left untouched.");
        }
        for (var next = (int)version + 1; next <= Version; next++)
        {
            database.Run($"""
                BEGIN IMMEDIATE;
                {Steps[next - 1]}
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {next};
                COMMIT;
                """);
        }
    }
}
