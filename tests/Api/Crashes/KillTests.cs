using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api.Crashes;

public class KillTests
{
    const int Tasks = 150, Annotators = 4, Kills = 6;

    /// <summary>A guard and no expectation.</summary>
    const double MostMinutes = 10;

    static readonly string[] Kinds = ["good", "bad"];

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_however_often_the_server_is_killed()
    {
        await using var server = await ServerProcess.Start("admin@example.org");
        var admin = await SignIn(server, "admin@example.org");
        var project = (string)(await admin.Call("POST", "/projects", new
        {
            name = "killed",
            spec = new { media = "text", classes = Array.Empty<object>(), properties = new[] { new { name = "kind", type = "option", options = Kinds, required = true } } },
            pipeline = new { redundancy = new { min = 1, max = 2, targetConfidence = 0.97 }, review = new { rate = 0.1 } },
        }))["id"]!;
        var annotators = new List<Persistent>();
        for (var a = 0; a < Annotators; a++) annotators.Add(await Join(server, admin, project, $"a{a}@example.org", "annotator"));
        var reviewer = await Join(server, admin, project, "r@example.org", "reviewer");

        var job = await admin.Call("POST", $"/projects/{project}/imports", Upload);
        var over = new CancellationTokenSource();
        var killing = Kill(server, () => admin.Answered + reviewer.Answered + annotators.Sum(a => a.Answered), over.Token);
        Assert.Equal(Tasks, (int)(await Finished(admin, job))["result"]!["added"]!);

        var ledger = new ConcurrentDictionary<string, string>();
        await Task.WhenAll([.. annotators.Select(a => Label(a, admin, project, ledger)), Review(reviewer, admin, project)]);
        await over.CancelAsync();
        await killing;

        foreach (var (submission, answer) in ledger)
        {
            var (task, who) = (submission.Split(' ')[0], submission.Split(' ')[1]);
            var annotations = (await admin.Call("GET", $"/tasks/{task}"))["annotations"]!.AsArray();
            var kept = Assert.Single(annotations, a => (string)a!["annotator"]! == who);
            Assert.Equal(answer, (string)kept!["labels"]!["properties"]!["kind"]!);
            Assert.InRange(annotations.Count, 1, 2);
        }
        var version = await Finished(admin, await admin.Call("POST", $"/projects/{project}/versions", new { name = "all" }));
        Assert.Equal(Tasks, (int)(await admin.Call("GET", $"/projects/{project}/versions/{version["result"]!["version"]}"))["samples"]!);
        Assert.True(server.Kills >= Kills);
    }

    static async Task Label(Persistent annotator, Persistent admin, string project, ConcurrentDictionary<string, string> ledger)
    {
        var (random, began) = (new Random(annotator.User.Length), Stopwatch.GetTimestamp());
        while (!await IsDone(admin, project, began))
            foreach (var task in (await annotator.Call("POST", $"/projects/{project}/tasks/next", new { count = 2 }))["tasks"]!.AsArray())
            {
                var (id, answer) = ((string)task!["id"]!, Kinds[random.Next(10) == 0 ? 1 : 0]);
                var reply = await annotator.Call("POST", $"/tasks/{id}/submit", new
                {
                    lease = (string)task["lease"]!["id"]!, activeMs = 900,
                    labels = new { objects = Array.Empty<object>(), properties = new { kind = answer } },
                });
                if (reply["annotation"] is not null) Assert.True(ledger.TryAdd($"{id} {annotator.User}", answer));
            }
    }

    static async Task Review(Persistent reviewer, Persistent admin, string project)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await IsDone(admin, project, began))
            foreach (var task in (await reviewer.Call("POST", $"/projects/{project}/reviews/next", new { count = 5 }))["tasks"]!.AsArray())
                await reviewer.Call("POST", $"/tasks/{task!["id"]}/review", new
                {
                    verdict = "correct", comment = "", labels = new { objects = Array.Empty<object>(), properties = new { kind = "good" } },
                });
    }

    /// <summary>Fails once people have worked for far too long.</summary>
    static async Task<bool> IsDone(Persistent admin, string project, long began)
    {
        var progress = await admin.Call("GET", $"/projects/{project}/progress");
        Assert.True(Stopwatch.GetElapsedTime(began).TotalMinutes < MostMinutes, $"Never done. Last seen: {progress}");
        return (int)progress["reviewed"]! == Tasks;
    }

    /// <summary>By what was answered, not by the clock: a machine that starts it slowly gets as far between two kills as a fast
    /// one. Every third time it dies while it starts.</summary>
    static async Task Kill(ServerProcess server, Func<int> answered, CancellationToken over)
    {
        var random = new Random(3);
        while (!over.IsCancellationRequested || server.Kills < Kills)
        {
            var enough = answered() + random.Next(20, 150);
            if (server.Kills % 3 == 2) await Task.Delay(random.Next(500), CancellationToken.None);
            else await Patience.Until(() => over.IsCancellationRequested || answered() >= enough, MostMinutes);
            await server.KillAndServe();
        }
    }

    static async Task<JsonNode> Finished(Persistent admin, JsonNode job)
    {
        var view = await Patience.Until(() => admin.Call("GET", $"/jobs/{job["id"]}"), seen => (string?)seen["state"] is not ("queued" or "running"));
        Assert.True((string?)view["state"] is "succeeded", view.ToJsonString());
        return view;
    }

    static MultipartFormDataContent Upload()
    {
        var lines = string.Join('\n', Enumerable.Range(0, Tasks).Select(i => $$"""{"externalId":"t{{i}}","text":"potato {{i}}"}"""));
        return new() { { new StringContent("text"), "format" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(lines)), "file", "texts.jsonl" } };
    }

    static async Task<Persistent> SignIn(ServerProcess server, string email)
    {
        var client = new Persistent(server.Url);
        var session = await client.Call("POST", "/sessions", new { email, password = Server.Password });
        return client.As((string)session["token"]!, (string)session["user"]!["id"]!);
    }

    static async Task<Persistent> Join(ServerProcess server, Persistent admin, string project, string email, string role)
    {
        var user = (string)(await admin.Call("POST", "/users", new { email, name = email, password = Server.Password }))["id"]!;
        await admin.Call("POST", $"/projects/{project}/members", new { user, roles = new[] { role } });
        return await SignIn(server, email);
    }
}

/// <summary>A client that repeats a call under its key until the server has answered it.</summary>
sealed class Persistent(Uri server)
{
    /// <summary>A guard and no expectation.</summary>
    const double MostMinutes = 5;

    readonly Client client = new(server);
    int answered;

    /// <summary>Calls so far.</summary>
    public int Answered => Volatile.Read(ref answered);

    public string User => client.User;

    public Persistent As(string token, string user)
    {
        (client.Token, client.User) = (token, user);
        return this;
    }

    public Task<JsonNode> Call(string method, string path, object? body = null) => Call(method, path, () => body);

    public async Task<JsonNode> Call(string method, string path, Func<object?> body)
    {
        var key = Guid.NewGuid().ToString("n");
        var (began, seen) = (Stopwatch.GetTimestamp(), "");
        while (Stopwatch.GetElapsedTime(began).TotalMinutes < MostMinutes)
        {
            try
            {
                var reply = await client.Send(method, path, body(), ("Idempotency-Key", method is "POST" ? key : null));
                if (reply.Status is not (429 or 502 or 503))
                {
                    Interlocked.Increment(ref answered);
                    return reply.Json ?? new JsonObject();
                }
                seen = reply.Shape;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException) { seen = e.Message; }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"{method} {path} was never answered. Last seen: {seen}");
    }
}
