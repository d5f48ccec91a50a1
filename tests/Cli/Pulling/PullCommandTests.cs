using System.Text.Json;

namespace Labelwise.Tests.Cli.Pulling;

/// <summary>A copy on a modeler's disk is the version that was sealed, or they are told what is not.</summary>
public sealed class PullCommandTests
{
    static readonly string[] Ids = ["one", "two.txt", "../../etc/cron.d/x", "/x", "a\\..\\b", "deep/er/three"];

    [Fact]
    public async Task A_pull_writes_every_sample_and_label_and_nothing_outside_its_folder()
    {
        await using var server = await Sealed();
        var before = Files(server.Terminal.Folder).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(0, await Pull(server));

        Assert.Equal(Ids.Length, Answer(server, "samples"));
        Assert.Equal(Ids.Length, Answer(server, "fetched"));
        Assert.All(Files(server.Terminal.Folder).Where(f => !before.Contains(f) && !f.StartsWith(server.Terminal.Path("data"), StringComparison.Ordinal)),
            f => Assert.StartsWith(server.Terminal.Path("copy") + "/", f, StringComparison.Ordinal));
        var texts = Index(server).ToDictionary(i => i.Id, i => File.ReadAllText(server.Terminal.Path($"copy/{i.File}")), StringComparer.Ordinal);
        Assert.All(Ids, id => Assert.Equal($"What {id} says.", texts[id]));
        var labels = File.ReadAllLines(server.Terminal.Path("copy/labels.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(Ids.Order(StringComparer.Ordinal), labels.Select(l => l.GetProperty("externalId").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(labels, l => Assert.Equal("calm", l.GetProperty("labels").GetProperty("properties").GetProperty("tone").GetString()));
    }

    [Fact]
    public async Task An_interrupted_pull_goes_on_and_fetches_only_what_is_missing()
    {
        await using var server = await Sealed();
        Assert.Equal(0, await Pull(server));
        File.Delete(server.Terminal.Path($"copy/{Index(server)[0].File}"));
        File.Delete(server.Terminal.Path($"copy/{Index(server)[3].File}"));
        Directory.CreateDirectory(server.Terminal.Path("copy/.labelwise/partial"));
        await File.WriteAllTextAsync(server.Terminal.Path("copy/.labelwise/partial/x"), "cut sh");

        Assert.Equal(0, await Pull(server));

        Assert.Equal((2, Ids.Length - 2), (Answer(server, "fetched"), Answer(server, "there")));
        Assert.Empty(Directory.EnumerateFiles(server.Terminal.Path("copy/.labelwise/partial")));
    }

    [Fact]
    public async Task A_sample_that_was_tampered_with_is_named_and_left_as_it_is()
    {
        await using var server = await Sealed();
        Assert.Equal(0, await Pull(server));
        var file = Index(server)[1].File;
        await File.WriteAllTextAsync(server.Terminal.Path($"copy/{file}"), "something else");

        Assert.Equal(1, await Pull(server));

        Assert.Contains(file, server.Terminal.Error, StringComparison.Ordinal);
        Assert.Contains("\"tampered\"", server.Terminal.Out, StringComparison.Ordinal);
        Assert.Equal("something else", await File.ReadAllTextAsync(server.Terminal.Path($"copy/{file}")));
    }

    [Theory]
    [InlineData("labels.jsonl")]
    [InlineData(".labelwise/chunks/*")]
    public async Task Labels_and_chunks_that_were_tampered_with_are_named(string which)
    {
        await using var server = await Sealed();
        Assert.Equal(0, await Pull(server));
        Assert.Equal(0, await server.Terminal.Run("pull", "--project", "Texts", "--version", "1", "--out", server.Terminal.Path("copy"), "--format", "coco"));
        var file = Directory.GetFiles(server.Terminal.Path("copy"), which.Split('/')[^1], SearchOption.AllDirectories).First(f => f.Contains(which.TrimEnd('*'), StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("calm", "cross", StringComparison.Ordinal) + " ");

        Assert.Equal(1, await Pull(server));

        Assert.Contains(Path.GetFileName(file), server.Terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_version_takes_up_the_copy_of_an_earlier_one_and_diff_tells_what_changed()
    {
        await using var server = await RunningServer.Start();
        var project = await server.Project(Ids);
        await server.Label(project, "calm");
        Assert.Equal(0, await server.Terminal.Run("seal", "--project", project, "--name", "first", "--json"));
        Assert.Equal(0, await Pull(server));
        await File.WriteAllTextAsync(server.Terminal.Path("more.jsonl"), """{"externalId":"new","text":"What new says."}""");
        Assert.Equal(0, await server.Terminal.Run("import", server.Terminal.Path("more.jsonl"), "--project", "Texts", "--format", "text"));
        await server.Label(project, "cross");
        Assert.Equal(0, await server.Terminal.Run("seal", "--project", "Texts", "--name", "second"));

        Assert.Equal(0, await server.Terminal.Run("diff", "--project", "Texts", "--from", "1", "--to", "2", "--json"));
        Assert.Equal((1, 0, 0), (Answer(server, "added"), Answer(server, "removed"), Answer(server, "changed")));
        Assert.Equal(0, await Pull(server, 2));
        Assert.Equal((1, Ids.Length), (Answer(server, "fetched"), Answer(server, "there")));
    }

    [Fact]
    public async Task An_import_with_bad_records_takes_the_good_ones_names_the_others_and_ends_with_1()
    {
        await using var server = await RunningServer.Start();
        await server.Project("one");
        await File.WriteAllLinesAsync(server.Terminal.Path("mixed.jsonl"), ["""{"externalId":"good","text":"Fine."}""", "{broken", """{"externalId":"one","text":"Other bytes."}"""]);

        Assert.Equal(1, await server.Terminal.Run("import", server.Terminal.Path("mixed.jsonl"), "--project", "Texts", "--format", "text", "--json"));

        using var job = JsonDocument.Parse(server.Terminal.Out);
        Assert.Equal(1, job.RootElement.GetProperty("result").GetProperty("added").GetInt32());
        Assert.Equal([2, 3], job.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("line").GetInt32()).Order());
        Assert.Contains("mixed.jsonl:2", server.Terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_kept_for_its_owner_alone_and_a_wrong_password_keeps_none()
    {
        await using var server = await RunningServer.Start();
        var kept = server.Terminal.Path("config/sessions.json");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        File.Delete(kept);
        server.Terminal.Variables["LABELWISE_PASSWORD"] = "wrong horse battery";
        Assert.Equal(1, await server.Terminal.Run("sign-in", RunningServer.Email, "--json"));
        Assert.Contains("\"wrong-credentials\"", server.Terminal.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(kept));
    }

    static async Task<RunningServer> Sealed()
    {
        var server = await RunningServer.Start();
        var project = await server.Project(Ids);
        await server.Label(project, "calm");
        Assert.Equal(0, await server.Terminal.Run("seal", "--project", "Texts", "--name", "first", "--json"));
        return server;
    }

    static Task<int> Pull(RunningServer server, int version = 1) =>
        server.Terminal.Run("pull", "--project", "Texts", "--version", $"{version}", "--out", server.Terminal.Path("copy"), "--json");

    static int Answer(RunningServer server, string name)
    {
        using var answer = JsonDocument.Parse(server.Terminal.Out);
        return answer.RootElement.GetProperty(name).GetInt32();
    }

    static (string Id, string File)[] Index(RunningServer server) =>
        [.. File.ReadAllLines(server.Terminal.Path("copy/index.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Select(l => (l.GetProperty("externalId").GetString()!, l.GetProperty("file").GetString()!))];

    static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
}
