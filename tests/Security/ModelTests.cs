using System.Net;
using System.Net.Sockets;
using System.Text;
using Labelwise.Tests.Inference;

namespace Labelwise.Tests.Security;

/// <summary>S6, S15: a model is data from outside.</summary>
public sealed class ModelTests(World world)
{
    [Fact]
    public async Task A_model_that_attacks_who_loads_it_is_refused_by_name_and_the_server_lives()
    {
        foreach (var (model, code) in Attacks())
        {
            var reply = await world.Ours.Modeler.Send("POST", "/models", World.Model(model, "attack-net"));
            Assert.Equal(422, reply.Status);
            Assert.StartsWith(code, reply.Code, StringComparison.Ordinal);
        }
        Assert.Equal(404, (await world.Ours.Modeler.Get("/models/attack-net")).Status);
        Assert.Equal(200, (await world.Ours.Modeler.Get("/models/our-net")).Status);
        // A curator stands before the bench too, and brings no model.
        Assert.Equal((200, 200), ((await world.Ours.Curator.Get("/models")).Status, (await world.Ours.Curator.Get("/models/our-net")).Status));
        Assert.Equal(403, (await world.Ours.Curator.Send("POST", "/models", World.Model("curators-net"))).Status);
        Assert.Equal(403, (await world.Ours.Annotator.Get("/models")).Status);
    }

    /// <summary>In a process of its own, whose memory nothing else takes.</summary>
    [Fact]
    public async Task Models_that_attack_leave_nothing_of_themselves_in_memory()
    {
        await using var server = await ServerProcess.Start("admin@example.org");
        var admin = await server.SignIn("admin@example.org");
        Assert.Equal(201, (await admin.Send("POST", "/models", World.Model(OnnxFile.MeanOfChannels(3, 8, 8), "sound-net"))).Status);
        await Attack();  // what is made once is made now
        var before = server.ResidentBytes;
        for (var round = 0; round < 3; round++) await Attack();
        Assert.True(server.ResidentBytes - before < 64L << 20, $"{(server.ResidentBytes - before) >> 20} MiB more");

        async Task Attack()
        {
            foreach (var (model, _) in Attacks())
                Assert.Equal(422, (await admin.Send("POST", "/models", World.Model(model, "attack-net"))).Status);
        }
    }

    /// <summary>Files, and how the codes of their refusals begin.</summary>
    static (byte[] Model, string Code)[] Attacks()
    {
        var whole = OnnxFile.MeanOfChannels(3, 8, 8);
        var location = new OnnxFile().Text(1, "location").Text(2, "../../../../etc/passwd");
        var external = OnnxFile.Model(new OnnxFile().Message(5, new OnnxFile().Number(1, 2).Number(2, 1).Text(8, "weights").Message(13, location)));
        var custom = OnnxFile.Model(new OnnxFile().Message(1, OnnxFile.Node("Run", "evil.ops")));
        var huge = OnnxFile.Model(new OnnxFile().Message(11, OnnxFile.Port("input", 1L << 31, 1L << 31, 1L << 31)).Message(12, OnnxFile.Port("scores", 1L << 31)));
        var deep = new OnnxFile().Message(1, OnnxFile.Node("Add"));
        for (var i = 0; i < 2000; i++) deep = new OnnxFile().Message(1, OnnxFile.Node("If", "", new OnnxFile().Text(1, "body").Message(6, deep).Number(20, 5)));
        var wide = new OnnxFile();
        for (var i = 0; i < 100_000; i++) wide.Message(1, OnnxFile.Node("Relu"));
        return
        [
            (external, "model-external-data"), (custom, "model-custom-operators"), (huge, ""), (OnnxFile.Model(deep), ""), (whole[..(whole.Length / 2)], ""),
            ([], ""), (new byte[100_000], ""), (Encoding.ASCII.GetBytes("<svg/>"), ""), (Pictures.Zip(1), ""),
            (OnnxFile.Model(wide), ""),
        ];
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}"""), InlineData("""{"\ud800":1}"""), InlineData("""{"name":"a","name":"b"}"""), InlineData("""{"name":1e999}"""), InlineData("[]"), InlineData(""), InlineData("{"), InlineData("\u0000")]
    public async Task A_card_that_is_no_card_is_refused_and_says_why(string card)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(OnnxFile.MeanOfChannels(3, 8, 8)), "model", "m.onnx" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(card)), "card", "card.json" } };
        var reply = await world.Ours.Modeler.Send("POST", "/models", form);
        Assert.Equal(422, reply.Status);
        Assert.NotEmpty(reply.Json!["violations"]!.AsArray());
    }

    [Fact]
    public async Task An_address_in_a_document_is_unknown_or_a_word_and_never_called()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var link = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x";
        var admin = world.Ours.Admin;
        Assert.Equal((422, "unknown-member"), Of(await admin.Post("/projects", new { name = "x", spec = Team.Spec, storage = new { endpoint = link } })));
        Assert.Equal((422, "unknown-member"), Of(await admin.Post("/projects", new { name = "x", spec = Team.Spec, webhook = link })));
        Assert.Equal((422, "unknown-member"), Of(await admin.Post($"/projects/{world.Ours.Project}/predictions", new { model = "our-net", version = 1, endpoint = link })));
        var card = World.Card("link-net").Replace("\"license\":\"MIT\"", $"\"license\":\"{link}\",\"trainedOn\":\"{link}\",\"url\":\"{link}\"", StringComparison.Ordinal);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(OnnxFile.MeanOfChannels(3, 8, 8)), "model", link }, { new ByteArrayContent(Encoding.UTF8.GetBytes(card)), "card", "card.json" } };
        Assert.Equal(201, (await admin.Send("POST", "/models", form)).Status);
        Assert.False(listener.Pending());
    }

    static (int, string?) Of(Reply reply) => (reply.Status, reply.Code);
}
