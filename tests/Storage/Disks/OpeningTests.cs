using Labelwise.Storage;
using Labelwise.Storage.Sqlite;

namespace Labelwise.Tests.Storage.Disks;

public sealed class OpeningTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void A_newer_file_is_refused_and_left_untouched()
    {
        using (new OpenStore(folder.Path)) { }
        Sqlite.Run(folder["labelwise.db"], "PRAGMA user_version = 999; CREATE TABLE future (x)");

        var refusal = Assert.Throws<StoreNotUnderstoodException>(() => new OpenStore(folder.Path));

        Assert.Contains("newer", refusal.Message);
        Assert.Contains("999", refusal.Message);
        Assert.Equal("999", Sqlite.Ask(folder["labelwise.db"], "PRAGMA user_version"));
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_untouched()
    {
        Sqlite.Run(folder["labelwise.db"], "CREATE TABLE theirs (x)");

        Assert.Throws<StoreNotUnderstoodException>(() => new OpenStore(folder.Path));

        Assert.Equal("1", Sqlite.Ask(folder["labelwise.db"], "SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_as_damaged()
    {
        File.WriteAllText(folder["labelwise.db"], new string('?', 9000));

        Assert.Throws<StoreDamagedException>(() => new OpenStore(folder.Path));
    }

    [Fact]
    public void A_directory_in_use_is_refused_by_name()
    {
        using var first = new OpenStore(folder.Path);

        var refusal = Assert.Throws<DataDirectoryInUseException>(() => new OpenStore(folder.Path));

        Assert.Contains(folder.Path, refusal.Message);
    }

    [Fact]
    public void A_directory_can_be_opened_again_after_it_was_closed()
    {
        using (new OpenStore(folder.Path)) { }
        using (new OpenStore(folder.Path)) { }
        Assert.Equal("2", Sqlite.Ask(folder["labelwise.db"], "SELECT value FROM counter WHERE name = 'opened'"));
    }

    [Fact]
    public void The_library_says_its_version() =>
        Assert.Matches(@"^SQLite 3\.\d+\.\d+ \((system|packaged)\)$", SqliteStore.LibraryVersion);

    public void Dispose() => folder.Dispose();
}
