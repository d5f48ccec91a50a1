using System.Text;
using System.Text.Json.Nodes;
using Labelwise.Domain.Models;

namespace Labelwise.Tests.Inference;

public sealed class ModelCardTests
{
    const string Card = """
        {"name":"cells","task":"detection","license":"MIT","note":"not ours to judge",
         "input":{"name":"input","type":"float32","layout":"NHWC","channels":3,"color":"bgr","width":320,"height":240,
           "resize":{"mode":"letterbox","filter":"bilinear"},"scale":0.5,"mean":[1,2,3],"std":[4,5,6]},
         "outputs":[{"name":"b","kind":"boxes","format":"cxcywh","unit":"normalised"},
           {"name":"s","kind":"boxScores","activation":"sigmoid"}],
         "postprocess":{"scoreThreshold":0.3},"classes":["RBC","WBC"]}
        """;

    static ModelCardReading Read(string json) => ModelCardDocument.Read(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Everything_a_card_says_is_read()
    {
        var card = Read(Card).Card!;
        Assert.Equal(("cells", ModelKind.Detection, "MIT", null), (card.Name, card.Kind, card.License, card.Property));
        Assert.Equal(
            (TensorLayout.Nhwc, 3, ChannelOrder.Bgr, 320, 240, ResizeMode.Letterbox, ResizeFilter.Bilinear, 0.5),
            (card.Input.Layout, card.Input.Channels, card.Input.Color, card.Input.Width, card.Input.Height,
                card.Input.Mode, card.Input.Filter, card.Input.Scale));
        Assert.Equal([1, 2, 3], card.Input.Mean.AsEnumerable());
        Assert.Equal([4, 5, 6], card.Input.Std.AsEnumerable());
        Assert.Equal(
            [new("b", OutputKind.Boxes, Activation.None, BoxFormat.Cxcywh, BoxUnit.Normalised),
             new("s", OutputKind.BoxScores, Activation.Sigmoid, BoxFormat.Xyxy, BoxUnit.InputPixels)],
            card.Outputs.AsEnumerable());
        Assert.Equal(Postprocess.Default with { ScoreThreshold = 0.3 }, card.Postprocess);
        Assert.Equal(["RBC", "WBC"], card.Classes.AsEnumerable());
    }

    [Fact]
    public void A_card_may_name_one_output_that_is_an_embedding()
    {
        static string With(string outputs) => Card.Replace("\"outputs\":[", "\"outputs\":[" + outputs, StringComparison.Ordinal);
        Assert.Null(Read(Card).Card!.Embedding);
        Assert.Equal(("e", Activation.None), Read(With("{\"name\":\"e\",\"kind\":\"embedding\"},")).Card!.Embedding is { } e ? (e.Name, e.Activation) : default);
        Assert.Equal("outputs-mismatch", Assert.Single(Read(With("{\"name\":\"e\",\"kind\":\"embedding\"},{\"name\":\"f\",\"kind\":\"embedding\"},")).Violations).Code);
        Assert.Equal("contradiction", Assert.Single(Read(With("{\"name\":\"e\",\"kind\":\"embedding\",\"activation\":\"softmax\"},")).Violations).Code);
    }

    [Theory]
    [InlineData("/name", null)]
    [InlineData("/task", "\"segmentation\"")]
    [InlineData("/input/type", "\"uint8\"")]
    [InlineData("/input/layout", "\"NCWH\"")]
    [InlineData("/input/channels", "1")]
    [InlineData("/input/color", "\"gray\"")]
    [InlineData("/input/width", "0")]
    [InlineData("/input/resize/mode", "\"pad\"")]
    [InlineData("/input/scale", "0")]
    [InlineData("/input/mean", "[1,2]")]
    [InlineData("/input/std", "[1,0,1]")]
    [InlineData("/outputs", "[]")]
    [InlineData("/outputs/0/kind", "\"boxScores\"")]
    [InlineData("/outputs/0/activation", "\"softmax\"")]
    [InlineData("/postprocess/scoreThreshold", "2")]
    [InlineData("/postprocess/maxDetections", "-1")]
    [InlineData("/classes", "[]")]
    [InlineData("/classes/1", "\"RBC\"")]
    [InlineData("/classes/0", "7")]
    public void What_is_wrong_with_a_card_is_named_where_it_stands(string pointer, string? value)
    {
        var card = JsonNode.Parse(Card)!;
        var path = pointer.Split('/')[1..];
        var parent = path[..^1].Aggregate(card, (node, name) => node is JsonArray list ? list[int.Parse(name)]! : node[name]!);
        if (parent is JsonArray array) array[int.Parse(path[^1])] = JsonNode.Parse(value!);
        else if (value is null) parent.AsObject().Remove(path[^1]);
        else parent[path[^1]] = JsonNode.Parse(value);

        var reading = Read(card.ToJsonString());
        Assert.Null(reading.Card);
        // A contradiction is named at either of its two ends.
        string[] ends = pointer switch
        {
            "/input/color" => ["/input/channels"],
            "/outputs/0/kind" => ["/outputs"],
            _ => [pointer],
        };
        Assert.Contains(reading.Violations, violation => ends.Contains(violation.Pointer));
        Assert.All(reading.Violations, violation => Assert.NotEmpty(violation.Message));
    }

    [Theory, InlineData(""), InlineData("[]"), InlineData("{\"name\":\"a\",\"name\":\"b\"}"), InlineData("{"), InlineData("null")]
    public void What_is_no_card_at_all_is_refused(string json)
    {
        Assert.Null(Read(json).Card);
        Assert.NotEmpty(Read(json).Violations);
    }
}
