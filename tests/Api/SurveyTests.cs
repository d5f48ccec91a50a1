using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>Agreement, people and consistency of a project, over real HTTP.</summary>
public sealed class SurveyTests
{
    const int Images = 30, People = 4;

    static readonly string[] Kinds = ["good", "bad", "odd"];

    /// <summary>Four people answer everything; the last by lot, the second takes two odd ones for bad.</summary>
    static string Answer(int person, int image) => person switch
    {
        3 => Kinds[image * 7 % 11 % 3],
        1 when image is 2 or 5 => "bad",
        _ => Kinds[image % 3],
    };

    [Fact]
    public async Task What_people_answered_shows_how_far_they_agree_and_how_each_stands()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = People, max = People, targetConfidence = 0.99 }, review = new { rate = 0.0 } });
        await Uploads.Import(team, Pictures.Zip(Images));
        var people = new List<Client> { team.Annotator };
        while (people.Count < People) people.Add(await Join(server, team, $"Annotator {people.Count}"));
        for (var p = 0; p < People; p++) await LabelAll(team, people[p], p);

        var agreement = await Eventually(team.Curator, $"/projects/{team.Project}/agreement", a => (int)a["answers"]! is Images * People && (bool)a["complete"]!);
        Assert.Equal(Images, (int)agreement["classification"]!["items"]!);
        Assert.InRange((double)agreement["classification"]!["alpha"]!, 0.2, 0.7);
        var pairs = agreement["pairs"]!.AsArray();
        Assert.Equal(People * (People - 1) / 2, pairs.Count);
        var alike = pairs.Single(p => IsPair(p!, people[0], people[2]))!;
        Assert.Equal((1.0, Images), ((double)alike["kappa"]!, (int)alike["items"]!));
        Assert.Equal(alike["kappa"]!.ToJsonString(), Cohen(Enumerable.Range(0, Images).Select(i => (Answer(0, i), Answer(2, i)))));
        Assert.Equal(
            Cohen(Enumerable.Range(0, Images).Select(i => (Answer(0, i), Answer(3, i)))),
            pairs.Single(p => IsPair(p!, people[0], people[3]))!["kappa"]!.ToJsonString());

        // Page by page all of them, those who agree least first.
        var first = (await team.Curator.Get($"/projects/{team.Project}/agreement/pairs?limit=4")).Json!;
        var rest = (await team.Curator.Get($"/projects/{team.Project}/agreement/pairs?limit=4&cursor={first["next"]}")).Json!;
        Assert.Equal((pairs.Count, People, null), ((int)first["total"]!, (int)first["among"]!, (string?)rest["next"]));
        double[] kappas = [.. first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(p => (double)p!["kappa"]!)];
        Assert.Equal(pairs.Select(p => (double)p!["kappa"]!).Order(), kappas);
        Assert.Equal(422, (await team.Curator.Get($"/projects/{team.Project}/agreement/pairs?cursor=x")).Status);

        var all = await Eventually(team.Curator, $"/projects/{team.Project}/annotators", a => a["items"]!.AsArray().Count(p => (int?)p!["consensus"]?["of"] is Images) is People);
        var byUser = all["items"]!.AsArray().ToDictionary(a => (string)a!["user"]!, a => a!);
        Assert.True((double)byUser[people[0].User]["consensus"]!["value"]! > (double)byUser[people[3].User]["consensus"]!["interval"]![1]!);
        // Robots answer faster than anybody who looks.
        Assert.DoesNotContain(byUser[people[0].User]["flags"]!.AsArray(), f => (string)f!["code"]! is not "too-fast");
        Assert.Equal(Images, (int)byUser[people[0].User]["consensus"]!["of"]!);

        // The last answers are weighed some minutes later; those that are tell them apart already, as a rule.
        var whole = await Eventually(team.Curator, $"/projects/{team.Project}/consensus", c => c["people"]!.AsArray().Count is People && Fitted(c, 0)[0] > Fitted(c, 3)[1]);
        Assert.True((bool)whole["converged"]!);
        Assert.Equal(403, (await people[1].Get($"/projects/{team.Project}/consensus")).Status);

        var own = await people[1].Get($"/projects/{team.Project}/annotators/{people[1].User}");
        Assert.Equal(200, own.Status);
        // What they themselves are told of the fit leaves out what they answer instead, which checks are part of.
        var fitted = own.Json!["fitted"]!;
        Assert.Equal((3, null), (fitted["classes"]!.AsArray().Count, fitted["confusion"]));
        var shown = (await team.Curator.Get($"/projects/{team.Project}/annotators/{people[3].User}")).Json!["fitted"]!;
        Assert.NotEmpty(shown["confusion"]!.AsArray());
        Assert.All(shown["classes"]!.AsArray(), c => Assert.InRange((double)c!["right"]!["of"]!, 1, Images));
        var report = (await team.Curator.Get($"/projects/{team.Project}/report")).Json!;
        Assert.All(report["people"]!.AsArray(), p => Assert.NotEmpty(p!["classes"]!.AsArray()));
        var slip = own.Json!["confusions"]!.AsArray().Single(c => (string?)c!["truth"] is "odd" && (string?)c["answer"] is "bad")!;
        Assert.Equal(2, slip["tasks"]!.AsArray().Count);
        var stranger = await people[1].Get($"/projects/{team.Project}/annotators/{people[0].User}");
        Assert.Equal((await people[1].Get($"/projects/{team.Project}/annotators/0000000000000000")).Shape, stranger.Shape);
        Assert.Equal(404, stranger.Status);
        Assert.Equal(200, (await team.Curator.Get($"/projects/{team.Project}/annotators/{people[0].User}")).Status);

        double[] Fitted(JsonNode consensus, int person) =>
            [.. consensus["people"]!.AsArray().Single(p => (string)p!["user"]! == people[person].User)!["accuracy"]!["interval"]!.AsArray().Select(end => (double)end!)];
    }

    [Fact]
    public async Task A_label_that_the_model_doubts_is_found_and_goes_to_review_once()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(12));
        var lines = string.Join('\n', Enumerable.Range(0, 12).Select(i => $$"""{"externalId":"potato-{{i}}.png","labels":{"objects":[],"properties":{"quality":"{{(i % 2 is 0 ? "good" : "bad")}}"} },"confidence":{{(i is 4 ? "0.75" : "0.7")}}}"""));
        using var brought = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        Assert.Equal(200, (await team.Modeler.Send("PUT", $"/projects/{team.Project}/predictions", brought)).Status);
        var wrong = "";
        await LabelAll(team, team.Annotator, image =>
        {
            if (image.Name is not "potato-4.png") return int.Parse(image.Name["potato-".Length..^".png".Length]) % 2 is 0 ? "good" : "bad";
            wrong = image.Task;
            return "bad";
        });
        while ((await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } waiting)
            foreach (var review in waiting) await team.Reviewer.Post($"/tasks/{review!["id"]}/review", new { verdict = "accept", comment = "" });

        var found = await Eventually(team.Curator, $"/projects/{team.Project}/consistency?kind=label-error", c => c["items"]!.AsArray().Count > 0);
        Assert.Equal(wrong, (string?)Assert.Single(found["items"]!.AsArray())!["tasks"]![0]);
        Assert.Equal(422, (await team.Curator.Get($"/projects/{team.Project}/consistency?kind=none")).Status);

        Assert.Equal(1, (int)(await AskReview(team, wrong, "the model doubts it"))["result"]!["changed"]!);
        Assert.Equal("wrong-state", (string?)Assert.Single((await AskReview(team, wrong, "once more"))["errors"]!.AsArray())!["code"]);
        var next = await Eventually(team.Reviewer, $"/projects/{team.Project}/reviews/next", n => n["tasks"]!.AsArray().Count > 0, new { count = 1 });
        Assert.Equal(wrong, (string?)next["tasks"]![0]!["id"]);
        Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{wrong}/review", new { verdict = "correct", comment = "", labels = new { objects = Array.Empty<object>(), properties = new { quality = "good" } } })).Status);
        await Eventually(team.Curator, $"/projects/{team.Project}/consistency?kind=label-error", c => c["items"]!.AsArray().Count is 0);
    }

    /// <summary>What one click on a finding does.</summary>
    internal static async Task<JsonNode> AskReview(Team team, string task, string why)
    {
        var asked = await team.Curator.Post($"/projects/{team.Project}/tasks/bulk", new { tasks = new[] { task }, act = "review", reason = why });
        Assert.Equal(202, asked.Status);
        return await Uploads.Finished(team.Curator, (string)asked.Json!["id"]!);
    }

    [Fact]
    public async Task Pictures_that_look_alike_and_are_labeled_differently_are_found()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Drawn(("cat", 300, 1), ("the same cat, smaller", 120, 1), ("dog", 300, 2), ("the same dog, smaller", 110, 2), ("owl", 300, 3)));
        await LabelAll(team, team.Annotator, image => image.Name.StartsWith("the same cat", StringComparison.Ordinal) ? "bad" : "good");
        var found = await Eventually(team.Curator, $"/projects/{team.Project}/consistency?kind=near-duplicates", c => c["items"]!.AsArray().Count > 0);
        var finding = Assert.Single(found["items"]!.AsArray())!;
        Assert.Contains("'good' and 'bad'", (string?)finding["why"], StringComparison.Ordinal);
        var names = new List<string>();
        foreach (var task in finding["tasks"]!.AsArray()) names.Add((string)(await team.Curator.Get($"/tasks/{task}")).Json!["sample"]!["externalId"]!);
        Assert.Equal(["cat.png", "the same cat, smaller.png"], names.Order(StringComparer.Ordinal));
    }

    /// <summary>Pictures of discs that a seed places, so many pixels wide.</summary>
    static byte[] Drawn(params (string Name, int Side, int Seed)[] pictures)
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create))
            foreach (var (name, side, seed) in pictures)
            {
                var draw = new Random(seed);
                var discs = string.Concat(Enumerable.Range(0, 6).Select(_ => $"<circle cx='{draw.Next(100)}' cy='{draw.Next(100)}' r='{8 + draw.Next(20)}' fill='rgb({draw.Next(200)},{draw.Next(200)},{draw.Next(200)})'/>"));
                using var entry = zip.CreateEntry($"{name}.png").Open();
                entry.Write(Labelwise.Inference.Images.LibvipsImages.Rasterise(Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' width='{side}' height='{side}'>{discs}</svg>")).Bytes.Span);
            }
        return file.ToArray();
    }

    [Fact]
    public async Task A_report_tells_the_same_as_json_and_as_a_page_without_scripts()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(4));
        var hostile = await Join(server, team, "<img src=x onerror=alert(1)> annotator");
        await LabelAll(team, hostile, _ => "good");
        var report = await Eventually(team.Curator, $"/projects/{team.Project}/report", r => (int)r["counts"]!["answers"]! is 4 && r["people"]!.AsArray().Count is 1);
        Assert.Equal("<img src=x onerror=alert(1)> annotator", (string?)report["people"]![0]!["name"]);
        // Nobody else has a word on their answers: what is believed of anybody is no figure of theirs.
        Assert.Null(report["people"]![0]!["accuracy"]);
        var hidden = (await team.Curator.Get($"/projects/{team.Project}/report?pseudonyms=true")).Json!;
        Assert.Equal("Person 1", (string?)hidden["people"]![0]!["name"]);
        Assert.DoesNotContain(hostile.User, hidden.ToJsonString(), StringComparison.Ordinal);

        var page = await team.Curator.Get($"/projects/{team.Project}/report.html");
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        var html = Encoding.UTF8.GetString(page.Bytes);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt; annotator", html, StringComparison.Ordinal);
        Assert.DoesNotContain("How often each person is right", html, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(403, (await team.Annotator.Get($"/projects/{team.Project}/report.html")).Status);

        var sealing = await team.Modeler.Post($"/projects/{team.Project}/versions", new { name = "first" });
        var version = (await Uploads.Finished(team.Modeler, (string)sealing.Json!["id"]!))["result"]!["version"]!;
        var sealedReport = (await team.Curator.Get($"/projects/{team.Project}/versions/{version}/report")).Json!;
        Assert.Equal(4, (int)sealedReport["version"]!["splits"]!.AsObject().Sum(s => (int)s.Value!));
        var expected = sealedReport["expected"]!;
        Assert.True((double)expected["interval"]![0]! < (double)expected["expectedAccuracy"]! && (double)expected["expectedAccuracy"]! <= (double)expected["interval"]![1]!);
        Assert.Contains("No model decided", (string?)sealedReport["certificate"]!["message"], StringComparison.Ordinal);
        Assert.Equal(200, (await team.Curator.Get($"/projects/{team.Project}/versions/{version}/report.html")).Status);

        // What a filter shows has a confidence of its own: here it is that of the version.
        var set = (await team.Curator.Get($"/projects/{team.Project}/tasks/confidence?class=good")).Json!;
        Assert.Equal((4, 4, 0), ((int)set["tasks"]!, (int)set["decided"]!, (int)set["byModel"]!));
        Assert.Equal((double)expected["expectedAccuracy"]!, (double)set["expectedAccuracy"]!, 4);
        Assert.Null((await team.Curator.Get($"/projects/{team.Project}/tasks/confidence?class=bad")).Json!["expectedAccuracy"]);
        Assert.Equal(404, (await team.Curator.Get($"/projects/{team.Project}/versions/99/report")).Status);
    }

    [Fact]
    public async Task A_guideline_after_which_people_answer_otherwise_is_found_with_pictures_of_before_and_after()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(20));
        await LabelAll(team, team.Annotator, _ => "good");
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/guideline", new { markdown = "A green one is bad, whatever else it is." })).Status);
        await Uploads.Import(team, Pictures.Zip(20, "green", 20));
        await LabelAll(team, team.Annotator, _ => "bad");
        var found = await Eventually(team.Curator, $"/projects/{team.Project}/consistency?kind=version-drift", c => c["items"]!.AsArray().Count > 0);
        var finding = Assert.Single(found["items"]!.AsArray())!;
        Assert.True((double)finding["numbers"]!["byChance"]! < 0.01);
        Assert.Equal(2, finding["tasks"]!.AsArray().Count);
        var editions = found["editions"]!.AsArray();
        Assert.Equal([(1, 20), (2, 20)], editions.Select(e => ((int)e!["guidelineVersion"]!, (int)e["tasks"]!)));
        Assert.Null(editions[0]!["change"]);
        Assert.InRange((double)editions[1]!["change"]!["byChance"]!, 0, 1e-6);
    }

    static bool IsPair(JsonNode pair, Client one, Client other) =>
        ((string)pair["one"]!, (string)pair["other"]!) is var (a, b) && (a == one.User && b == other.User || a == other.User && b == one.User);

    /// <summary>Cohen's κ, computed apart.</summary>
    static string Cohen(IEnumerable<(string One, string Other)> answers)
    {
        var all = answers.ToList();
        var agreeing = all.Count(a => a.One == a.Other) / (double)all.Count;
        var chance = Kinds.Sum(k => all.Count(a => a.One == k) * (double)all.Count(a => a.Other == k)) / all.Count / all.Count;
        return JsonValue.Create(Math.Round((agreeing - chance) / (1 - chance), 5)).ToJsonString();
    }

    static async Task<Client> Join(Server server, Team team, string name)
    {
        var email = $"annotator-{Guid.NewGuid():n}@example.org";
        var user = await team.Admin.Post("/users", new { email, name, password = Server.Password });
        Assert.Equal(201, (await team.Admin.Post($"/projects/{team.Project}/members", new { user = (string)user.Json!["id"]!, roles = new[] { "annotator" } })).Status);
        return await server.SignIn(email);
    }

    static Task LabelAll(Team team, Client who, int person) => LabelAll(team, who, i => Answer(person, int.Parse(i.Name["potato-".Length..^".png".Length])));

    internal static async Task LabelAll(Team team, Client who, Func<(string Task, string Name), string> answer)
    {
        while ((await who.Post($"/projects/{team.Project}/tasks/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } tasks)
            foreach (var task in tasks)
                Assert.Equal(200, (await who.Post($"/tasks/{task!["id"]}/submit", Team.Answer(task, answer(((string)task["id"]!, (string)task["sample"]!["externalId"]!))))).Status);
    }

    /// <summary>Statistics follow what they count a moment later.</summary>
    internal static Task<JsonNode> Eventually(Client who, string path, Func<JsonNode, bool> holds, object? body = null, [CallerArgumentExpression(nameof(holds))] string awaited = "") =>
        Patience.Until(async () =>
        {
            var reply = body is null ? await who.Get(path) : await who.Post(path, body);
            Assert.Equal(200, reply.Status);
            return reply.Json!;
        }, holds, awaited: awaited);
}
