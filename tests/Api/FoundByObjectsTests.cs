using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>A curator finds tasks by what is drawn on them, and acts on those alone.</summary>
public sealed class FoundByObjectsTests
{
    static readonly object OneOpinion = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0.0 }, order = "import" };
    static readonly string[][] OnPictures = [["car"], ["car", "car", "bus"], ["bus"], []];

    [Fact]
    public async Task Lists_counts_acts_and_versions_hold_the_tasks_on_which_something_is_drawn()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, OneOpinion, spec: Spec("car", "bus"));
        await Uploads.Import(team, Pictures.Zip(OnPictures.Length + 1));
        foreach (var classes in OnPictures) await Draw(team, classes);
        await Finds(team, "state=REVIEWED", 0, 1, 2, 3);

        await Finds(team, "object=car", 0, 1);
        await Finds(team, "object=car&minObjects=2", 1);
        await Finds(team, "object=bus&maxObjects=0", 0, 3);
        await Finds(team, "maxObjects=0", 3);
        await Finds(team, "minObjects=1&maxObjects=1", 0, 2);
        Assert.Equal(2, (await Names(team, "object=car&sort=-confidence")).Count);
        Assert.Equal(2, (int)(await team.Curator.Get($"{At(team)}/confidence?object=car")).Json!["tasks"]!);

        var tagged = await Done(team, "tasks/bulk", new { filter = new { @object = "bus", minObjects = 1 }, act = "tag", tag = "has a bus" });
        Assert.Equal(2, (int)tagged["result"]!["changed"]!);
        await Finds(team, "tag=has%20a%20bus", 1, 2);
        var version = await Done(team, "versions", new { name = "empty", filter = new { maxObjects = 0 } });
        Assert.Equal(1, (int)(await team.Curator.Get($"/projects/{team.Project}/versions/{version["result"]!["version"]}")).Json!["samples"]!);

        await server.Restart();
        await Finds(team with { Curator = new(server.Url) { Token = team.Curator.Token } }, "object=car&minObjects=2", 1);
    }

    /// <summary>Labels keep what was drawn on them whatever becomes of the spec, and so it can be found and mended.</summary>
    [Fact]
    public async Task A_class_is_found_by_any_name_it_ever_had_also_after_the_spec_dropped_it()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, OneOpinion, spec: Spec("car", "bus"));
        await Uploads.Import(team, Pictures.Zip(2));
        await Draw(team, ["car"]);
        await Draw(team, ["bus"]);
        await Finds(team, "object=car", 0);
        var id = (string)(await team.Curator.Get($"/projects/{team.Project}/spec")).Json!["document"]!["classes"]![0]!["id"]!;

        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/spec", Spec(id, "vehicle", "bus"))).Status);
        foreach (var name in new[] { "vehicle", "car", id }) await Finds(team, $"object={name}", 0);
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/spec", Spec("bus"))).Status);
        foreach (var name in new[] { "vehicle", "car", id }) await Finds(team, $"object={name}", 0);
        await Finds(team, "object=bus", 1);
    }

    /// <summary>Whoever picks a class finds every task that is labelled so, wherever the label says it; and what objects and samples are asked besides is found too.</summary>
    [Fact]
    public async Task A_class_is_found_on_samples_and_objects_and_an_answer_wherever_it_was_given()
    {
        await using var server = await Server.Start();
        var colour = new { name = "colour", type = "option", options = new[] { "red", "blue" } };
        var team = await Team.Make(server, OneOpinion, spec: new
        {
            media = "image",
            classes = new object[] { new { name = "car", shape = "box", properties = new object[] { colour, new { name = "damaged", type = "boolean" } } }, new { name = "bus", shape = "box", properties = new object[] { colour } } },
            properties = new object[] { new { name = "scene", type = "option", options = new[] { "street", "car" }, required = true }, new { name = "weather", type = "options", options = new[] { "rain", "fog" } } },
        });
        await Uploads.Import(team, Pictures.Zip(5));
        await Label(new { scene = "street", weather = new[] { "rain", "fog" } });
        await Label(new { scene = "car" });
        await Label(new { scene = "street" }, ("car", new { colour = "red", damaged = true }), ("car", new { colour = "red" }), ("bus", new { colour = "blue" }));
        await Label(new { scene = "car", weather = new[] { "fog" } }, ("bus", new { colour = "red" }));
        await Finds(team, "state=REVIEWED", 0, 1, 2, 3);

        await Finds(team, "class=street", 0, 2);
        await Finds(team, "class=car", 1, 2, 3);
        await Finds(team, "class=bus", 2, 3);
        await Finds(team, "answer=weather:fog", 0, 3);
        await Finds(team, "answer=scene:car", 1, 3);
        await Finds(team, "answer=colour:red", 2, 3);
        await Finds(team, "object=bus&answer=colour:red", 3);
        await Finds(team, "object=bus&answer=weather:fog", 3);
        await Finds(team, "object=car&answer=colour:red&minObjects=2", 2);
        await Finds(team, "object=car&answer=damaged:true&maxObjects=0", 0, 1, 3);
        var tagged = await Done(team, "tasks/bulk", new { filter = new { @class = "car", answer = "weather:fog" }, act = "tag", tag = "foggy" });
        Assert.Equal(1, (int)tagged["result"]!["changed"]!);
        var version = await Done(team, "versions", new { name = "red", filter = new { answer = "colour:red" } });
        Assert.Equal(2, (int)(await team.Curator.Get($"/projects/{team.Project}/versions/{version["result"]!["version"]}")).Json!["samples"]!);
        foreach (var query in new[] { "answer=weather:snow", "answer=colour", "object=bus&answer=damaged:true", "class=lorry" }) Assert.Equal(422, (await team.Curator.Get($"{At(team)}?{query}")).Status);

        async Task Label(object properties, params (string Class, object Said)[] objects)
        {
            var task = await team.Next();
            var drawn = objects.Select((o, i) => new { id = $"o{i}", @class = o.Class, shape = new { box = new[] { 2 * i, 0, 2, 2 } }, properties = o.Said });
            Assert.Equal(200, (await team.Annotator.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, labels = new { objects = drawn, properties }, activeMs = 1 })).Status);
        }
    }

    [Fact]
    public async Task What_nobody_can_mean_is_refused_before_anything_is_done()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, OneOpinion, spec: Spec("car"));
        foreach (var query in new[] { "object=tram", "minObjects=-1", "maxObjects=many", "minObjects=1.5" })
            Assert.Equal(422, (await team.Curator.Get($"{At(team)}?{query}")).Status);
        // None of a class that there is not would be all tasks, and so would those of nobody.
        foreach (var filter in new object[] { new { @object = "tram", maxObjects = 0 }, new { minObjects = "2" }, new { maxObjects = 0.5 }, new { annotator = "nobody at all!" } })
            Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { filter, act = "reopen" })).Status);
        // What others drew is not for annotators to ask.
        Assert.Equal(422, (await team.Annotator.Get($"{At(team)}?object=car")).Status);
        Assert.Equal(422, (await team.Annotator.Get($"{At(team)}/count?maxObjects=0")).Status);
    }

    [Fact]
    public async Task Spans_of_text_are_objects()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, OneOpinion, spec: new { media = "text", classes = new[] { new { name = "person", shape = "span" }, new { name = "place", shape = "span" } }, properties = Array.Empty<object>() });
        var form = new MultipartFormDataContent { { new StringContent("text"), "format" }, { new ByteArrayContent("""{"externalId":"t0","text":"Ada met Ben"}"""u8.ToArray()), "file", "texts.jsonl" } };
        await Uploads.Finished(team.Curator, (string)(await team.Curator.Send("POST", $"/projects/{team.Project}/imports", form)).Json!["id"]!);
        var task = await team.Next();
        object Span(int from, int to) => new { id = $"o{from}", @class = "person", shape = new { span = new[] { from, to } } };
        Assert.Equal(200, (await Submit(team, task, Span(0, 3), Span(8, 11))).Status);
        await Patience.Until(() => Names(team, "object=person&minObjects=2"), found => found is ["t0"]);
        Assert.Empty(await Names(team, "object=place"));
    }

    static string At(Team team) => $"/projects/{team.Project}/tasks";

    static async Task Draw(Team team, string[] classes)
    {
        var drawn = classes.Select((name, i) => (object)new { id = $"o{i}", @class = name, shape = new { box = new[] { 2 * i, 0, 2, 2 } } });
        Assert.Equal(200, (await Submit(team, await team.Next(), [.. drawn])).Status);
    }

    static Task<Reply> Submit(Team team, JsonNode task, params object[] objects) =>
        team.Annotator.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, labels = new { objects, properties = new { } }, activeMs = 1 });

    /// <summary>The list and the count; rows hear of their tasks a moment later.</summary>
    static async Task Finds(Team team, string query, params int[] pictures)
    {
        await Patience.Until(() => Names(team, query), found => found.SequenceEqual(pictures.Select(i => $"potato-{i}.png")), awaited: $"{query} finds {string.Join(' ', pictures)}");
        Assert.Equal(pictures.Length, (int)(await team.Curator.Get($"{At(team)}/count?{query}")).Json!["count"]!);
    }

    static async Task<List<string>> Names(Team team, string query) =>
        [.. (await team.Curator.Get($"{At(team)}?{query}")).Json!["items"]!.AsArray().Select(i => (string)i!["externalId"]!)];

    static async Task<JsonNode> Done(Team team, string what, object body)
    {
        var started = await team.Curator.Post($"/projects/{team.Project}/{what}", body);
        Assert.Equal(202, started.Status);
        return await Uploads.Finished(team.Curator, (string)started.Json!["id"]!);
    }

    static object Spec(params string[] names) => new { media = "image", classes = names.Select(name => new { name, shape = "box" }), properties = Array.Empty<object>() };

    static object Spec(string id, string renamed, string other) =>
        new { media = "image", classes = new object[] { new { id, name = renamed, shape = "box" }, new { name = other, shape = "box" } }, properties = Array.Empty<object>() };
}
