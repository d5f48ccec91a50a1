using System.Text.Json.Nodes;

namespace Labelwise.Tests.Cli.Operating;

/// <summary>An operator's work on a small project: three texts, two of them labeled, one version sealed.</summary>
public sealed class OperatingTests : IAsyncLifetime
{
    RunningServer server = null!;

    Terminal Terminal => server.Terminal;

    string Data => Terminal.Path("data");

    string DatabaseFile => Path.Combine(Data, "labelwise.db");

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.Start();
        var project = await server.Project("one", "two", "three");
        await server.Label(project, "calm");
        Assert.Equal(0, await Terminal.Run("seal", "--project", "Texts", "--name", "first"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task All_is_in_order_while_the_server_runs_and_after()
    {
        var running = await Doctor(0);
        await server.Stop();
        var stopped = await Doctor(0);

        Assert.True((bool)running["serverRuns"]!);
        Assert.False((bool)stopped["serverRuns"]!);
        foreach (var found in (JsonNode[])[running, stopped])
        {
            Assert.Empty(found["findings"]!.AsArray());
            Assert.Equal(3, (int)found["tasks"]!);
            Assert.True((bool)found["tasksRecounted"]!);
        }
    }

    [Fact]
    public async Task A_backup_is_restored_and_served_as_it_was()
    {
        Assert.Equal(0, await Terminal.Run("backup", "--data", Data, "--to", Terminal.Path("kept"), "--json"));
        var made = JsonNode.Parse(Terminal.Out)!;
        await server.Stop();

        Assert.Equal(0, await Terminal.Run("restore", "--from", Terminal.Path("kept"), "--data", Terminal.Path("again"), "--json"));

        Assert.Equal(made.ToJsonString(), JsonNode.Parse(Terminal.Out)!.ToJsonString());
        Assert.Empty((await Doctor(0, "again"))["findings"]!.AsArray());
        if (!OperatingSystem.IsWindows())
            foreach (var file in Directory.GetFiles(Terminal.Path("kept"), "*.db").Append(Path.Combine(Terminal.Path("again"), "labelwise.db")))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(1, await Terminal.Run("restore", "--from", Terminal.Path("kept"), "--data", Terminal.Path("again")));
        Assert.Contains("holds data already", Terminal.Error);
    }

    [Fact]
    public async Task A_backup_into_the_same_folder_copies_what_is_new_and_a_failed_one_leaves_the_last()
    {
        Assert.Equal(0, await Terminal.Run("backup", "--data", Data, "--to", Terminal.Path("kept")));
        await Import("four");
        Assert.Equal(0, await Terminal.Run("backup", "--data", Data, "--to", Terminal.Path("kept"), "--json"));
        var second = JsonNode.Parse(Terminal.Out)!;
        Assert.Single(Directory.GetFiles(Terminal.Path("kept"), "*.db"));
        await Import("five");
        Damage(await BlobOf("What five says."));

        Assert.Equal(1, await Terminal.Run("backup", "--data", Data, "--to", Terminal.Path("kept"), "--json"));

        Assert.Equal("store-damaged", (string)JsonNode.Parse(Terminal.Out)!["error"]!["code"]!);
        Assert.Equal(0, await Terminal.Run("restore", "--from", Terminal.Path("kept"), "--data", Terminal.Path("again"), "--json"));
        Assert.Equal((string)second["takenAt"]!, (string)JsonNode.Parse(Terminal.Out)!["takenAt"]!);
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_leaves_no_database()
    {
        Assert.Equal(0, await Terminal.Run("backup", "--data", Data, "--to", Terminal.Path("kept")));
        var database = Directory.GetFiles(Terminal.Path("kept"), "*.db").Single();
        var bytes = await File.ReadAllBytesAsync(database);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(database, bytes);

        Assert.Equal(1, await Terminal.Run("restore", "--from", Terminal.Path("kept"), "--data", Terminal.Path("again"), "--json"));

        Assert.Equal("store-damaged", (string)JsonNode.Parse(Terminal.Out)!["error"]!["code"]!);
        Assert.Equal(0, new FileInfo(Path.Combine(Terminal.Path("again"), "labelwise.db")).Length);
        Assert.Equal(1, await Terminal.Run("restore", "--from", Terminal.Path("nowhere"), "--data", Terminal.Path("again")));
    }

    [Fact]
    public async Task Blobs_that_are_damaged_missing_or_nobodys_are_told_and_mended_when_told()
    {
        await server.Stop();
        Damage(await BlobOf("What one says."));
        File.Delete(await BlobOf("What two says."));
        var orphan = new Labelwise.Storage.Blobs.DirectoryBlobStore(Path.Combine(Data, "blobs"));
        await orphan.Put("nobody's"u8.ToArray());

        Assert.Equal(["damaged-blob", "missing-blob", "orphan-blob"], Codes(await Doctor(1)));
        Assert.Equal(["damaged-blob", "missing-blob", "orphan-blob"], Codes(await Doctor(1, repair: true)));

        // What was set aside is missing now too, until the same import brings it in again.
        Assert.Equal(["missing-blob", "missing-blob"], Codes(await Doctor(1)));
        Assert.Single(Directory.GetFiles(Path.Combine(Data, "damaged")));
    }

    [Fact]
    public async Task A_block_and_counters_that_are_behind_are_told_and_heal_after_a_repair()
    {
        await server.Stop();
        Assert.Equal(1, Database.Run(DatabaseFile, """UPDATE grain_state SET value = CAST(json_set(value, '$.Packed', json('null')) AS BLOB) WHERE name = 'rows'"""));
        Assert.Equal(1, Database.Run(DatabaseFile, """UPDATE grain_state SET value = CAST(json_set(value, '$.Blocks[0].Annotations', 99) AS BLOB) WHERE name = 'queue'"""));
        // After a stop of all, every block is asked again.
        Assert.Equal(["row-behind-task", "row-behind-task", "row-behind-task"], Codes(await Doctor(1)));
        Assert.Equal(1, Database.Run(DatabaseFile, """UPDATE grain_state SET value = CAST(json_set(value, '$.Stopped', json('false')) AS BLOB) WHERE name = 'queue'"""));

        var found = await Doctor(1);
        Assert.Equal(["counters-off", "row-behind-task", "row-behind-task", "row-behind-task"], Codes(found));
        Assert.Contains(found["findings"]!.AsArray(), f => ((string)f!["message"]!).Contains("annotations: 99 instead of 3", StringComparison.Ordinal));
        await Doctor(0, repair: true);
        Assert.Empty(Codes(await Doctor(0)));
    }

    [Fact]
    public async Task Damaged_pages_states_and_label_documents_are_named()
    {
        await server.Stop();
        Assert.Equal(1, Database.Run(DatabaseFile, "UPDATE grain_state SET value = x'7b' WHERE name = 'installation'"));
        Assert.Equal(1, Database.Run(DatabaseFile, "UPDATE label SET document = x'7b7d' WHERE row = 1"));

        var found = await Doctor(1);

        Assert.Equal(["damaged-label", "damaged-state"], Codes(found));
        Assert.Contains(found["findings"]!.AsArray(), f => ((string)f!["what"]!).Contains("'installation' of installation/", StringComparison.Ordinal));
        Assert.False((bool)found["tasksRecounted"]!);

        var bytes = await File.ReadAllBytesAsync(DatabaseFile);
        bytes.AsSpan(bytes.Length / 2 / 4096 * 4096, 4096).Fill(0xEE);
        await File.WriteAllBytesAsync(DatabaseFile, bytes);
        Assert.Contains("damaged-page", Codes(await Doctor(1)));
        Assert.Equal(1, await Terminal.Run("backup", "--data", Data, "--to", Terminal.Path("kept")));
        Assert.Contains("damaged", Terminal.Error);
    }

    [Fact]
    public async Task Nothing_is_repaired_behind_a_running_server_and_nothing_is_made_where_there_is_none()
    {
        Assert.Equal(1, await Terminal.Run("doctor", "--data", Data, "--repair", "--json"));
        Assert.Equal("data-directory-in-use", (string)JsonNode.Parse(Terminal.Out)!["error"]!["code"]!);

        Assert.Equal(1, await Terminal.Run("doctor", "--data", Terminal.Path("nowhere")));
        Assert.Equal(1, await Terminal.Run("backup", "--data", Terminal.Path("nowhere"), "--to", Terminal.Path("kept")));
        Assert.False(Directory.Exists(Terminal.Path("nowhere")));
        Assert.Equal(2, await Terminal.Run("backup", "--data", Data));
    }

    async Task Import(string id)
    {
        await File.WriteAllTextAsync(Terminal.Path("more.jsonl"), $$"""{"externalId":"{{id}}","text":"What {{id}} says."}""");
        Assert.Equal(0, await Terminal.Run("import", Terminal.Path("more.jsonl"), "--project", "Texts", "--format", "text"));
    }

    async Task<JsonNode> Doctor(int exitCode, string data = "data", bool repair = false)
    {
        var code = await Terminal.Run([.. (string[])["doctor", "--data", Terminal.Path(data), "--json"], .. repair ? ["--repair"] : Array.Empty<string>()]);
        Assert.True(exitCode == code, $"{code}: {Terminal.Out} {Terminal.Error}");
        return JsonNode.Parse(Terminal.Out)!;
    }

    static IEnumerable<string> Codes(JsonNode found) => found["findings"]!.AsArray().Select(f => (string)f!["code"]!).Order(StringComparer.Ordinal);

    async Task<string> BlobOf(string text)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Data, "blobs"), "*", SearchOption.AllDirectories))
            if (await File.ReadAllTextAsync(file) == text) return file;
        throw new InvalidOperationException($"No blob says '{text}'.");
    }

    static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[0] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
