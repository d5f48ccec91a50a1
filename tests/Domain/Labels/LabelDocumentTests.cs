using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Tests.Domain.Labels;

public sealed class LabelDocumentTests
{
    const string EveryShape = """
        {"objects":[
        {"class":"car","confidence":0.5,"id":"a","properties":{"colour":"red","doors":4,"lights":["front","rear"],"parked":true},"shape":{"box":[1,2,3.5,4]}},
        {"class":"ship","id":"b","properties":{},"shape":{"rotatedBox":[10,20,4,2,-30]}},
        {"class":"tree","id":"c","properties":{},"shape":{"polygon":[{"holes":[[[2,2],[3,2],[3,3]]],"outer":[[0,0],[9,0],[9,9]]},{"holes":[],"outer":[[20,0],[29,0],[29,9]]}]}},
        {"class":"road","id":"d","properties":{},"shape":{"polyline":[[0,0],[5,5.25]]}},
        {"class":"face","id":"e","properties":{},"shape":{"points":[{"at":[1,1],"name":"nose","visible":true},{"at":[2,2],"visible":false}]}},
        {"class":"name","id":"f","properties":{"of":"a"},"shape":{"span":[0,7]}},
        {"class":"scene","id":"g","properties":{},"shape":null}
        ],"properties":{"weather":"rain"}}
        """;

    [Fact]
    public void Every_shape_of_the_document_form_is_kept_as_it_was()
    {
        var document = Read(EveryShape);
        Assert.Equal(EveryShape.Replace("\n", "", StringComparison.Ordinal), document.ToString());
        Assert.Equal(
            [ShapeKind.Box, ShapeKind.RotatedBox, ShapeKind.Polygon, ShapeKind.Polyline, ShapeKind.Points, ShapeKind.Span],
            document.Objects.Select(item => item.Shape).OfType<Shape>().Select(shape => shape.Kind));
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_document() => Seeds.Hold(seed =>
    {
        var document = RandomLabels.Document(new Random(seed));
        var again = LabelDocument.Parse(document.ToCanonicalJson());
        return again.Violations.IsEmpty && again.Labels == document && again.Labels!.Hash == document.Hash;
    });

    [Fact]
    public void The_canonical_form_is_that_of_the_RFC_for_every_document() => Seeds.Hold(seed =>
    {
        var bytes = RandomLabels.Document(new Random(seed)).ToCanonicalJson();
        return CanonicalJson.Of(bytes).Utf8.Span.SequenceEqual(bytes.Span);
    });

    [Fact]
    public void Two_people_who_say_the_same_in_other_bytes_agree()
    {
        var one = Read("""{"properties":{"b":1.0,"a":"x"},"objects":[{"shape":null,"id":"1","class":"c"}]}""");
        var other = Read("""{ "objects": [{"id":"\u0031","class":"c","properties":{}}], "properties": {"a":"\u0078","b":10e-1} }""");
        Assert.Equal(one.Hash, other.Hash);
        Assert.Equal(one, other);
    }

    [Fact]
    public void A_changed_copy_has_a_hash_of_its_own()
    {
        var red = LabelDocument.Of("colour", "red");
        var hash = red.Hash;
        var blue = red with { Properties = red.Properties.With("colour", "blue") };
        Assert.NotEqual(hash, blue.Hash);
        Assert.Equal(LabelDocument.Of("colour", "blue"), blue);
    }

    [Fact]
    public void The_hash_is_the_SHA256_that_anyone_computes_of_the_canonical_bytes() => Assert.Equal(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("{\"objects\":[],\"properties\":{\"class\":\"good\"}}"u8)),
        LabelDocument.Of("class", "good").Hash.ToString());

    [Fact]
    public void In_a_request_the_document_stands_as_itself()
    {
        var body = new Body("l1", Read(EveryShape));
        var json = JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
        Assert.Equal($$"""{"lease":"l1","labels":{{body.Labels}}}""", json);
        Assert.Equal(body, JsonSerializer.Deserialize<Body>(json, JsonSerializerOptions.Web));
    }

    [Fact]
    public void A_refused_document_in_a_request_says_everything_that_is_wrong()
    {
        var thrown = Assert.Throws<ViolationsException>(() => JsonSerializer.Deserialize<Body>(
            """{"lease":"l1","labels":{"state":"REVIEWED","objects":7}}""", JsonSerializerOptions.Web));
        Assert.Equal(["/state", "/objects"], thrown.Violations.Select(violation => violation.Pointer));
    }

    [Fact]
    public void Answers_are_found_by_name_however_they_were_given()
    {
        var values = PropertyValues.Of([new("b", 2.0), new("a", "x"), new("c", true)]);
        Assert.Equal("x", Assert.IsType<TextValue>(values["a"]).Text);
        Assert.Equal(new FlagValue(true), values["c"]);
        Assert.Null(values["d"]);
        Assert.Throws<ArgumentException>(() => PropertyValues.Of([new("a", "x"), new("a", "y")]));
    }

    [Fact]
    public void Lists_of_options_compare_by_content() =>
        Assert.Equal<PropertyValue>(ImmutableArray.Create("a", "b"), ImmutableArray.Create("a", "b"));

    [Fact]
    public void A_document_with_more_objects_than_the_limit_is_refused_whole()
    {
        var objects = string.Join(',', Enumerable.Range(0, LabelLimits.Objects + 1).Select(i => $$"""{"id":"{{i}}","class":"c"}"""));
        var reading = LabelDocument.Parse(Encoding.UTF8.GetBytes($$"""{"objects":[{{objects}}]}"""));
        Assert.Equal(("/objects", "too-many"), (Assert.Single(reading.Violations).Pointer, reading.Violations[0].Code));
    }

    [Fact]
    public void Vertices_are_counted_over_all_objects()
    {
        var line = string.Join(',', Enumerable.Repeat("[1,2]", LabelLimits.Vertices / 2 + 1));
        var item = $$$"""{"id":"a","class":"c","shape":{"polyline":[{{{line}}}]}}""";
        var reading = LabelDocument.Parse(Encoding.UTF8.GetBytes($$"""{"objects":[{{item}},{{item}}]}"""));
        Assert.Equal("too-many", Assert.Single(reading.Violations).Code);
        Assert.StartsWith("/objects/1/shape/polyline/", reading.Violations[0].Pointer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nasty_document_is_answered_with_every_violation_at_its_place()
    {
        const string Document = """
            {
              "reviewed": true,
              "objects": [
                { "class": "c", "shape": {"box":[1,2,3]} },
                { "id": "", "class": 5, "shape": {"circle":[1,2,3]}, "annotator": "u2" },
                { "id": "o", "id": "p", "class": "c", "shape": {"box":[1,2,3,1e999],"span":[0,1]}, "confidence": 2 },
                { "id": "q", "class": "c", "shape": {"polygon":[{"holes":[]}]}, "properties": {"a":null,"b":{"c":1},"d":["x",1]} },
                { "id": "r", "class": "c", "shape": {"points":[{"at":["1",2],"visible":"yes"}]} },
                { "id": "s", "class": "\ud800", "shape": {"span":[0.5,-1]} },
                7
              ],
              "properties": []
            }
            """;
        var reading = LabelDocument.Parse(Encoding.UTF8.GetBytes(Document));
        Assert.Null(reading.Labels);
        Assert.Equal(
            """
            /reviewed unknown-member: This member is not known here; known are objects, properties.
            /objects/0/shape/box bad-shape: There must be 4 numbers here.
            /objects/0/id missing-member: 'id' must be given.
            /objects/1/id bad-name: A name is not empty, has no white space at its ends and no control characters.
            /objects/1/class wrong-type: This must be a string.
            /objects/1/shape/circle unknown-member: This member is not known here; known are box, rotatedBox, polygon, polyline, points, span.
            /objects/1/annotator unknown-member: This member is not known here; known are id, class, shape, properties, confidence.
            /objects/2/id duplicate-member: 'id' is given twice.
            /objects/2/shape/box/3 not-finite: This number is beyond what a 64-bit float holds.
            /objects/2/shape bad-shape: A shape has exactly one member, one of box, rotatedBox, polygon, polyline, points, span.
            /objects/2/confidence out-of-range: A confidence lies from 0 to 1.
            /objects/3/shape/polygon/0/outer missing-member: 'outer' must be given.
            /objects/3/properties/a wrong-type: A property's value is a string, a number, true, false or a list of options; leave the property out where there is none.
            /objects/3/properties/b wrong-type: A property's value is a string, a number, true, false or a list of options; leave the property out where there is none.
            /objects/3/properties/d/1 wrong-type: This must be a string.
            /objects/4/shape/points/0/at/0 wrong-type: This must be a number.
            /objects/4/shape/points/0/visible wrong-type: This must be true or false.
            /objects/5/class not-unicode: This text is not well-formed Unicode (half of a surrogate pair, or bytes that are not UTF-8).
            /objects/5/shape/span/0 out-of-range: This must be a whole number from 0 to 2147483647.
            /objects/5/shape/span/1 out-of-range: This must be a whole number from 0 to 2147483647.
            /objects/6 wrong-type: This must be a JSON object.
            /properties wrong-type: This must be a JSON object.
            """,
            reading.Violations.Listed());
    }

    static LabelDocument Read(string json)
    {
        var reading = LabelDocument.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Violations);
        return reading.Labels!;
    }

    sealed record Body(string Lease, LabelDocument Labels);
}
