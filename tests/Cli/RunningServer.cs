using System.Text.Json;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;
using Labelwise.Domain;
using Labelwise.Host;
using Labelwise.Host.Accounts;
using Microsoft.AspNetCore.Builder;

namespace Labelwise.Tests.Cli;

/// <summary>A real server in this process, with an admin who is signed in at the terminal.</summary>
sealed class RunningServer : IAsyncDisposable
{
    public const string Email = "ada@example.org", Password = "correct horse battery";

    readonly WebApplication app;
    bool stopped;

    RunningServer(WebApplication app, Terminal terminal) => (this.app, Terminal) = (app, terminal);

    public Terminal Terminal { get; }

    public static async Task<RunningServer> Start()
    {
        var terminal = new Terminal();
        var options = new ServerOptions { Data = terminal.Path("data"), Url = "http://127.0.0.1:0", PasswordIterations = 1000, OffersSetup = false };
        Assert.Null((await LabelwiseServer.AddUser(options, new(Email, "Ada", Password, Admin: true, TenantId.Parse("main")))).Refusal);
        var server = LabelwiseServer.Build(options);
        await server.StartAsync();
        terminal.Variables[Surroundings.Url] = server.Urls.First();
        terminal.Variables[Surroundings.Password] = Password;
        Assert.Equal(0, await terminal.Run("sign-in", Email));
        return new(server, terminal);
    }

    /// <summary>A project in which one opinion decides, with some texts.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Project(params string[] externalIds)
    {
        using var client = Client();
        var made = await client.Post("projects", new
        {
            name = "Texts",
            spec = new { media = "text", classes = Array.Empty<object>(), properties = new[] { new { name = "tone", type = "option", options = (string[])["calm", "cross"], required = true } } },
            pipeline = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, autoAccept = new { enabled = false }, review = new { rate = 0 } },
        }, default);
        var project = made.GetProperty("id").GetString()!;
        var me = await client.Get("me", default);
        await client.Post($"projects/{project}/members", new { user = me.GetProperty("id").GetString(), roles = (string[])["curator", "annotator"] }, default);
        await File.WriteAllLinesAsync(Terminal.Path("texts.jsonl"), externalIds.Select(id => JsonSerializer.Serialize(new { externalId = id, text = $"What {id} says." })));
        Assert.Equal(0, await Terminal.Run("import", Terminal.Path("texts.jsonl"), "--project", "Texts", "--format", "text"));
        return project;
    }

    /// <summary>Labels everything that is open.</summary>
    public async Task Label(string project, string tone)
    {
        using var client = Client();
        for (; ; )
        {
            var leased = (await client.Post($"projects/{project}/tasks/next", new { count = 10 }, default)).GetProperty("tasks");
            if (leased.GetArrayLength() is 0) return;
            foreach (var task in leased.EnumerateArray())
                await client.Post($"tasks/{task.GetProperty("id").GetString()}/submit", new
                {
                    lease = task.GetProperty("lease").GetProperty("id").GetString(), activeMs = 10,
                    labels = new { objects = Array.Empty<object>(), properties = new { tone } },
                }, default);
        }
    }

    public ApiClient Client() => Connection.SignedIn(new(TextWriter.Null, TextWriter.Null, TextReader.Null, Terminal.Variables.GetValueOrDefault, Terminal.Path("config"), false), null);

    public async Task Stop()
    {
        if (stopped) return;
        stopped = true;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Terminal.Dispose();
    }
}
