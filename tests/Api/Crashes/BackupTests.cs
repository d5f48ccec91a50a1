using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api.Crashes;

/// <summary>An operator at work on the data of a server, in other processes, while people work on it.</summary>
public sealed class BackupTests : IDisposable
{
    const int Tasks = 2000, Annotators = 4, AcknowledgedBefore = 60;
    static readonly string[] Kinds = ["good", "bad"];

    readonly string backup = Directory.CreateTempSubdirectory("labelwise-backup-").FullName;

    [Fact]
    public async Task A_backup_taken_while_people_work_holds_all_that_was_acknowledged_before_it_and_adds_up()
    {
        await using var server = await ServerProcess.Start("admin@example.org");
        var (admin, project) = await Given(server);
        var ledger = new ConcurrentDictionary<string, string>();
        using var over = new CancellationTokenSource();
        var working = Enumerable.Range(0, Annotators).Select(a => Label(server, admin, project, a, ledger, over.Token)).ToArray();
        await Patience.Until(() => ledger.Count >= AcknowledgedBefore || working.Any(one => one.IsFaulted));

        var before = ledger.ToArray();
        var (copied, said) = await server.Operate("backup", "--to", backup);
        var (looked, found) = await server.Operate("doctor");
        await over.CancelAsync();
        await Task.WhenAll(working);
        Assert.True(copied == 0, said);
        Assert.True(looked == 0, found);
        Assert.True(ledger.Count > before.Length, "People worked on meanwhile.");

        await using var again = await server.ServeBackup(backup);
        admin = await SignIn(again, "admin@example.org");
        foreach (var (submission, answer) in before) await Kept(admin, submission, answer, must: true);
        foreach (var (submission, answer) in ledger) await Kept(admin, submission, answer, must: false);
        await AddsUp(admin, project);
        (looked, found) = await again.Operate("doctor");
        Assert.True(looked == 0, found);
        await Label(again, admin, project, 0, ledger, new(canceled: true));  // and work goes on
    }

    public void Dispose() => Directory.Delete(backup, recursive: true);

    /// <summary>Leases and submits until told to stop, at least once.</summary>
    static async Task Label(ServerProcess server, Persistent admin, string project, int number, ConcurrentDictionary<string, string> ledger, CancellationToken over)
    {
        var annotator = await Join(server, admin, project, $"a{number}@example.org");
        var random = new Random(number);
        do
            foreach (var task in (await annotator.Call("POST", $"/projects/{project}/tasks/next", new { count = 4 }))["tasks"]!.AsArray())
            {
                var (id, answer) = ((string)task!["id"]!, Kinds[random.Next(2)]);
                var reply = await annotator.Call("POST", $"/tasks/{id}/submit", new
                {
                    lease = (string)task["lease"]!["id"]!, activeMs = 900,
                    labels = new { objects = Array.Empty<object>(), properties = new { kind = answer } },
                });
                Assert.NotNull(reply["annotation"]);
                ledger[$"{id} {annotator.User}"] = answer;
            }
        while (!over.IsCancellationRequested);
    }

    /// <summary>A submission is there once, as it was answered; or, where it may be, not at all.</summary>
    static async Task Kept(Persistent admin, string submission, string answer, bool must)
    {
        var (task, who) = (submission.Split(' ')[0], submission.Split(' ')[1]);
        var its = (await admin.Call("GET", $"/tasks/{task}"))["annotations"]!.AsArray().Where(a => (string)a!["annotator"]! == who).ToArray();
        if (must) Assert.Single(its);
        Assert.True(its.Length <= 1);
        foreach (var annotation in its) Assert.Equal(answer, (string)annotation!["labels"]!["properties"]!["kind"]!);
    }

    /// <summary>The counters become what a walk through all tasks counts.</summary>
    static async Task AddsUp(Persistent admin, string project)
    {
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await admin.Call("GET", $"/projects/{project}/tasks?limit=500{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}");
            foreach (var state in page["items"]!.AsArray().Select(t => ((string)t!["state"]!).ToLowerInvariant())) counted[state] = counted.GetValueOrDefault(state) + 1;
            cursor = (string?)page["next"];
        }
        Assert.Equal(Tasks, counted.Values.Sum());
        await Patience.Until(() => admin.Call("GET", $"/projects/{project}/progress"), Agrees);

        bool Agrees(JsonNode progress) => (int)progress["tasks"]! == Tasks
            && ((string[])["queued", "working", "submitted", "reviewed"]).All(s => (int)progress[s]! == counted.GetValueOrDefault(s));
    }

    static async Task<(Persistent Admin, string Project)> Given(ServerProcess server)
    {
        var admin = await SignIn(server, "admin@example.org");
        var project = (string)(await admin.Call("POST", "/projects", new
        {
            name = "backed up",
            spec = new { media = "text", classes = Array.Empty<object>(), properties = new[] { new { name = "kind", type = "option", options = Kinds, required = true } } },
            pipeline = new { redundancy = new { min = 1, max = 2, targetConfidence = 0.97 }, review = new { rate = 0.1 } },
        }))["id"]!;
        var lines = string.Join('\n', Enumerable.Range(0, Tasks).Select(i => $$"""{"externalId":"t{{i}}","text":"potato {{i}}"}"""));
        MultipartFormDataContent Upload() => new() { { new StringContent("text"), "format" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(lines)), "file", "texts.jsonl" } };
        var job = await admin.Call("POST", $"/projects/{project}/imports", Upload);
        await Patience.Until(() => admin.Call("GET", $"/jobs/{job["id"]}"), view => (string)view["state"]! is "succeeded");
        return (admin, project);
    }

    static async Task<Persistent> SignIn(ServerProcess server, string email)
    {
        var client = new Persistent(server.Url);
        var session = await client.Call("POST", "/sessions", new { email, password = Server.Password });
        return client.As((string)session["token"]!, (string)session["user"]!["id"]!);
    }

    static async Task<Persistent> Join(ServerProcess server, Persistent admin, string project, string email)
    {
        var made = await admin.Call("POST", "/users", new { email, name = email, password = Server.Password });
        if ((string?)made["id"] is { } user) await admin.Call("POST", $"/projects/{project}/members", new { user, roles = new[] { "annotator" } });
        return await SignIn(server, email);
    }
}
