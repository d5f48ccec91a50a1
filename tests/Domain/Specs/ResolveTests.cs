using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Domain.Specs;

public sealed class ResolveTests
{
    static readonly DataSpec Traffic = RandomSpecs.Read("""
        {"media":"image",
        "classes":[
          {"name":"car","shape":"box","properties":[
            {"name":"damage","type":"option","options":["none","dent"],"required":true},
            {"name":"where","type":"text","min":3,"max":5,"required":true,"when":{"damage":"dent"}},
            {"name":"tows","type":"reference"}]},
          {"name":"ship","shape":"rotatedBox"},{"name":"lake","shape":"polygon"},{"name":"road","shape":"polyline"},
          {"name":"hand","shape":"points","pointNames":["wrist","thumb"]},{"name":"dots","shape":"points"},{"name":"scene","shape":"none"}],
        "properties":[
          {"name":"weather","type":"options","options":["sun","rain","fog"],"min":1,"max":2},
          {"name":"count","type":"number","min":0,"max":10,"when":{"class":["car","ship"]}},
          {"name":"night","type":"boolean"},
          {"name":"lamps","type":"text","normalise":"case","when":{"night":true}}]}
        """);

    [Fact]
    public void Names_become_ids_and_ids_become_the_same_names_again() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var spec = RandomSpecs.Spec(random);
        var named = RandomSpecs.Conforming(spec, random);
        var resolution = spec.Resolve(named, RandomSpecs.Image);
        return resolution.Violations.IsEmpty && spec.Named(resolution.AtRest!) == named
            && spec.Check(resolution.AtRest!, RandomSpecs.Image).IsEmpty;
    });

    [Fact]
    public void At_rest_a_classification_speaks_of_ids()
    {
        var spec = RandomSpecs.Read("""{"media":"image","properties":[{"name":"quality","type":"option","options":["good","bad"],"required":true}]}""");
        var atRest = spec.Resolve(LabelDocument.Of("quality", "bad"), RandomSpecs.Image).AtRest!;
        Assert.Equal("""{"objects":[],"properties":{"id0":"id2"}}""", atRest.ToString());
    }

    [Theory]
    [InlineData("car", """{"box":[0,0,640,480]}""", "")]
    [InlineData("car", """{"box":[0,0,640.0000001,480]}""", "")]
    [InlineData("car", """{"box":[-0.00001,0,10,10]}""", "/objects/0/shape/box outside-image")]
    [InlineData("car", """{"box":[630,0,10.001,10]}""", "/objects/0/shape/box outside-image")]
    [InlineData("car", """{"box":[1,1,0,10]}""", "/objects/0/shape/box degenerate")]
    [InlineData("car", """{"box":[10,1,-5,10]}""", "/objects/0/shape/box degenerate")]
    [InlineData("car", """{"box":[1e308,1,1e308,10]}""", "/objects/0/shape/box outside-image")]
    [InlineData("car", "null", "/objects/0/shape wrong-shape")]
    [InlineData("car", """{"polyline":[[0,0],[1,1]]}""", "/objects/0/shape wrong-shape")]
    [InlineData("ship", """{"rotatedBox":[320,240,100,50,45]}""", "")]
    [InlineData("ship", """{"rotatedBox":[320,240,480,640,90]}""", "")]
    [InlineData("ship", """{"rotatedBox":[320,240,640,480,90]}""", "/objects/0/shape/rotatedBox outside-image")]
    [InlineData("ship", """{"rotatedBox":[320,240,0,50,45]}""", "/objects/0/shape/rotatedBox degenerate")]
    [InlineData("lake", """{"polygon":[{"outer":[[0,0],[9,0],[9,9]]}]}""", "")]
    [InlineData("lake", """{"polygon":[]}""", "/objects/0/shape/polygon degenerate")]
    [InlineData("lake", """{"polygon":[{"outer":[[0,0],[9,9]]}]}""", "/objects/0/shape/polygon degenerate")]
    [InlineData("lake", """{"polygon":[{"outer":[[0,0],[9,9],[3,3],[0,0]]}]}""", "/objects/0/shape/polygon degenerate")]
    [InlineData("lake", """{"polygon":[{"outer":[[0,0],[9,0],[9,9]],"holes":[[[1,1],[1,1],[1,1]]]}]}""", "/objects/0/shape/polygon degenerate")]
    [InlineData("lake", """{"polygon":[{"outer":[[0,0],[9,0],[9,481]]}]}""", "/objects/0/shape/polygon outside-image")]
    [InlineData("road", """{"polyline":[[0,0],[640,480]]}""", "")]
    [InlineData("road", """{"polyline":[[5,5],[5,5]]}""", "/objects/0/shape/polyline degenerate")]
    [InlineData("hand", """{"points":[{"name":"wrist","at":[1,1]},{"name":"thumb","at":[2,2],"visible":false}]}""", "")]
    [InlineData("hand", """{"points":[{"name":"wrist","at":[1,1]},{"name":"wrist","at":[2,2]}]}""", "/objects/0/shape/points/1/name duplicate-name")]
    [InlineData("hand", """{"points":[{"name":"toe","at":[1,1]}]}""", "/objects/0/shape/points/0/name unknown-point")]
    [InlineData("hand", """{"points":[{"at":[1,1]}]}""", "/objects/0/shape/points/0/name missing-member")]
    [InlineData("hand", """{"points":[]}""", "/objects/0/shape/points degenerate")]
    [InlineData("dots", """{"points":[{"at":[1,1]},{"at":[641,1]}]}""", "/objects/0/shape/points outside-image")]
    [InlineData("dots", """{"points":[{"name":"x","at":[1,1]}]}""", "/objects/0/shape/points/0/name unknown-point")]
    [InlineData("scene", "null", "")]
    [InlineData("scene", """{"box":[0,0,1,1]}""", "/objects/0/shape wrong-shape")]
    [InlineData("bike", "null", "/objects/0/class unknown-class")]
    [InlineData("Car", """{"box":[0,0,1,1]}""", "/objects/0/class unknown-class")]
    public void Geometry_fits_its_class_and_its_image(string @class, string shape, string violation)
    {
        var properties = @class is "car" ? """{"damage":"none"}""" : "{}";
        Assert.Equal(violation, Codes($$"""{"objects":[{"id":"a","class":"{{@class}}","shape":{{shape}},"properties":{{properties}}}]}"""));
    }

    [Theory]
    [InlineData("""{"damage":"none"}""", "")]
    [InlineData("""{}""", "/objects/0/properties/damage missing-property")]
    [InlineData("""{"damage":"scratch"}""", "/objects/0/properties/damage unknown-option")]
    [InlineData("""{"damage":["none"]}""", "/objects/0/properties/damage wrong-type")]
    [InlineData("""{"damage":"dent"}""", "/objects/0/properties/where missing-property")]
    [InlineData("""{"damage":"dent","where":"door"}""", "")]
    [InlineData("""{"damage":"dent","where":"ab"}""", "/objects/0/properties/where out-of-range")]
    [InlineData("""{"damage":"dent","where":"😀😀😀😀😀"}""", "")]
    [InlineData("""{"damage":"dent","where":"😀😀😀😀😀😀"}""", "/objects/0/properties/where out-of-range")]
    [InlineData("""{"damage":"none","where":"door"}""", "/objects/0/properties/where not-asked")]
    [InlineData("""{"damage":"none","tows":"b"}""", "")]
    [InlineData("""{"damage":"none","tows":"z"}""", "/objects/0/properties/tows unknown-object")]
    [InlineData("""{"damage":"none","tows":"a"}""", "/objects/0/properties/tows unknown-object")]
    [InlineData("""{"damage":"none","weather":["sun"]}""", "/objects/0/properties/weather unknown-property")]
    public void Answers_about_an_object_fit_its_class(string properties, string violation) => Assert.Equal(violation, Codes(
        $$"""{"objects":[{"id":"a","class":"car","shape":{"box":[0,0,9,9]},"properties":{{properties}}},{"id":"b","class":"scene"}]}"""));

    [Theory]
    [InlineData("""{"weather":["rain","sun"]}""", "")]
    [InlineData("""{"weather":[]}""", "/properties/weather out-of-range")]
    [InlineData("""{"weather":["rain","sun","fog"]}""", "/properties/weather out-of-range")]
    [InlineData("""{"weather":["rain","rain"]}""", "/properties/weather/1 duplicate-option")]
    [InlineData("""{"weather":["rain","snow"]}""", "/properties/weather/1 unknown-option")]
    [InlineData("""{"weather":"rain"}""", "/properties/weather wrong-type")]
    [InlineData("""{"count":3}""", "/properties/count not-asked")]
    [InlineData("""{"night":"yes"}""", "/properties/night wrong-type")]
    [InlineData("""{"night":"yes","lamps":"on"}""", "/properties/night wrong-type")]
    [InlineData("""{"night":true,"lamps":"on"}""", "")]
    [InlineData("""{"night":false,"lamps":"on"}""", "/properties/lamps not-asked")]
    [InlineData("""{"lamps":"on"}""", "/properties/lamps not-asked")]
    public void Answers_about_the_image_fit_the_spec(string properties, string violation) =>
        Assert.Equal(violation, Codes($$"""{"properties":{{properties}} }"""));

    [Theory]
    [InlineData(3, "")]
    [InlineData(11, "/properties/count out-of-range")]
    public void A_question_about_a_class_is_asked_where_an_object_of_it_is(double count, string violation) => Assert.Equal(violation, Codes(
        $$"""{"objects":[{"id":"s","class":"ship","shape":{"rotatedBox":[9,9,2,2,0]} }],"properties":{"count":{{count}} } }"""));

    [Fact]
    public void Two_objects_of_one_id_are_refused() => Assert.Equal(
        "/objects/1/id duplicate-id", Codes("""{"objects":[{"id":"a","class":"scene"},{"id":"a","class":"scene"}]}"""));

    [Fact]
    public void Options_chosen_in_another_order_are_the_same_answer() => Assert.Equal(
        Resolve("""{"properties":{"weather":["rain","sun"]}}"""), Resolve("""{"properties":{"weather":["sun","rain"]}}"""));

    [Fact]
    public void Texts_that_differ_only_where_the_spec_says_it_does_not_matter_are_the_same_answer() => Assert.Equal(
        Resolve("""{"properties":{"night":true,"lamps":"  All  ON "}}"""), Resolve("""{"properties":{"night":true,"lamps":"all on"}}"""));

    [Theory]
    [InlineData(0, 7, "")]
    [InlineData(6, 7, "")]
    [InlineData(0, 8, "/objects/0/shape/span outside-text")]
    [InlineData(3, 3, "/objects/0/shape/span degenerate")]
    [InlineData(4, 3, "/objects/0/shape/span degenerate")]
    public void A_span_counts_code_points_within_its_text(int start, int end, string violation)
    {
        var spec = RandomSpecs.Read("""{"media":"text","classes":[{"name":"name","shape":"span"}]}""");
        var labels = new LabelDocument([new("a", "name", new TextSpan(start, end), PropertyValues.Empty)], PropertyValues.Empty);
        var sample = SampleFacts.Text("👨🏻‍🚒 x 가".EnumerateRunes().Count() - 1);
        Assert.Equal(violation, string.Join('\n', spec.Resolve(labels, sample).Violations.Select(v => $"{v.Pointer} {v.Code}")));
    }

    [Fact]
    public void A_spec_of_images_takes_no_labels_of_a_text() => Assert.Equal(
        "wrong-media", Assert.Single(Traffic.Resolve(LabelDocument.Empty, SampleFacts.Text(10)).Violations).Code);

    [Fact]
    public void Geometry_that_leaves_the_region_of_interest_is_refused_or_clipped()
    {
        const string Region = """{"media":"image","roi":{"shape":{"box":[100,100,200,200]},"outside":"refuse"},"classes":[{"name":"car","shape":"box"}]}""";
        var car = new LabelDocument([new("a", "car", new Box(50, 150, 100, 50), PropertyValues.Empty)], PropertyValues.Empty);
        var far = new LabelDocument([new("a", "car", new Box(10, 10, 20, 20), PropertyValues.Empty)], PropertyValues.Empty);

        var refusing = RandomSpecs.Read(Region);
        Assert.Equal("outside-roi", Assert.Single(refusing.Resolve(car, RandomSpecs.Image).Violations).Code);

        var clipping = RandomSpecs.Read(Region.Replace("refuse", "clip", StringComparison.Ordinal));
        Assert.Equal(new Box(100, 150, 50, 50), clipping.Resolve(car, RandomSpecs.Image).AtRest!.Objects[0].Shape);
        Assert.Equal("outside-roi", Assert.Single(clipping.Resolve(far, RandomSpecs.Image).Violations).Code);
    }

    [Fact]
    public void A_clipped_shape_stays_as_it_is_when_clipped_again()
    {
        var spec = RandomSpecs.Read("""{"media":"image","roi":{"shape":{"box":[100.1,100.3,200.7,200.9]},"outside":"clip"},"classes":[{"name":"lake","shape":"polygon"}]}""");
        Seeds.Hold(seed =>
        {
            var random = new Random(seed);
            PointPx Place() => new(random.NextDouble() * 640, random.NextDouble() * 480);
            var lake = new Polygon([new([Place(), Place(), Place(), Place()], [])]);
            var once = spec.Resolve(new([new("a", "lake", lake, PropertyValues.Empty)], PropertyValues.Empty), RandomSpecs.Image);
            return once.AtRest is null || spec.Check(once.AtRest, RandomSpecs.Image).IsEmpty;
        });
    }

    static LabelDocument Resolve(string json)
    {
        var resolution = Traffic.Resolve(LabelDocument.Parse(Encoding.UTF8.GetBytes(json)).Labels!, RandomSpecs.Image);
        Assert.Equal("", resolution.Violations.Listed());
        return resolution.AtRest!;
    }

    static string Codes(string json)
    {
        var reading = LabelDocument.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Equal("", reading.Violations.Listed());
        return string.Join('\n', Traffic.Resolve(reading.Labels!, RandomSpecs.Image).Violations.Select(v => $"{v.Pointer} {v.Code}"));
    }
}
