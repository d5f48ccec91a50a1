using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api.Disks;

/// <summary>What people are told while a disk fails, and that the server outlives it.</summary>
public sealed class FaultTests : IDisposable
{
    const int Tasks = 24, PageBytes = 4096;

    readonly string folder = Directory.CreateTempSubdirectory("labelwise-disks-").FullName;

    string Data => Path.Combine(folder, "disk", "data");

    [Fact]
    public async Task A_full_disk_refuses_what_it_cannot_keep_loses_nothing_and_goes_on_once_there_is_room()
    {
        using var disk = SmallDisk.Mount(Path.Combine(folder, "disk"), megabytes: 24);
        await using var server = await Server.Start(blobs: "directory", data: Data);
        var (team, work) = await Given(server);
        disk.Fill();

        var refused = new List<JsonNode>();
        foreach (var task in work)
        {
            var reply = await Submit(team, task);
            if (reply.Status != 200) refused.Add(task);
            if (reply.Status != 200) Refused(507, "store-full", reply);
        }
        Assert.NotEmpty(refused);
        Refused(507, "store-full", await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Uploads.Form(Pictures.Zip(3, "late", first: 40))));
        Refused(507, "store-full", await team.Admin.Post("/sessions", new { email = "admin@example.org", password = Server.Password }));
        foreach (var task in refused)
            if (Read(507, "store-full", await team.Curator.Get($"/tasks/{task["id"]}")) is { } read) Assert.Empty(read["annotations"]!.AsArray());
        Read(507, "store-full", await team.Annotator.Get((string)work[0]["sample"]!["thumbnailUrl"]!));
        Assert.Equal(200, (await team.Annotator.Get("!/healthz")).Status);

        disk.MakeRoom();
        foreach (var task in refused) Assert.Equal(200, (await Submit(team, task)).Status);
        foreach (var task in work) Assert.Single((await team.Curator.Get($"/tasks/{task["id"]}")).Json!["annotations"]!.AsArray());
        await Uploads.Import(team, Pictures.Zip(3, "late", first: 40));
        await server.SignIn("admin@example.org");
    }

    [Fact]
    public async Task A_file_that_another_program_locks_is_busy_and_then_is_not()
    {
        await using var server = await Server.Start(blobs: "directory");
        var (team, work) = await Given(server);
        using (var other = new OtherProgram(Path.Combine(server.Data, "labelwise.db")))
        {
            Refused(503, "store-busy", await Submit(team, work[0]));
            Read(503, "store-busy", await team.Curator.Get($"/tasks/{work[0]["id"]}"));
        }
        Assert.Equal(200, (await Submit(team, work[0])).Status);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_stops_uploads_and_nobody_elses_work()
    {
        await using var server = await Server.Start(blobs: "directory");
        var (team, work) = await Given(server);
        using (SmallDisk.MakeReadOnly(Path.Combine(server.Data, "blobs")))
        {
            Refused(503, "store-read-only", await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Uploads.Form(Pictures.Zip(3, "late", first: 40))));
            Assert.Equal(200, (await Submit(team, work[0])).Status);
            Assert.Equal(200, (await team.Annotator.Get((string)work[0]["sample"]!["url"]!)).Status);
        }
        await Uploads.Import(team, Pictures.Zip(3, "late", first: 40));
    }

    [Fact]
    public async Task A_damaged_page_stops_those_who_need_it_and_nobody_else()
    {
        await using var server = await Server.Start(blobs: "directory");
        var (team, work) = await Given(server);
        foreach (var task in work) Assert.Equal(200, (await Submit(team, task)).Status);
        JsonNode hurt = null!;
        await server.Restart(() => hurt = DamagePagesOfOne(server, work));

        var curator = await server.SignIn("admin@example.org");
        Refused(503, "store-damaged", await curator.Get($"/tasks/{hurt["id"]}"));
        Refused(503, "store-damaged", await curator.Post($"/tasks/{hurt["id"]}/reopen", new { reason = "look again" }));
        var sound = 0;
        foreach (var task in work)
        {
            var reply = await curator.Get($"/tasks/{task["id"]}");
            if (reply.Status == 200) sound++;
            else Refused(503, "store-damaged", reply);
        }
        Assert.InRange(sound, Tasks / 2, Tasks - 1);
        Assert.Equal(200, (await curator.Get($"/projects/{team.Project}/progress")).Status);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Reads are answered; refused only where a grain that could not save starts anew, which it notes on disk
    /// first.</summary>
    static JsonNode? Read(int status, string code, Reply reply)
    {
        if (reply.Status == 200) return reply.Json;
        Refused(status, code, reply);
        return null;
    }

    static void Refused(int status, string code, Reply reply)
    {
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.InRange(int.Parse(reply.Headers["Retry-After"]), 1, 60);
        Assert.DoesNotContain(Path.GetTempPath(), Encoding.UTF8.GetString(reply.Bytes));
    }

    static async Task<(Team Team, List<JsonNode> Work)> Given(Server server)
    {
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(Tasks));
        var work = (await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = Tasks })).Json!["tasks"]!.AsArray();
        Assert.Equal(Tasks, work.Count);
        return (team, [.. work.Select(t => t!)]);
    }

    static Task<Reply> Submit(Team team, JsonNode task) => team.Annotator.Post($"/tasks/{task["id"]}/submit", new
    {
        lease = (string)task["lease"]!["id"]!, activeMs = 100,
        labels = new { objects = Array.Empty<object>(), properties = new { quality = "good" } },
    }, key: $"submit-{task["id"]}");

    /// <summary>Fills with rubbish where the state of a task lies among those of other tasks alone.</summary>
    /// <returns>The task.</returns>
    static JsonNode DamagePagesOfOne(Server server, List<JsonNode> work)
    {
        var path = Path.Combine(server.Data, "labelwise.db");
        var pages = File.ReadAllBytes(path).Chunk(PageBytes).ToArray();
        foreach (var task in work)
        {
            // A row holds the state's name before the grain, an index the grain before the name; the name of a task with
            // one digit begins those of others.
            var id = (string)task["id"]!;
            var row = Encoding.UTF8.GetBytes($"tasktask/{id}");
            var its = pages.Where(p => p.AsSpan().IndexOf(row) >= 0).ToArray();
            if (id[^2] is '-' || its.Length == 0 || its.Any(p => Others.Any(o => p.AsSpan().IndexOf(o) >= 0))) continue;
            foreach (var page in its) page.AsSpan().Fill(0xEE);
            File.WriteAllBytes(path, [.. pages.SelectMany(p => p)]);
            return task;
        }
        throw new InvalidOperationException("No task lies among tasks alone.");
    }

    /// <summary>How the names of grains begin that are no tasks.</summary>
    static IEnumerable<byte[]> Others => from word in (string[])["queue", "taskblock", "annotator", "quality", "project", "session", "account", "tenant", "catalog", "repeats", "import", "joblist"]
                                         select Encoding.UTF8.GetBytes($"{word}/");
}
