using System.Text.Json.Nodes;

namespace Labelwise.Tests.Api;

/// <summary>What several people drew becomes one label, over real HTTP.</summary>
public sealed class ConsensusTests
{
    static readonly object Spec = new
    {
        media = "image", properties = Array.Empty<object>(),
        classes = new[] { new { name = "eye", shape = "box", color = "#ff0000", properties = new[] { new { name = "open", type = "boolean", required = true } } } },
    };

    /// <summary>Of the second picture the third person misses an object, so that a fourth is asked for it, and only for it.</summary>
    [Fact]
    public async Task Boxes_of_three_are_merged_and_a_fourth_is_asked_only_where_they_disagree()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server, new { redundancy = new { min = 3, max = 4, targetConfidence = 0.98 }, review = new { rate = 0.0 } }, spec: Spec);
        await Uploads.Import(team, Pictures.Zip(2));
        var people = new List<Client> { team.Annotator };
        while (people.Count < 4) people.Add(await Join(server, team, $"Annotator {people.Count}"));

        for (var p = 0; p < 3; p++) Assert.Equal(2, await Label(team, people[p], p, (name, _) => name is "potato-1.png" && p is 2 ? 1 : 2));
        var tasks = (await team.Curator.Get($"/projects/{team.Project}/tasks")).Json!["items"]!.AsArray().ToDictionary(t => (string)t!["externalId"]!, t => (string)t!["id"]!);
        var decided = (await team.Curator.Get($"/tasks/{tasks["potato-0.png"]}")).Json!;
        Assert.Equal("REVIEWED", (string?)decided["state"]);
        Assert.Equal(3, decided["decision"]!["by"]!["users"]!.AsArray().Count);
        var objects = decided["decision"]!["labels"]!["objects"]!.AsArray();
        Assert.Equal(2, objects.Count);
        Assert.Equal("[0.5,1,3,4]", objects[0]!["shape"]!["box"]!.ToJsonString());  // the median
        Assert.All(objects, o => Assert.InRange((double)o!["confidence"]!, 0.9, 1));

        var asked = (await team.Curator.Get($"/tasks/{tasks["potato-1.png"]}")).Json!;
        Assert.Equal("SUBMITTED", (string?)asked["state"]);
        var doubted = (await team.Reviewer.Get($"/tasks/{tasks["potato-1.png"]}/consensus")).Json!;
        Assert.True((bool)doubted["contradicted"]! && (double)doubted["confidence"]! < 0.98);
        var overlooked = doubted["objects"]!.AsArray().Single(o => o!["members"]!.AsObject().Count is 2)!;
        Assert.False(overlooked["members"]!.AsObject().ContainsKey(people[2].User));
        Assert.True((double)overlooked["existence"]! < (double)doubted["objects"]!.AsArray().Single(o => o!["members"]!.AsObject().Count is 3)!["existence"]!);
        Assert.Equal(403, (await team.Annotator.Get($"/tasks/{tasks["potato-1.png"]}/consensus")).Status);

        Assert.Equal(1, await Label(team, people[3], 1, (_, _) => 2));
        var settled = (await team.Curator.Get($"/tasks/{tasks["potato-1.png"]}")).Json!;
        Assert.Equal(("REVIEWED", 2), ((string?)settled["state"], settled["decision"]!["labels"]!["objects"]!.AsArray().Count));
        Assert.Equal("consensus", (string?)settled["decision"]!["rule"]);

        var agreement = await SurveyTests.Eventually(team.Curator, $"/projects/{team.Project}/agreement", a => (int)a["answers"]! is 7 && (bool)a["complete"]!);
        var eye = Assert.Single(agreement["objects"]!["classes"]!.AsArray())!;
        Assert.Equal("eye", (string?)eye["name"]);
        Assert.InRange((double)eye["meanIou"]!, 0.5, 0.99);
    }

    /// <summary>Boxes a quarter of a pixel further right for each person.</summary>
    static async Task<int> Label(Team team, Client who, int person, Func<string, string, int> boxes)
    {
        var labeled = 0;
        while ((await who.Post($"/projects/{team.Project}/tasks/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } tasks)
            foreach (var task in tasks)
            {
                var labels = new
                {
                    properties = new { },
                    objects = Enumerable.Range(0, boxes((string)task!["sample"]!["externalId"]!, (string)task["id"]!)).Select(i => new
                    {
                        id = $"o{i}", @class = "eye", shape = new { box = new[] { 0.25 * (1 + person) + 4 * i, 1, 3, 4 } }, properties = new { open = true },
                    }),
                };
                var reply = await who.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 100, labels });
                Assert.True(reply.Status is 200, reply.Json?.ToJsonString());
                labeled++;
            }
        return labeled;
    }

    static async Task<Client> Join(Server server, Team team, string name)
    {
        var email = $"annotator-{Guid.NewGuid():n}@example.org";
        var user = await team.Admin.Post("/users", new { email, name, password = Server.Password });
        Assert.Equal(201, (await team.Admin.Post($"/projects/{team.Project}/members", new { user = (string)user.Json!["id"]!, roles = new[] { "annotator" } })).Status);
        return await server.SignIn(email);
    }
}
