using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Uploads;

namespace Labelwise.Tests.Formats;

public sealed class CocoUploadTests
{
    static readonly DataSpec Boxes = Specs.Of("""
        {"media":"image","classes":[{"name":"a","shape":"box","color":"red"},{"name":"b","shape":"box","color":"blue"},{"name":"c","shape":"box","color":"lime"}],"properties":[]}
        """);

    static readonly DataSpec Polygons = Specs.Of("""
        {"media":"image","classes":[{"name":"a","shape":"polygon","color":"red"},{"name":"b","shape":"polygon","color":"blue"}],"properties":[]}
        """);

    static BroughtLabels Read(IUpload upload, int index, DataSpec spec, int width, int height) =>
        upload.Read(index).Record!.Labels!.Read(spec, SampleFacts.Image(width, height));

    [Fact]
    public void Categories_are_matched_by_name_and_ids_may_have_gaps()
    {
        using var upload = Zips.Open(Zips.Of(("x.jpg", "pixels"), ("annotations/instances.json", """
            {"images":[{"id":40,"file_name":"x.jpg","width":100,"height":50,"license":3}],
             "licenses":[{"id":3,"name":"Attribution License","url":"http://creativecommons.org/licenses/by/2.0/"}],
             "annotations":[{"id":9,"image_id":40,"category_id":90,"bbox":[1,2,30,40],"segmentation":[]},
                            {"id":10,"image_id":40,"category_id":7,"bbox":[1,2,3,4]},
                            {"id":11,"image_id":40,"category_id":90,"bbox":[90,40,50,50]}],
             "categories":[{"id":90,"name":"b"},{"id":7,"name":"zebra"}]}
            """)), UploadFormat.Coco);
        var record = upload.Read(0).Record!;
        Assert.Equal(("x.jpg", "CC-BY-2.0"), (record.ExternalId, record.Facts.Licence));
        var (labels, faults) = Read(upload, 0, Boxes, 100, 50);
        var only = Assert.Single(labels!.Objects);
        Assert.Equal(Boxes.Class("b")!.Id, only.Class);
        Assert.Equal(new Box(1, 2, 30, 40), only.Shape);
        Assert.Equal([RecordFaults.UnknownCategory, "outside-image"], faults.Select(f => f.Code == RecordFaults.UnknownCategory ? f.Code : "outside-image"));
    }

    [Fact]
    public void Annotations_made_on_another_size_are_not_put_on_the_picture()
    {
        using var upload = Zips.Open(Zips.Of(("x.jpg", "pixels"), ("a.json", """
            {"images":[{"id":1,"file_name":"x.jpg","width":50,"height":100}],"annotations":[{"image_id":1,"category_id":1,"bbox":[1,2,3,4]}],"categories":[{"id":1,"name":"a"}]}
            """)), UploadFormat.Coco);
        var (labels, faults) = Read(upload, 0, Boxes, 100, 50);
        Assert.Null(labels);
        Assert.Equal(RecordFaults.SizeDiffers, Assert.Single(faults).Code);
    }

    [Fact]
    public void An_address_is_never_fetched()
    {
        using var upload = Zips.Open(Zips.Of(("x.jpg", "pixels"), ("a.json", """
            {"images":[{"id":1,"file_name":"http://127.0.0.1:9/y.jpg","coco_url":"http://127.0.0.1:9/y.jpg"}],"annotations":[],"categories":[]}
            """)), UploadFormat.Coco);
        Assert.Equal(RecordFaults.NotInZip, Assert.Single(upload.Read(0).Faults).Code);
        Assert.Equal("x.jpg", upload.Read(1).Record!.ExternalId);
    }

    [Theory]
    [InlineData("{\"images\":[", UploadRefusals.CocoDamaged)]
    [InlineData("[]", UploadRefusals.CocoDamaged)]
    [InlineData("{\"images\":[{\"id\":1,\"file_name\":\"x.jpg\"}],\"annotations\":[{\"image_id\":1,\"caption\":\"hi\"}],\"categories\":[]}", UploadRefusals.CocoCaptions)]
    public void What_is_no_COCO_of_objects_is_refused_in_words(string json, string code) =>
        Assert.Equal(code, Zips.Refused(Zips.Of(("x.jpg", "pixels"), ("a.json", json)), UploadFormat.Coco).Code);

    [Fact]
    public void What_Datumaro_writes_is_read()
    {
        using var upload = Zips.Open(Zips.OfFolder(Shared.Find("data/formats/coco/datumaro-instances")), UploadFormat.Coco);
        Assert.Equal(["a.jpg", "b.jpg"], Zips.All(upload).Select(i => i.Record!.ExternalId));
        Assert.Single(Read(upload, 0, Boxes, 10, 5).AtRest!.Objects);
        Assert.Equal(2, Read(upload, 1, Boxes, 5, 10).AtRest!.Objects.Length);
        var (labels, faults) = Read(upload, 1, Polygons, 5, 10);
        var polygon = Assert.IsType<Polygon>(Assert.Single(labels!.Objects).Shape);
        Assert.Equal(4, Assert.Single(polygon.Parts).Outer.Length);
        Assert.Equal(RecordFaults.CrowdMask, Assert.Single(faults).Code);
    }

    [Fact]
    public void What_Roboflow_writes_is_read()
    {
        var spec = Specs.Of("""{"media":"image","classes":[{"name":"label_0","shape":"box","color":"red"},{"name":"label_1","shape":"box","color":"blue"}],"properties":[]}""");
        using var upload = Zips.Open(Zips.OfFolder(Shared.Find("data/formats/coco/roboflow-layout")), UploadFormat.Coco);
        var records = Zips.All(upload).Select(i => i.Record!).ToArray();
        Assert.Equal(["train_001.jpg", "train_002.jpg", "val_001.jpg"], records.Select(r => r.ExternalId));
        Assert.Equal(4, records.Sum(r => r.Labels!.Read(spec, SampleFacts.Image(10, 5)).AtRest!.Objects.Length));
    }

    [Fact]
    public void Captions_are_refused_in_words() => Assert.Equal(UploadRefusals.CocoCaptions,
        Zips.Refused(Zips.OfFolder(Shared.Find("data/formats/coco/datumaro-captions")), UploadFormat.Coco).Code);

    [Fact]
    public void Keypoints_come_with_their_names_and_visibility()
    {
        var spec = Specs.Of("""{"media":"image","classes":[{"name":"a","shape":"points","color":"red","pointNames":["a_1","a_2","a_3"]},{"name":"b","shape":"points","color":"red"}],"properties":[]}""");
        using var upload = Zips.Open(Zips.OfFolder(Shared.Find("data/formats/coco/datumaro-person-keypoints")), UploadFormat.Coco);
        var labels = Read(upload, 1, spec, 5, 10).AtRest!;
        var points = Assert.IsType<Points>(labels.Objects[0].Shape).Keypoints;
        Assert.Equal(["a_1", "a_2", "a_3"], points.Select(p => p.Name));
        Assert.Equal(new PointPx(1, 2), points[0].At);
    }

    [Fact]
    public void Blood_cells_come_with_all_their_boxes()
    {
        var spec = Specs.Of("""{"media":"image","classes":[{"name":"RBC","shape":"box","color":"red"},{"name":"WBC","shape":"box","color":"blue"},{"name":"Platelets","shape":"box","color":"lime"}],"properties":[]}""");
        using var upload = Zips.Open(File.OpenRead(Shared.Find("data/bccd/bccd-coco-test.zip")), UploadFormat.Coco);
        Assert.Equal(72, upload.Count);
        var read = Zips.All(upload).Select(i => i.Record!.Labels!.Read(spec, SampleFacts.Image(640, 480))).ToArray();
        Assert.Equal(945, read.Sum(r => r.AtRest!.Objects.Length) + read.Sum(r => r.Faults.Length));
        Assert.True(read.Sum(r => r.Faults.Length) < 5);
    }
}
