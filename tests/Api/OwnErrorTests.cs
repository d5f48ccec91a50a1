namespace Labelwise.Tests.Api;

/// <summary>What a reviewer mended in somebody's drawings is told to them, kind by kind, with the places.</summary>
public sealed class OwnErrorTests
{
    [Fact]
    public async Task A_missed_a_loose_and_a_misnamed_box_are_told_apart()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } });
        var spec = new { media = "image", classes = new[] { new { name = "eye", shape = "box" }, new { name = "rot", shape = "box" } }, properties = Array.Empty<object>() };
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/spec", spec)).Status);
        await Uploads.Import(team, Pictures.Zip(1));
        var task = await team.Next();
        var side = (int)task["sample"]!["width"]! / 8.0;
        object Box(string id, string name, double column, double width = 1) => new { id, @class = name, shape = new { box = new[] { column * side, 0, width * side, side } } };
        Assert.Equal(200, (await team.Annotator.Post($"/tasks/{task["id"]}/submit", new
        {
            lease = (string)task["lease"]!["id"]!, activeMs = 1, labels = new { objects = new[] { Box("a", "eye", 0, 0.6), Box("b", "eye", 2), Box("c", "rot", 6) }, properties = new { } },
        })).Status);
        var review = await Patience.Until(() => team.Reviewer.Post($"/tasks/{task["id"]}/review", new
        {
            verdict = "correct", labels = new { objects = new[] { Box("a", "eye", 0), Box("b", "rot", 2), Box("d", "eye", 4) }, properties = new { } },
        }), reply => reply.Status is not 409);
        Assert.Equal(200, review.Status);

        var path = $"/projects/{team.Project}/annotators/{team.Annotator.User}";
        var own = await Patience.Until(() => team.Annotator.Get(path), found => found.Json!["objects"]!.AsArray().Count > 0);
        var errors = own.Json!["objects"]!.AsArray().Select(e => $"{(string?)e!["truth"] ?? "-"}/{(string?)e["answer"] ?? "-"} {e["count"]}").Order(StringComparer.Ordinal);
        Assert.Equal(["-/rot 1", "eye/- 1", "eye/eye 1", "rot/eye 1"], errors);
        var missed = own.Json["objects"]!.AsArray().First(e => e!["answer"] is null)!["places"]![0]!;
        Assert.Equal(((string?)task["id"], Math.Round(4 * side, 1)), ((string?)missed["task"], (double)missed["box"]![0]!));
    }

    [Fact]
    public async Task A_drawing_is_believed_as_far_as_reviewers_found_its_author_s_others_right()
    {
        const int Judged = 10;
        await using var server = await Server.Start();
        var spec = new { media = "image", classes = new[] { new { name = "eye", shape = "box" }, new { name = "rot", shape = "box" } }, properties = Array.Empty<object>() };
        var team = await Team.Make(server, new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 1.0 } }, spec: spec);
        await Uploads.Import(team, Pictures.Zip(Judged + 1));
        var before = await Draw();
        for (var i = 1; i < Judged; i++) await Draw();
        while ((await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } waiting)
            foreach (var task in waiting) Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{task!["id"]}/review", new { verdict = "correct", labels = Labels("eye") })).Status);
        // What reviewers made of drawings is summed up when somebody looks at people.
        await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/annotators", a => a["items"]!.AsArray().Any(p => (int?)p!["shapes"]?["matched"] is Judged));
        Assert.InRange(await Draw(), 0, before - 0.1);

        async Task<double> Draw()
        {
            var task = await team.Next();
            Assert.Equal(200, (await team.Annotator.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 1, labels = Labels("rot") })).Status);
            var drawn = await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/tasks?limit=500", l => l["items"]!.AsArray().Any(t => (string?)t!["id"] == (string?)task["id"] && t["confidence"] is not null));
            return (double)drawn["items"]!.AsArray().Single(t => (string?)t!["id"] == (string?)task["id"])!["confidence"]!;
        }

        static object Labels(string name) => new { objects = new[] { new { id = "a", @class = name, shape = new { box = new[] { 1, 1, 4, 4 } } } }, properties = new { } };
    }

    static readonly string[] Clothes = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Of three people the first takes every pair of trousers for a shirt; the two others are right.</summary>
    [Theory]
    [InlineData(3, 3, 0.99)]
    [InlineData(1, 3, 0.98)]
    public async Task What_somebody_mixes_up_is_told_with_its_tasks_once_others_have_answered(int min, int max, double targetConfidence)
    {
        const int Images = 40;
        await using var server = await Server.Start();
        var spec = new { media = "image", classes = Array.Empty<object>(), properties = new[] { new { name = "category", type = "option", options = Clothes, required = true } } };
        var team = await Team.Make(server, new { redundancy = new { min, max, targetConfidence }, review = new { rate = 0.0 } }, spec: spec);
        await Uploads.Import(team, Pictures.Zip(Images));
        var (second, third) = (await team.Another("annotator"), await team.Another("annotator"));
        await AnswerAll(team, team.Annotator, right => right is "Trouser" ? "Shirt" : right);
        await AnswerAll(team, second, right => right);
        await AnswerAll(team, third, right => right);

        var path = $"/projects/{team.Project}/annotators/{team.Annotator.User}";
        var own = await SurveyTests.Eventually(team.Annotator, path, o => o["confusions"]!.AsArray().Sum(c => c!["tasks"]!.AsArray().Count) >= Images / Clothes.Length);
        var mixedUp = Assert.Single(own["confusions"]!.AsArray())!;
        Assert.Equal(("Trouser", "Shirt"), ((string?)mixedUp["truth"], (string?)mixedUp["answer"]));
        Assert.Equal(Images / Clothes.Length, mixedUp["tasks"]!.AsArray().Count);
    }

    static async Task AnswerAll(Team team, Client who, Func<string, string> says)
    {
        while ((await who.Post($"/projects/{team.Project}/tasks/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } tasks)
            foreach (var task in tasks)
            {
                var number = int.Parse(((string)task!["sample"]!["externalId"]!)["potato-".Length..^".png".Length], System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(200, (await who.Post($"/tasks/{task["id"]}/submit", new
                {
                    lease = (string)task["lease"]!["id"]!, activeMs = 100, labels = new { objects = Array.Empty<object>(), properties = new { category = says(Clothes[number % Clothes.Length]) } },
                })).Status);
            }
    }
}
