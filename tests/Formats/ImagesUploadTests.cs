using System.Text;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Uploads;

namespace Labelwise.Tests.Formats;

public sealed class ImagesUploadTests
{
    static readonly DataSpec Potatoes = Specs.Of("""
        {"media":"image","classes":[],"properties":[{"name":"quality","type":"option","options":["good","bad"],"required":true}]}
        """);

    [Fact]
    public void A_flat_zip_gives_each_file_its_name_as_external_id()
    {
        using var upload = Zips.Open(Zips.Of(("t00001.png", "a"), ("t00002.png", "b")));
        Assert.Equal(["t00001.png", "t00002.png"], Zips.All(upload).Select(i => i.Record!.ExternalId));
        Assert.Equal("b", Encoding.UTF8.GetString(upload.Read(1).Record!.Content.Span));
    }

    [Fact]
    public void Files_in_folders_keep_their_folders_and_litter_is_left_out()
    {
        using var upload = Zips.Open(Zips.Of(("day1/a.png", "1"), ("day2/a.png", "2"), ("__MACOSX/day1/._a.png", "x"), ("day1/.DS_Store", "x")));
        Assert.Equal(["day1/a.png", "day2/a.png"], Zips.All(upload).Select(i => i.Record!.ExternalId));
    }

    [Fact]
    public void A_manifest_names_groups_and_licenses_its_files()
    {
        using var upload = Zips.Open(Zips.Of(("in/a.png", "1"), ("in/b.png", "2"), ("in/manifest.jsonl",
            """{"file":"a.png","externalId":"potato 1","group":"field 7","licence":"CC0-1.0","source":"cam","metadata":{"b":1,"a":[2]}}""")));
        var items = Zips.All(upload);
        var a = items[0].Record!;
        Assert.Equal(("potato 1", "field 7", "CC0-1.0", "cam", """{"a":[2],"b":1}"""),
            (a.ExternalId, a.Facts.Group, a.Facts.Licence, a.Facts.Source, a.Facts.Metadata));
        Assert.Equal("in/b.png", items[1].Record!.ExternalId);
        Assert.Empty(upload.Faults);
    }

    [Fact]
    public void A_manifest_line_that_cannot_be_read_is_named_and_the_others_count()
    {
        using var upload = Zips.Open(Zips.Of(("a.png", "1"), ("b.png", "2"), ("c.png", "3"), ("manifest.jsonl", """
            {"file":"a.png","externalId":"A"}
            {"file":"b.png","externalId":"B","externalId":"C"}
            not json

            {"file":"http://127.0.0.1:9/x","externalId":"D"}
            {"file":"../etc/passwd"}
            {"file":"a.png","externalId":"again"}
            """)));
        Assert.Equal(
            [(2, "duplicate-member"), (3, "malformed-json"), (5, RecordFaults.NotInZip), (6, RecordFaults.NotInZip), (7, RecordFaults.DuplicateName)],
            upload.Faults.Select(f => (f.Line!.Value, f.Code)));
        var items = Zips.All(upload);
        Assert.Equal("A", items[0].Record!.ExternalId);
        Assert.Equal("b.png", Assert.Single(items[1].Faults).File);
        Assert.Equal("c.png", items[2].Record!.ExternalId);
    }

    [Fact]
    public void A_line_of_broken_UTF8_is_named()
    {
        var line = Encoding.UTF8.GetBytes("""{"file":"a.png","externalId":"qq"}""");
        line.AsSpan().Replace((byte)'q', (byte)0xFF);
        using var upload = Zips.Open(Zips.Of(("a.png", [1]), ("manifest.jsonl", line)));
        Assert.Equal((1, RecordFaults.NotUtf8), (upload.Faults[0].Line!.Value, upload.Faults[0].Code));
    }

    [Fact]
    public void Labels_of_a_manifest_are_held_against_the_spec()
    {
        using var upload = Zips.Open(Zips.Of(("a.png", "1"), ("b.png", "2"), ("manifest.jsonl", """
            {"file":"a.png","labels":{"properties":{"quality":"bad"}}}
            {"file":"b.png","labels":{"properties":{"quality":"ugly"}}}
            """)));
        var good = upload.Read(0).Record!.Labels!.Read(Potatoes, SampleFacts.Image(10, 10));
        Assert.Equal(new TextValue(Potatoes.ClassificationTarget!.OptionIds[1]), good.AtRest!.Properties[Potatoes.ClassificationTarget.PropertyId]);
        var bad = upload.Read(1).Record!.Labels!.Read(Potatoes, SampleFacts.Image(10, 10));
        Assert.Null(bad.AtRest);
        Assert.Equal(2, Assert.Single(bad.Faults).Line);
    }

    [Fact]
    public void An_empty_zip_is_refused() =>
        Assert.Equal(UploadRefusals.Empty, Zips.Refused(Zips.Of([("folder/", Array.Empty<byte>())])).Code);
}
