using System.Text;
using System.Text.Json.Nodes;
using Labelwise.Tests.Inference;

[assembly: AssemblyFixture(typeof(Labelwise.Tests.Security.World))]

namespace Labelwise.Tests.Security;

/// <summary>Two tenants at work on one server: ours, whose tokens the tests use, and theirs, of which nothing may be seen.
/// Tests that share it change neither.</summary>
public sealed class World : IAsyncLifetime
{
    /// <summary>A word in every name that they gave; no request of ours holds it.</summary>
    public const string Mark = "zebra";

    internal Server Server { get; private set; } = null!;
    internal Team Ours { get; private set; } = null!;
    internal Team Theirs { get; private set; } = null!;

    /// <summary>What a path names, by the name of its parameter.</summary>
    internal IReadOnlyDictionary<string, string> OurThings { get; private set; } = null!;
    internal IReadOnlyDictionary<string, string> TheirThings { get; private set; } = null!;

    internal static async Task<World> Make(Func<Labelwise.Host.ServerOptions, Labelwise.Host.ServerOptions>? settings = null)
    {
        var world = new World();
        await world.Begin(settings);
        return world;
    }

    public ValueTask InitializeAsync() => new(Begin(null));

    async Task Begin(Func<Labelwise.Host.ServerOptions, Labelwise.Host.ServerOptions>? settings)
    {
        Server = await Server.Start(settings);
        Ours = await Team.Make(Server);
        Theirs = await Team.Make(Server, owner: "stranger@example.org", mark: Mark);
        OurThings = await Fill(Ours, "potato", "our-net", 0);
        TheirThings = await Fill(Theirs, Mark, "their-net", 6);
    }

    /// <summary>Samples, a model with its predictions, labels, a version: one of each thing that a path can name.</summary>
    static async Task<IReadOnlyDictionary<string, string>> Fill(Team team, string mark, string net, int first)
    {
        var import = await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Uploads.Form(Pictures.Zip(6, mark, first)));
        await Uploads.Finished(team.Curator, (string)import.Json!["id"]!);
        var model = await team.Modeler.Send("POST", "/models", Model(net));
        Assert.Equal(201, model.Status);
        var run = await team.Modeler.Post($"/projects/{team.Project}/predictions", new { model = net, version = 1 });
        await Uploads.Finished(team.Modeler, (string)run.Json!["id"]!);
        for (var i = 0; i < 3; i++) Assert.Equal(200, (await team.Submit(await team.Next())).Status);
        while ((await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } waiting)
            foreach (var review in waiting)
                Assert.Equal(200, (await team.Reviewer.Post($"/tasks/{review!["id"]}/review", new { verdict = "accept", comment = mark })).Status);
        var held = await team.Next();
        var question = await team.Annotator.Post($"/projects/{team.Project}/questions", new { task = (string)held["id"]!, text = $"Is this a {mark}?" });
        Assert.Equal(201, question.Status);
        var sealing = await team.Modeler.Post($"/projects/{team.Project}/versions", new { name = mark });
        var version = (await Uploads.Finished(team.Modeler, (string)sealing.Json!["id"]!))["result"]!["version"]!;
        var vendor = await team.Admin.Post("/vendors", new { name = mark });
        Assert.Equal(201, vendor.Status);
        var order = await team.Curator.Post($"/projects/{team.Project}/work-orders", new { name = mark, vendor = (string)vendor.Json!["id"]!, unitPrice = "0.05", currency = "EUR", quantity = 3, due = "2027-02-01T00:00:00Z" });
        Assert.Equal(201, order.Status);
        var token = await team.Admin.Post("/me/tokens", new { name = mark, scope = "read", days = 1 });
        Assert.Equal(201, token.Status);
        var evaluating = await team.Modeler.Post($"/models/{net}/evaluations", new { project = team.Project, version = (int)version });
        await Uploads.Finished(team.Modeler, (string)evaluating.Json!["id"]!);
        return new Dictionary<string, string>
        {
            ["project"] = team.Project, ["task"] = (string)held["id"]!, ["job"] = (string)import.Json["id"]!, ["user"] = team.Outsider.User,
            ["hash"] = (string)held["sample"]!["id"]!, ["model"] = net, ["version"] = version.ToString(),
            ["question"] = (string)question.Json!["id"]!, ["vendor"] = (string)vendor.Json!["id"]!, ["token"] = (string)token.Json!["id"]!,
            ["evaluation"] = (string)evaluating.Json!["id"]!, ["order"] = (string)order.Json!["id"]!,
        };
    }

    /// <summary>A form that registers a small model of the classes that a team tells apart.</summary>
    internal static MultipartFormDataContent Model(string name) => Model(OnnxFile.MeanOfChannels(3, 8, 8), name);

    internal static MultipartFormDataContent Model(byte[] onnx, string name) => new()
    {
        { new ByteArrayContent(onnx), "model", "model.onnx" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(Card(name))), "card", "card.json" },
    };

    internal static string Card(string name) => new JsonObject
    {
        ["name"] = name, ["task"] = "classification", ["property"] = "quality", ["license"] = "MIT",
        ["input"] = JsonNode.Parse("""{"name":"input","type":"float32","layout":"NCHW","channels":3,"color":"rgb","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0,0,0],"std":[1,1,1]}"""),
        ["outputs"] = JsonNode.Parse("""[{"name":"scores","kind":"classScores","activation":"softmax"}]"""),
        ["classes"] = new JsonArray("good", "bad", "odd"),
    }.ToJsonString();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
