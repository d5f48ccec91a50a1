using System.Text;
using Labelwise.Formats.Uploads;

namespace Labelwise.Tests.Formats;

public sealed class TextUploadTests
{
    static IUpload Open(string jsonl) => Zips.Open(new MemoryStream(Encoding.UTF8.GetBytes(jsonl)), UploadFormat.Text);

    [Fact]
    public void Each_line_is_a_text_whose_length_counts_code_points()
    {
        using var upload = Open("\uFEFF{\"externalId\":\"1\",\"text\":\"a👨🏻‍🚒\",\"group\":\"g\",\"label\":\"of another tool\"}\r\n\n{\"externalId\":\"2\",\"text\":\"b\"}");
        var items = Zips.All(upload);
        Assert.Equal(3, items.Count);
        Assert.Equal(("1", 5, "g"), (items[0].Record!.ExternalId, items[0].Record!.TextLength, items[0].Record!.Facts.Group));
        Assert.Null(items[1].Record);
        Assert.Empty(items[1].Faults);
        Assert.Equal("b", Encoding.UTF8.GetString(items[2].Record!.Content.Span));
    }

    [Theory]
    [InlineData("""{"externalId":"1"}""", "missing-member")]
    [InlineData("""{"text":"x"}""", "missing-member")]
    [InlineData("""{"externalId":"1","text":" "}""", RecordFaults.EmptyText)]
    [InlineData("""{"externalId":"1","text":"x","text":"y"}""", "duplicate-member")]
    [InlineData("""{"externalId":1,"text":"x"}""", "wrong-type")]
    [InlineData("""{"externalId":" 1","text":"x"}""", "bad-name")]
    [InlineData("""{"externalId":"1","text":"\ud800"}""", "not-unicode")]
    [InlineData("""["externalId"]""", "wrong-type")]
    [InlineData("""{"externalId":"1","text":"x","metadata":[]}""", "wrong-type")]
    [InlineData("{", "malformed-json")]
    public void A_bad_line_is_named_and_the_next_goes_in(string line, string code)
    {
        using var upload = Open($$"""
            {{line}}
            {"externalId":"next","text":"x"}
            """);
        var fault = upload.Read(0).Faults[0];
        Assert.Equal((1, code), (fault.Line!.Value, fault.Code));
        Assert.Equal("next", upload.Read(1).Record!.ExternalId);
    }

    [Fact]
    public void Lines_are_read_in_any_order_so_that_an_import_goes_on_where_it_was()
    {
        using var upload = Open(string.Concat(Enumerable.Range(0, 1000).Select(i => $$"""{"externalId":"{{i}}","text":"text {{i}}"}""" + "\n")));
        Assert.Equal(1000, upload.Count);
        foreach (var i in (int[])[999, 0, 500, 501, 3]) Assert.Equal(i.ToString(), upload.Read(i).Record!.ExternalId);
    }

    [Fact]
    public void A_zip_is_not_read_as_text()
    {
        using var upload = Zips.Open(Zips.Of(("a.png", "x")), UploadFormat.Text);
        Assert.All(Zips.All(upload), item => Assert.Null(item.Record));
    }

    [Fact]
    public void Real_requests_are_read_whole()
    {
        using var upload = Zips.Open(File.OpenRead(Shared.Find("data/text/snips-intents.jsonl")), UploadFormat.Text);
        var items = Zips.All(upload);
        Assert.Equal(700, items.Count(i => i.Record is not null));
        Assert.All(items, i => Assert.Empty(i.Faults));
    }
}
