using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Coco;
using Labelwise.Formats.Exports;
using Labelwise.Formats.Jsonl;

namespace Labelwise.Tests.Formats;

public sealed class ExportTests
{
    static ExportedSample Sample(string externalId, LabelDocument labels, string? licence = null) => new(
        externalId, ContentHash.Of(Encoding.UTF8.GetBytes(externalId)), "image/png", 100, 50, labels, "train", null, 0.975, licence,
        new(DeciderKind.People, [new("u1"), new("u2")], null));

    static async IAsyncEnumerable<ExportedSample> Stream(params ExportedSample[] samples)
    {
        foreach (var sample in samples)
        {
            await Task.Yield();
            yield return sample;
        }
    }

    static ImmutableArray<PointPx> Square(double from, double to) => [new(from, from), new(to, from), new(to, to), new(from, to)];

    [Fact]
    public async Task A_jsonl_line_says_all_there_is_to_know_of_a_sample()
    {
        var to = new MemoryStream();
        var model = Sample("b", LabelDocument.Of("quality", "good")) with { DecidedBy = new(DeciderKind.Model, [], new("potatoes", 2)), Group = "g" };
        await JsonlExport.Write(Stream(Sample("=HYPERLINK(\"x\")", LabelDocument.Of("quality", "bad"), "CC0-1.0"), model), to, TestContext.Current.CancellationToken);
        var first = ContentHash.Of("=HYPERLINK(\"x\")"u8);
        Assert.Equal($$$"""
            {"externalId":"=HYPERLINK(\"x\")","sample":"{{{first}}}","labels":{"objects":[],"properties":{"quality":"bad"}},"split":"train","group":null,"confidence":0.975,"licence":"CC0-1.0","decidedBy":{"kind":"people","users":["u1","u2"]}}
            {"externalId":"b","sample":"{{{ContentHash.Of("b"u8)}}}","labels":{"objects":[],"properties":{"quality":"good"}},"split":"train","group":"g","confidence":0.975,"licence":null,"decidedBy":{"kind":"model","users":[],"model":"potatoes v2"}}

            """, Encoding.UTF8.GetString(to.ToArray()));
    }

    [Fact]
    public async Task COCO_keeps_spec_order_true_areas_parts_holes_and_empty_images()
    {
        var spec = Specs.Of("""{"media":"image","classes":[{"name":"zebra","shape":"polygon","color":"red"},{"name":"ant","shape":"box","color":"blue"}],"properties":[]}""");
        var labels = new LabelDocument([
            new("1", "ant", new Box(1.5, 2, 10, 4), PropertyValues.Empty, 0.5),
            new("2", "zebra", new Polygon([new(Square(0, 10), []), new(Square(20, 30), [])]), PropertyValues.Empty),
            new("3", "zebra", new Polygon([new(Square(0, 10), [Square(2, 8)])]), PropertyValues.Empty),
        ], PropertyValues.Empty);
        var to = new MemoryStream();
        await CocoExport.Write(() => Stream(Sample("empty.png", LabelDocument.Empty, "MIT"), Sample("a.png", labels)), spec, "potatoes v1", ["MIT"], to,
            TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(to.ToArray());
        var coco = document.RootElement;
        Assert.Equal(["1 zebra", "2 ant"], coco.GetProperty("categories").EnumerateArray().Select(c => $"{c.GetProperty("id")} {c.GetProperty("name")}"));
        Assert.Equal(["1 empty.png", "2 a.png"], coco.GetProperty("images").EnumerateArray().Select(c => $"{c.GetProperty("id")} {c.GetProperty("file_name")}"));
        Assert.Equal(1, coco.GetProperty("images")[0].GetProperty("license").GetInt32());
        var annotations = coco.GetProperty("annotations").EnumerateArray().ToArray();
        Assert.Equal([(1, 2, 2, 40.0, 0), (2, 2, 1, 200.0, 0), (3, 2, 1, 64.0, 1)], annotations.Select(a => (
            a.GetProperty("id").GetInt32(), a.GetProperty("image_id").GetInt32(), a.GetProperty("category_id").GetInt32(),
            a.GetProperty("area").GetDouble(), a.GetProperty("iscrowd").GetInt32())));
        Assert.Equal("[1.5,2,10,4]", annotations[0].GetProperty("bbox").GetRawText());
        Assert.Equal(2, annotations[1].GetProperty("segmentation").GetArrayLength());
        var mask = annotations[2].GetProperty("segmentation");
        Assert.Equal("[50,100]", mask.GetProperty("size").GetRawText());
        Assert.Equal([0, 10, 40, 10, 40, 2, 6, 2], mask.GetProperty("counts").EnumerateArray().Take(8).Select(n => n.GetInt32()));
        Assert.Equal(5000, mask.GetProperty("counts").EnumerateArray().Sum(n => n.GetInt32()));
    }

    [Theory]
    [InlineData("t00001.png", "t00001.png")]
    [InlineData("day1/가을 1.png", "day1/가을 1.png")]
    public void A_safe_id_is_its_own_file_name(string id, string name) => Assert.Equal(name, FileNames.Of(id, "image/png"));

    [Theory]
    [InlineData("../../etc/cron.d/x"), InlineData("/x"), InlineData("a\\..\\b"), InlineData("C:x"), InlineData("nul.png"), InlineData("."), InlineData("a/./b.png")]
    [InlineData("x\n.png"), InlineData("a~1.png"), InlineData("trailing. "), InlineData("http://x/y.png"), InlineData(".hidden.png"), InlineData("plain")]
    public void An_id_that_leads_elsewhere_gets_a_name_of_its_own(string id)
    {
        var name = FileNames.Of(id, "image/png");
        Assert.Matches("^[A-Za-z0-9_-]+~[0-9a-f]{16}\\.png$", name);
        Assert.NotEqual(name, FileNames.Of(id + "2", "image/png"));
    }
}
