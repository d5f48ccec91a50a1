using Labelwise.Grains.Ports;
using Labelwise.Inference.Models;

namespace Labelwise.Tests.Inference;

/// <summary>Models that attack whoever loads them are refused before the runtime sees them.</summary>
public sealed class HostileModels
{
    static ModelRefusal? Inspect(byte[] model) => ModelFile.Inspect(model, ModelFileLimits.Default);

    static OnnxFile Tensor(params long[] sides)
    {
        var tensor = new OnnxFile();
        foreach (var side in sides) tensor.Number(1, side);
        return tensor.Number(2, 1).Text(8, "weights");
    }

    static OnnxFile GraphAttribute(OnnxFile graph) => new OnnxFile().Text(1, "body").Message(6, graph).Number(20, 5);

    [Fact]
    public void A_sound_model_passes() => Assert.Null(Inspect(OnnxFile.MeanOfChannels()));

    [Theory, InlineData("../../../etc/passwd"), InlineData("weights.bin")]
    public void A_model_that_reads_other_files_is_refused(string location)
    {
        var entry = new OnnxFile().Text(1, "location").Text(2, location);
        var named = OnnxFile.Model(new OnnxFile().Message(5, Tensor(2).Message(13, entry)));
        var marked = OnnxFile.Model(new OnnxFile().Message(5, Tensor(2).Number(14, 1)));
        var inAttribute = OnnxFile.Model(new OnnxFile().Message(1, OnnxFile.Node(
            "Constant", "", new OnnxFile().Text(1, "value").Message(5, Tensor(2).Message(13, entry)))));
        var inSubgraph = OnnxFile.Model(new OnnxFile().Message(1, OnnxFile.Node(
            "If", "", GraphAttribute(new OnnxFile().Message(5, Tensor(2).Message(13, entry))))));
        foreach (var model in (byte[][])[named, marked, inAttribute, inSubgraph])
            Assert.Equal(ModelRefusals.ExternalData, Inspect(model)?.Code);
    }

    [Fact]
    public void A_model_with_operators_of_somebody_is_refused_by_their_name()
    {
        var refusal = Inspect(OnnxFile.Model(new OnnxFile().Message(1, OnnxFile.Node("Run", "evil.ops"))));
        Assert.Equal(ModelRefusals.CustomOperators, refusal?.Code);
        Assert.Contains("evil.ops.Run", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_may_call_the_functions_it_defines()
    {
        var function = new OnnxFile().Text(1, "Twice").Text(10, "mine").Message(7, OnnxFile.Node("Add"));
        Assert.Null(Inspect(OnnxFile.Model(new OnnxFile().Message(1, OnnxFile.Node("Twice", "mine")), function)));
    }

    [Fact]
    public void Functions_that_call_each_other_a_billion_times_are_refused()
    {
        OnnxFile Function(int level)
        {
            var function = new OnnxFile().Text(1, $"F{level}").Text(10, "mine");
            for (var i = 0; i < 10; i++) function.Message(7, OnnxFile.Node($"F{level - 1}", level > 1 ? "mine" : ""));
            return function;
        }
        var functions = Enumerable.Range(1, 9).Select(Function).ToArray();
        var model = OnnxFile.Model(new OnnxFile().Message(1, OnnxFile.Node("F9", "mine")), functions);
        Assert.Equal(ModelRefusals.TooLarge, Inspect(model)?.Code);

        var loop = new OnnxFile().Text(1, "F").Text(10, "mine").Message(7, OnnxFile.Node("F", "mine"));
        Assert.Equal(ModelRefusals.TooLarge, Inspect(OnnxFile.Model(new OnnxFile().Message(1, OnnxFile.Node("F", "mine")), loop))?.Code);
    }

    [Fact]
    public void Sides_of_two_to_the_31_are_refused()
    {
        var declared = OnnxFile.Model(new OnnxFile().Message(11, OnnxFile.Port("input", 1L << 31)));
        var stored = OnnxFile.Model(new OnnxFile().Message(5, Tensor(1 << 20, 1 << 20)));
        var sparse = OnnxFile.Model(new OnnxFile().Message(15, new OnnxFile().Number(3, 1L << 31).Message(1, Tensor(1))));
        var packed = OnnxFile.Model(new OnnxFile().Message(5, new OnnxFile().Bytes(1, [0x80, 0x80, 0x80, 0x80, 0x08])));
        foreach (var model in (byte[][])[declared, stored, sparse, packed])
            Assert.Equal(ModelRefusals.TooLarge, Inspect(model)?.Code);
    }

    [Fact]
    public void A_graph_of_a_hundred_thousand_nodes_is_refused_by_its_nodes()
    {
        var graph = new OnnxFile();
        for (var i = 0; i < 100_000; i++) graph.Message(1, OnnxFile.Node("Relu"));
        Assert.Contains("nodes", Inspect(OnnxFile.Model(graph))?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphs_within_graphs_without_end_are_refused()
    {
        var graph = new OnnxFile();
        for (var depth = 0; depth < 1_000; depth++)
            graph = new OnnxFile().Message(1, OnnxFile.Node("If", "", GraphAttribute(graph)));
        Assert.Contains("nests", Inspect(OnnxFile.Model(graph))?.Message, StringComparison.Ordinal);
    }
}
