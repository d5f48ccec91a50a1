using System.Net.Sockets;
using System.Text;

namespace Labelwise.Tests.Api;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("{", 400, "malformed-json")]
    [InlineData("""{"name":"x","name":"y"}""", 422, "duplicate-member")]
    [InlineData("""{"name":"x","spec":{"media":"image","classes":[],"properties":[]},"admin":true}""", 422, "unknown-member")]
    [InlineData("""{"name":"\ud800","spec":{"media":"image","classes":[],"properties":[]}}""", 422, "does-not-conform")]
    [InlineData("[]", 422, "does-not-conform")]
    public async Task A_body_that_is_wrong_is_refused_by_name(string body, int status, string code)
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        var reply = await admin.Send("POST", "/projects", body);
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_body_nested_without_end_is_refused_and_the_server_lives()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        var deep = $$"""{"name":"x","spec":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";
        Assert.Equal(400, (await admin.Send("POST", "/projects", deep)).Status);
        Assert.Equal(413, (await admin.Send("POST", "/projects", new string(' ', 2 << 20), ("Expect", "100-continue"))).Status);
        Assert.Equal(200, (await admin.Get("/me")).Status);
    }

    [Fact]
    public async Task Everything_wrong_with_a_project_is_named_at_once()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        var reply = await admin.Post("/projects", new { name = "", spec = new { media = "smell" }, pipeline = new { redundancy = new { min = 0 }, review = new { rate = 2 } } });
        Assert.Equal(422, reply.Status);
        var pointers = reply.Json!["violations"]!.AsArray().Select(v => (string)v!["pointer"]!).ToList();
        Assert.Contains("/name", pointers);
        Assert.Contains("/spec/media", pointers);
        Assert.Contains("/pipeline/redundancy/min", pointers);
        Assert.Contains("/pipeline/review/rate", pointers);
    }

    [Fact]
    public async Task A_parameter_that_nobody_knows_is_refused_and_not_passed_over()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        foreach (var query in new[] { "sort=annotator.passwordHash", "annotator__password__startswith=a", "state[]=QUEUED", "cursor=forged", "limit=501", "minConfidence=NaN" })
            Assert.Equal(422, (await team.Curator.Get($"/projects/{team.Project}/tasks?{query}")).Status);
    }

    [Fact]
    public async Task A_curator_cannot_make_a_role_that_does_not_exist()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var reply = await team.Curator.Post($"/projects/{team.Project}/members", new { user = team.Curator.User, roles = new[] { "owner" } });
        Assert.Equal(422, reply.Status);
        var stranger = await server.SignIn("stranger@example.org");
        Assert.Equal(404, (await team.Curator.Post($"/projects/{team.Project}/members", new { user = stranger.User, roles = new[] { "curator" } })).Status);
    }

    [Fact]
    public async Task Labels_made_under_an_earlier_spec_can_be_read_with_it()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var path = $"/projects/{team.Project}/spec";
        var first = (await team.Curator.Get(path)).Json!;
        var changed = first["document"]!.DeepClone();
        changed["properties"]![0]!["name"] = "renamed";
        Assert.Equal(200, (await team.Curator.Send("PUT", path, changed)).Status);
        var earlier = await team.Annotator.Get($"{path}?version=1");
        Assert.Equal((first.ToJsonString(), "\"v1\""), (earlier.Json!.ToJsonString(), earlier.Headers["ETag"]));
        Assert.Equal(2, (int)(await team.Annotator.Get($"{path}?version=2")).Json!["version"]!);
        Assert.Equal(404, (await team.Annotator.Get($"{path}?version=3")).Status);
        Assert.Equal(422, (await team.Annotator.Get($"{path}?version=0")).Status);
    }

    [Fact]
    public async Task A_document_changed_meanwhile_is_not_written_over()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var path = $"/projects/{team.Project}/guideline";
        Assert.Equal("\"v1\"", (await team.Curator.Get(path)).Headers["ETag"]);
        Assert.Equal(200, (await team.Curator.Send("PUT", path, new { markdown = "first" }, ("If-Match", "\"v1\""))).Status);
        Assert.Equal(412, (await team.Curator.Send("PUT", path, new { markdown = "second" }, ("If-Match", "\"v1\""))).Status);
        Assert.Equal("first", (string?)(await team.Annotator.Get(path)).Json!["markdown"]);
    }

    [Fact]
    public async Task Another_name_or_another_site_gets_nothing()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        Assert.Equal(400, (await admin.Send("GET", "/me", null, ("Host", "evil.example"))).Status);
        var reply = await admin.Send("GET", "/me", null, ("Origin", "https://evil.example"));
        Assert.DoesNotContain("Access-Control-Allow-Origin", reply.Headers.Keys);
        Assert.Equal(403, (await admin.Send("POST", "!/live/negotiate?negotiateVersion=1", null, ("Origin", "https://evil.example"))).Status);
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Contains("frame-ancestors 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_the_address_is_no_token_outside_the_live_hub()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        Assert.Equal(401, (await new Client(server.Url).Get($"/me?access_token={admin.Token}")).Status);
    }

    [Fact]
    public async Task Smuggled_requests_end_the_connection_and_not_the_server()
    {
        await using var server = await Server.Start();
        foreach (var head in new[] { "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1;x\nab\r\nX\r\n0\r\n\r\n" })
        {
            using var socket = new TcpClient(server.Url.Host, server.Url.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/sessions HTTP/1.1\r\nHost: {server.Url.Authority}\r\nContent-Type: application/json\r\n{head}"), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream);
            var answer = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
            Assert.DoesNotContain(" 500", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(" 200", answer, StringComparison.Ordinal);
        }
        Assert.Equal(200, (await new Client(server.Url).Get("!/healthz")).Status);
    }
}
