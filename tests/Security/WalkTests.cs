using System.Text.Json.Nodes;

namespace Labelwise.Tests.Security;

/// <summary>Every route of the API's own document, as everybody: a route that this test cannot place fails it.</summary>
public sealed class WalkTests
{
    static readonly string[] Verbs = ["get", "post", "put", "delete"];

    [Fact]
    public async Task Every_route_is_closed_to_whoever_has_no_right_in_it()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var stranger = await server.SignIn("stranger@example.org");
        var nobody = new Client(server.Url);
        var wrong = new List<string>();

        foreach (var route in await Routes(server))
        {
            var (theirs, missing) = (route.Path(team), route.Path(team with { Project = "0000000000000000" }));
            if (theirs.Contains('{')) { wrong.Add($"{route}: this test does not know what stands for a part of its path"); continue; }
            if (!route.NeedsSession) { if (!Open.Contains(route.ToString())) wrong.Add($"{route}: open to everybody"); continue; }

            Expect(route, "without a session", await nobody.Send(route.Verb, theirs, route.Body), 401);
            if (route.IsOfProject)
            {
                var seen = await stranger.Send(route.Verb, theirs, route.Body);
                Expect(route, "by a stranger", seen, 404);
                if (seen.Shape != (await stranger.Send(route.Verb, missing, route.Body)).Shape) wrong.Add($"{route}: a stranger can tell that it exists");
                Expect(route, "by somebody of the tenant who is no member", await team.Outsider.Send(route.Verb, theirs, route.Body), 404);
            }
            foreach (var (role, client) in team.Members.Where(m => m.Role is not "admin"))
            {
                if (route.Roles is not { } roles || roles.Contains(role)) continue;
                Expect(route, $"by the {role}", await client.Send(route.Verb, theirs, route.Body), 403);
            }
        }
        Assert.Empty(wrong);

        void Expect(Route route, string how, Reply reply, int status)
        {
            if (reply.Status != status) wrong.Add($"{route} {how}: {reply.Status}, not {status}");
        }
    }

    [Fact]
    public async Task A_role_that_has_a_right_is_not_turned_away()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var wrong = new List<string>();
        foreach (var route in (await Routes(server)).Where(r => r.IsOfProject && r.Verb is "GET"))
            foreach (var (role, client) in team.Members.Where(m => route.Roles!.Contains(m.Role)))
                if ((await client.Send(route.Verb, route.Path(team))).Status is 401 or 403) wrong.Add($"{route} by the {role}");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_route_shows_an_example_and_names_its_problems()
    {
        await using var server = await Server.Start();
        var document = (await new Client(server.Url).Get("!/openapi/v1.json")).Json!;
        foreach (var (path, verbs) in document["paths"]!.AsObject())
            foreach (var (verb, operation) in verbs!.AsObject())
            {
                var responses = operation!["responses"]!.AsObject();
                var success = responses.Single(r => r.Key[0] == '2');
                Assert.True(success.Key is "204" || success.Value!["content"] is not null, $"{verb} {path} says what it answers");
                if (verb is "put") Assert.True(operation["requestBody"] is not null, $"{verb} {path} shows a body");
                if (operation["security"] is not null) Assert.Contains("401", responses.Select(r => r.Key));
            }
    }

    /// <summary>Routes that need no session, by intent.</summary>
    static readonly string[] Open = ["POST /api/v1/sessions", "POST /api/v1/setup", "POST /api/v1/invitations/accept"];

    static async Task<IReadOnlyList<Route>> Routes(Server server)
    {
        var document = (await new Client(server.Url).Get("!/openapi/v1.json")).Json!;
        return [.. document["paths"]!.AsObject().SelectMany(path => Verbs.Where(v => path.Value![v] is not null)
            .Select(v => new Route(v.ToUpperInvariant(), path.Key, path.Value![v]!)))];
    }

    sealed record Route(string Verb, string Pattern, JsonNode Operation)
    {
        public bool NeedsSession => Operation["security"] is not null;
        public bool IsOfProject => Pattern.Contains("{project}") || Pattern.Contains("{task}") || Pattern.Contains("{job}");
        public string[]? Roles => Operation["x-roles"]?.AsArray().Select(r => (string)r!).ToArray();
        public string? Body => Verb is "GET" or "DELETE" ? null
            : Operation["requestBody"]?["content"]?["application/json"]?["example"]?.ToJsonString() ?? "{}";

        public string Path(Team team) => Pattern
            .Replace("{project}", team.Project).Replace("{task}", $"{team.Project}-0").Replace("{job}", $"import~{team.Project}~x")
            .Replace("{user}", team.Annotator.User).Replace("{hash}", new('0', 64)).Replace("{model}", "model")
            .Replace("{version}", "1").Replace("{evaluation}", "1");

        public override string ToString() => $"{Verb} {Pattern}";
    }
}
