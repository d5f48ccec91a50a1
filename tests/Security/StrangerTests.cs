using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Security;

/// <summary>S1 to S3: what is another tenant's is not there, on any route, in any role, by any name.</summary>
public sealed class StrangerTests(World world)
{
    static readonly string[] Verbs = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

    /// <summary>Routes that need no session, by intent.</summary>
    static readonly string[] Open = ["POST /api/v1/sessions", "POST /api/v1/setup", "POST /api/v1/invitations/accept"];

    /// <summary>What nobody has, in the form of what somebody has.</summary>
    IReadOnlyDictionary<string, string> Nothing => new Dictionary<string, string>
    {
        ["project"] = "0000000000000000", ["task"] = "0000000000000000-0", ["job"] = $"import~0000000000000000~{world.TheirThings["job"].Split('~')[2]}",
        ["user"] = "0000000000000000", ["hash"] = new('0', 64), ["model"] = "nothing-net", ["version"] = "1",
        ["question"] = "0000000000000000~0000000000000000", ["vendor"] = "0000000000000000", ["token"] = "0000000000000000",
        ["evaluation"] = $"evaluation~0000000000000000~{world.TheirThings["evaluation"].Split('~')[2]}", ["order"] = "0000000000000000~0000000000000000",
    };

    [Fact]
    public async Task What_is_another_tenants_is_answered_on_every_route_and_verb_as_if_it_were_not_there()
    {
        var wrong = new List<string>();
        foreach (var pattern in (await ApiRoute.All(world.Server)).GroupBy(r => r.Pattern).Where(g => g.First().Parameters("path").Any()))
            foreach (var verb in Verbs)
                foreach (var (role, client) in world.Ours.Members.Append(("outsider", world.Ours.Outsider)))
                {
                    var route = pattern.FirstOrDefault(r => r.Verb == verb) ?? pattern.First();
                    var theirs = await client.Send(verb, route.Path(world.TheirThings), route.Verb == verb ? route.Body : null, ("If-Match", verb is "PUT" ? "*" : null));
                    var nothing = await client.Send(verb, route.Path(Nothing), route.Verb == verb ? route.Body : null, ("If-Match", verb is "PUT" ? "*" : null));
                    int[] expected = route.Verb != verb ? [404, 405] : route.IsOfProject ? [404] : [403, 404];
                    if (!expected.Contains(theirs.Status)) wrong.Add($"{verb} {pattern.Key} by the {role}: {theirs.Status}");
                    if (theirs.Shape != nothing.Shape) wrong.Add($"{verb} {pattern.Key} by the {role} tells that it exists:\n  {theirs.Shape}\n  {nothing.Shape}");
                    if (Encoding.UTF8.GetString(theirs.Bytes).Contains(World.Mark, StringComparison.Ordinal)) wrong.Add($"{verb} {pattern.Key} by the {role} shows something");
                }
        Assert.Empty(wrong);
    }

    /// <summary>A path of ours in which one part is theirs: as with an id of nobody.</summary>
    [Fact]
    public async Task A_part_of_a_path_that_is_another_tenants_opens_nothing()
    {
        var wrong = new List<string>();
        foreach (var route in (await ApiRoute.All(world.Server)).Where(r => r.Verb is "GET" && r.Parameters("path").Count() > 1))
            foreach (var part in route.Parameters("path").Where(p => p is not ("project" or "version")))
            {
                var theirs = await world.Ours.Admin.Get(route.Path(new Dictionary<string, string>(world.OurThings) { [part] = world.TheirThings[part] }));
                var nothing = await world.Ours.Admin.Get(route.Path(new Dictionary<string, string>(world.OurThings) { [part] = Nothing[part] }));
                if (theirs.Status is not 404 || theirs.Shape != nothing.Shape) wrong.Add($"{route} with their {part}: {theirs.Shape}");
            }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_route_is_closed_to_whoever_has_no_right_in_it()
    {
        var nobody = new Client(world.Server.Url);
        var wrong = new List<string>();
        foreach (var route in await ApiRoute.All(world.Server))
        {
            var path = route.Path(world.OurThings);
            if (!route.NeedsSession) { if (!Open.Contains(route.ToString())) wrong.Add($"{route}: open to everybody"); continue; }
            Expect(route, "without a session", await nobody.Send(route.Verb, path, route.Body), route.IsHidden ? 404 : 401);
            if (route.IsOfProject) Expect(route, "by somebody of the tenant who is no member", await world.Ours.Outsider.Send(route.Verb, path, route.Body), 404);
            foreach (var (role, client) in world.Ours.Members.Where(m => route.Roles?.Contains(m.Role) is false))
                Expect(route, $"by the {role}", await client.Send(route.Verb, path, route.Body), 403);
        }
        Assert.Empty(wrong);

        void Expect(ApiRoute route, string how, Reply reply, int status)
        {
            if (reply.Status != status) wrong.Add($"{route} {how}: {reply.Status}, not {status}");
        }
    }

    [Fact]
    public async Task A_role_that_has_a_right_is_not_turned_away()
    {
        var wrong = new List<string>();
        foreach (var route in (await ApiRoute.All(world.Server)).Where(r => r.IsOfProject && r.Verb is "GET"))
            foreach (var (role, client) in world.Ours.Members.Where(m => route.Roles!.Contains(m.Role)))
                if ((await client.Send(route.Verb, route.Path(world.OurThings))).Status is 401 or 403) wrong.Add($"{route} by the {role}");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_route_shows_an_example_and_names_its_problems()
    {
        foreach (var route in await ApiRoute.All(world.Server))
        {
            var responses = route.Operation["responses"]!.AsObject();
            var success = responses.Single(r => r.Key[0] == '2');
            Assert.True(success.Key is "204" || success.Value!["content"] is not null, $"{route} says what it answers");
            if (route.Verb is "PUT") Assert.True(route.BodyType is not null, $"{route} shows a body");
            if (route.NeedsSession) Assert.Contains("401", responses.Select(r => r.Key));
        }
    }

    [Fact]
    public async Task Ids_in_a_body_reach_nothing_of_another_tenant()
    {
        var (ours, theirs) = (world.Ours, world.Theirs);
        foreach (var (verb, path, of) in new (string, string, Func<IReadOnlyDictionary<string, string>, object>)[]
        {
            ("POST", $"/projects/{ours.Project}/members", things => new { user = things["user"], roles = new[] { "annotator" } }),
            ("POST", $"/projects/{ours.Project}/predictions", things => new { model = things["model"], version = 1 }),
            ("POST", $"/models/{world.OurThings["model"]}/evaluations", things => new { project = things["project"], version = 1 }),
            ("POST", $"/projects/{ours.Project}/assignments", things => new { tasks = new[] { things["task"] }, to = new { user = ours.Annotator.User }, kind = "label" }),
            ("POST", $"/projects/{ours.Project}/assignments", things => new { tasks = new[] { world.OurThings["task"] }, to = new { user = things["user"] }, kind = "label" }),
        })
        {
            var (seen, nothing) = (await ours.Admin.Send(verb, path, of(world.TheirThings)), await ours.Admin.Send(verb, path, of(Nothing)));
            // What the request itself says may be said back.
            Assert.Equal(Blank(nothing, Nothing), Blank(seen, world.TheirThings));
        }
        Assert.Equal(World.Mark, (string?)(await theirs.Admin.Get($"/projects/{theirs.Project}/versions")).Json!["items"]![0]!["name"]);

        static string Blank(Reply reply, IReadOnlyDictionary<string, string> things) => things.Values.OrderByDescending(v => v.Length).Where(v => v.Length > 1)
            .Aggregate(System.Text.RegularExpressions.Regex.Replace(reply.Shape, "Content-Length=[0-9]+", "", System.Text.RegularExpressions.RegexOptions.NonBacktracking), (shape, id) => shape.Replace(id, "?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Writing_over_another_tenants_document_changes_and_shows_nothing()
    {
        var before = (await world.Theirs.Curator.Get($"/projects/{world.Theirs.Project}")).Bytes;
        foreach (var document in new[] { "spec", "guideline", "pipeline" })
        {
            var reply = await world.Ours.Admin.Send("PUT", $"/projects/{world.Theirs.Project}/{document}", "{}", ("If-Match", "*"));
            Assert.Equal((await world.Ours.Admin.Send("PUT", $"/projects/0000000000000000/{document}", "{}", ("If-Match", "*"))).Shape, reply.Shape);
        }
        Assert.Equal(before, (await world.Theirs.Curator.Get($"/projects/{world.Theirs.Project}")).Bytes);
    }

    [Fact]
    public async Task A_chunk_of_another_tenants_version_is_not_given_for_knowing_its_hash()
    {
        var manifest = (await world.Theirs.Modeler.Get($"/projects/{world.Theirs.Project}/versions/{world.TheirThings["version"]}/manifest")).Json!;
        var own = $"/projects/{world.Ours.Project}/versions/{world.OurThings["version"]}/chunks";
        var nothing = await world.Ours.Modeler.Get($"{own}/{new string('0', 64)}");
        Assert.Equal(404, nothing.Status);
        foreach (var chunk in manifest["chunks"]!.AsArray().Concat(manifest["details"]!.AsArray()))
        {
            Assert.Equal(nothing.Shape, (await world.Ours.Modeler.Get($"{own}/{chunk!["hash"]}")).Shape);
            Assert.Equal(401, (await new Client(world.Server.Url).Get($"{own}/{chunk["hash"]}")).Status);
        }
    }

    [Fact]
    public async Task Bringing_what_another_tenant_has_is_answered_like_bringing_something_new()
    {
        await using var own = await World.Make();
        var (known, fresh) = (await Import(own, 6), await Import(own, 40));
        Assert.Equal(fresh.ToJsonString(), known.ToJsonString());

        static async Task<JsonNode> Import(World world, int first)
        {
            var started = await world.Ours.Curator.Send("POST", $"/projects/{world.Ours.Project}/imports", Uploads.Form(Pictures.Zip(3, $"from-{first}", first)));
            var job = await Uploads.Finished(world.Ours.Curator, (string)started.Json!["id"]!);
            return new JsonObject { ["state"] = job["state"]!.DeepClone(), ["result"] = job["result"]!.DeepClone(), ["errors"] = job["errors"]!.DeepClone() };
        }
    }
}
