using System.Net.WebSockets;

namespace Labelwise.Tests.Api;

public sealed class LiveTests
{
    [Fact]
    public async Task A_member_hears_of_the_project_and_a_stranger_is_refused()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var stranger = await server.SignIn("stranger@example.org");
        await using var theirs = await Hub.Open(server, stranger.Token!);
        Assert.NotNull((await theirs.Invoke("watch", team.Project))["error"]);
        await using var ours = await Hub.Open(server, team.Curator.Token!);
        Assert.Equal(team.Project, (string?)(await ours.Invoke("watch", team.Project))["result"]);
    }

    [Fact]
    public async Task What_happens_is_told_in_unbroken_numbers_and_an_annotator_hears_no_states()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await using var curator = await Hub.Open(server, team.Curator.Token!);
        await using var annotator = await Hub.Open(server, team.Annotator.Token!);
        await curator.Invoke("watch", team.Project);
        await annotator.Invoke("watch", team.Project);
        await Uploads.Import(team, Pictures.Zip(3));
        var next = await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 });
        Assert.Single(next.Json!["tasks"]!.AsArray());

        var numbers = new List<long>();
        for (var names = new HashSet<string>(); !names.IsSupersetOf(["progress", "taskChanged", "jobProgress"]);)
        {
            var (name, body) = await curator.Event();
            names.Add(name);
            numbers.Add((long)body["seq"]!);
            Assert.Equal(team.Project, (string?)body["project"]);
        }
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(n => numbers[0] + n), numbers);
        var heard = await annotator.Event();
        Assert.Equal("progress", heard.Name);
        Assert.Null(heard.Body["audits"]);
    }

    [Fact]
    public async Task A_signed_out_client_is_cut_off()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await using var hub = await Hub.Open(server, team.Curator.Token!);
        await hub.Invoke("watch", team.Project);
        Assert.Equal(204, (await team.Curator.Send("DELETE", "/sessions/current")).Status);
        await hub.UntilClosed();
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_session()
    {
        await using var server = await Server.Start();
        await Assert.ThrowsAsync<WebSocketException>(() => Hub.Open(server, "guess"));
    }

    [Fact]
    public async Task A_flood_of_calls_closes_the_connection()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await using var hub = await Hub.Open(server, team.Curator.Token!);
        for (var i = 0; i < 500; i++)
            if (!await hub.TrySend(new { type = 1, target = "unwatch", arguments = new[] { team.Project } })) break;
        await hub.UntilClosed();
    }
}
