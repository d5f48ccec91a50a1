using System.Text;
using Labelwise.Grains.Accounts;

namespace Labelwise.Tests.Security;

/// <summary>API tokens: what one is for, how it ends, and that nobody finds one in what is kept.</summary>
public sealed class TokenTests
{
    static readonly string[] Safe = ["GET", "HEAD"];

    /// <summary>Generated, so that a new route cannot be forgotten.</summary>
    [Fact]
    public async Task A_token_to_read_changes_nothing_on_any_route_and_no_token_makes_tokens()
    {
        await using var world = await World.Make();
        var (reading, acting) = (await Token(world.Server, world.Ours.Admin, "read"), await Token(world.Server, world.Ours.Admin, "full"));
        var routes = (await ApiRoute.All(world.Server)).Where(r => r.NeedsSession).ToList();
        var wrong = new List<string>();
        foreach (var route in routes)
        {
            var path = route.Path(world.OurThings);
            if (route.IsInPerson || !Safe.Contains(route.Verb)) Expect(route, "read", await reading.Send(route.Verb, path, route.Body));
            else if ((await reading.Send(route.Verb, path)).Status is 401 or 403) wrong.Add($"{route} cannot be read");
            if (route.IsInPerson) Expect(route, "full", await acting.Send(route.Verb, path, route.Body));
        }
        Assert.Empty(wrong);
        Assert.Equal(
            ["DELETE /api/v1/me/tokens/{token}", "DELETE /api/v1/sessions/current", "GET /api/v1/me/tokens", "POST /api/v1/me/tokens", "PUT /api/v1/me/password"],
            routes.Where(r => r.IsInPerson).Select(r => r.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(201, (await acting.Post($"/projects/{world.Ours.Project}/members", new { user = world.Ours.Outsider.User, roles = new[] { "annotator" } })).Status);

        void Expect(ApiRoute route, string scope, Reply reply)
        {
            if ((reply.Status, reply.Code) != (403, "beyond-token")) wrong.Add($"{route} by a token of scope {scope}: {reply.Status} {reply.Code}");
        }
    }

    [Theory, InlineData("revoked"), InlineData("expired"), InlineData("password"), InlineData("account")]
    public async Task A_token_that_ended_is_void_at_once_and_its_live_connection_closes(string how)
    {
        var clock = new ManualTime();
        await using var server = await Server.Start(change: services => Clocks.Replace(services, clock));
        var team = await Team.Make(server);
        var made = await team.Annotator.Post("/me/tokens", new { name = "nightly", scope = "full", days = 2 });
        var program = new Client(server.Url) { Token = (string)made.Json!["token"]! };
        Assert.Equal(200, (await program.Get("/me")).Status);
        await using var hub = await Hub.Open(server, program.Token);
        await hub.Invoke("watch", team.Project);
        switch (how)
        {
            case "revoked": Assert.Equal(204, (await team.Annotator.Send("DELETE", $"/me/tokens/{made.Json["id"]}")).Status); break;
            case "password": Assert.Equal(204, (await team.Annotator.Put("/me/password", new { current = Server.Password, @new = "another good one" })).Status); break;
            case "account": Assert.Equal(204, (await team.Admin.Send("DELETE", $"/users/{team.Annotator.User}")).Status); break;
            default: clock.Advance(TimeSpan.FromDays(2)); break;
        }
        var reply = await program.Get("/me");
        Assert.Equal((401, "not-signed-in"), (reply.Status, reply.Code));
        await hub.UntilClosed();
    }

    [Fact]
    public async Task A_token_has_the_rights_its_person_has_now_and_no_others()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var program = await Token(server, team.Curator, "full");
        Assert.Equal(200, (await program.Get($"/projects/{team.Project}/members")).Status);
        Assert.Equal(403, (await program.Get("/users")).Status);
        Assert.Equal(204, (await team.Admin.Send("DELETE", $"/projects/{team.Project}/members/{team.Curator.User}")).Status);
        Assert.Equal(404, (await program.Get($"/projects/{team.Project}/members")).Status);
        Assert.Equal(200, (await program.Get("/me")).Status);
    }

    [Fact]
    public async Task A_token_is_shown_once_kept_as_a_hash_alone_and_listed_with_its_last_use()
    {
        var clock = new ManualTime();
        await using var server = await Server.Start(change: services => Clocks.Replace(services, clock));
        var person = await server.SignIn("admin@example.org");
        var made = await person.Send("POST", "/me/tokens", new { name = "nightly", scope = "read", days = 30 }, ("Idempotency-Key", "once"));
        var secret = (string)made.Json!["token"]!;
        Assert.Equal((409, "token-already-made"), await Again());
        Assert.Null((string?)(await Only())["lastUsedAt"]);
        var program = new Client(server.Url) { Token = secret };
        Assert.Equal(200, (await program.Get("/projects")).Status);
        await Eventually.Holds(async () => (string?)(await Only())["lastUsedAt"] is not null, "The first use");
        var first = (string)(await Only())["lastUsedAt"]!;
        clock.Advance(SessionGrain.UseToldEvery);
        await program.Get("/projects");
        await Eventually.Holds(async () => (string?)(await Only())["lastUsedAt"] != first, "A later use");
        await server.Restart(meanwhile: () =>
        {
            foreach (var file in Directory.GetFiles(server.Data, "*", SearchOption.AllDirectories))
                Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{file} holds the token");
        });

        async Task<(int, string?)> Again()
        {
            var reply = await person.Send("POST", "/me/tokens", new { name = "nightly", scope = "read", days = 30 }, ("Idempotency-Key", "once"));
            return (reply.Status, reply.Code);
        }

        async Task<System.Text.Json.Nodes.JsonNode> Only()
        {
            var one = Assert.Single((await person.Get("/me/tokens")).Json!["items"]!.AsArray())!;
            Assert.Null(one["token"]);
            return one;
        }
    }

    static async Task<Client> Token(Server server, Client person, string scope)
    {
        var made = await person.Post("/me/tokens", new { name = scope, scope, days = 1 });
        Assert.Equal(201, made.Status);
        return new(server.Url) { Token = (string)made.Json!["token"]! };
    }
}
