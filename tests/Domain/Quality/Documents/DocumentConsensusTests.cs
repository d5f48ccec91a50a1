using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Documents;
using Labelwise.Domain.Quality.Shapes;
using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Domain.Quality.Documents;

public sealed class DocumentConsensusTests
{
    const double Target = 0.98;

    static readonly DataSpec Spec = DataSpec.Parse(Encoding.UTF8.GetBytes("""
        {"media":"image","classes":[
          {"id":"eye","name":"eye","shape":"box","color":"#f00","properties":[
            {"id":"side","name":"side","type":"option","options":[{"id":"l","name":"left"},{"id":"r","name":"right"}],"required":true},
            {"id":"why","name":"why","type":"text","required":true,"when":{"property":{"side":["right"]}}},
            {"id":"twin","name":"twin","type":"reference","required":false}]},
          {"id":"nose","name":"nose","shape":"polygon","color":"#0f0","properties":[]},
          {"id":"dots","name":"dots","shape":"points","color":"#00f","properties":[]}],
         "properties":[
          {"id":"count","name":"count","type":"number","required":false},
          {"id":"tags","name":"tags","type":"options","options":[{"id":"a","name":"a"},{"id":"b","name":"b"}],"required":false},
          {"id":"remark","name":"remark","type":"text","required":false}]}
        """), () => "x").Spec!;

    static readonly SampleFacts Image = SampleFacts.Image(640, 480);

    [Fact]
    public void Boxes_of_three_become_one_with_a_confidence_of_its_own_and_none_is_asked_again()
    {
        var merged = Merge(Doc(Eye("a", 100, 100)), Doc(Eye("b", 102, 100)), Doc(Eye("c", 101, 101)));
        var one = Assert.Single(merged.Labels.Objects);
        Assert.Equal(new Box(101, 100, 80, 40), one.Shape);
        Assert.Equal("a", one.Id);
        Assert.InRange(one.Confidence!.Value, Target, 1);
        Assert.False(merged.Contradicted);
        Assert.Equal(["a", "b", "c"], Assert.Single(merged.Objects).Members);
    }

    [Fact]
    public void What_one_of_three_did_not_see_is_there_and_doubted_and_what_one_alone_saw_is_left_out()
    {
        var overlooked = Merge(Doc(Eye("a", 100, 100), Eye("x", 300, 100)), Doc(Eye("b", 101, 100), Eye("y", 300, 102)), Doc(Eye("c", 100, 100)));
        Assert.Equal(2, overlooked.Labels.Objects.Length);
        Assert.True(overlooked.Contradicted && overlooked.Confidence < Target);
        var invented = Merge(Doc(Eye("a", 100, 100), Eye("x", 300, 100)), Doc(Eye("b", 101, 100)), Doc(Eye("c", 100, 100)));
        Assert.Single(invented.Labels.Objects);
        Assert.True(invented.Contradicted);
        Assert.Equal(2, invented.Objects.Length);
        Assert.Null(invented.Objects.Single(o => o.Existence < 0.5).Id);
        var fourth = Merge(Doc(Eye("a", 100, 100), Eye("x", 300, 100)), Doc(Eye("b", 101, 100)), Doc(Eye("c", 100, 100)), Doc(Eye("d", 100, 100)));
        Assert.True(fourth.Confidence > invented.Confidence);
    }

    [Fact]
    public void A_class_goes_with_most_and_so_does_a_property_with_what_hangs_on_it()
    {
        var merged = Merge(
            Doc(Eye("a", 100, 100, "r", "swollen")), Doc(Eye("b", 100, 100, "r", "swolen")), Doc(Eye("c", 100, 100)));
        var eye = Assert.Single(merged.Labels.Objects);
        Assert.Equal((new TextValue("r"), new TextValue("swollen")), (eye.Properties["side"], eye.Properties["why"]));
        var why = merged.Objects[0].Properties.Single(p => p.Property == "why");
        Assert.Equal(Math.Round(1 - 1 / 7.0, 4), why.Alike);
        var left = Merge(Doc(Eye("a", 100, 100, "r", "swollen")), Doc(Eye("b", 100, 100)), Doc(Eye("c", 100, 100)));
        Assert.Null(Assert.Single(left.Labels.Objects).Properties["why"]);
        Assert.True(left.Contradicted);
    }

    [Fact]
    public void References_follow_the_objects_they_meant()
    {
        var merged = Merge(
            Doc(Eye("1", 100, 100, twin: "2"), Eye("2", 300, 100)), Doc(Eye("p", 300, 101), Eye("q", 101, 100, twin: "p")), Doc(Eye("u", 100, 100, twin: "v"), Eye("v", 301, 100)));
        var (left, right) = (merged.Labels.Objects[0], merged.Labels.Objects[1]);
        Assert.Equal((new TextValue(right.Id), null), (left.Properties["twin"], right.Properties["twin"]));
    }

    [Fact]
    public void Numbers_options_and_remarks_of_the_sample_are_merged_and_a_remark_asks_nobody_again()
    {
        var merged = Merge(Doc(3, ["a"], "blurred"), Doc(3, ["a", "b"], null), Doc(3, ["a"], null));
        Assert.Equal((new NumberValue(3), new OptionsValue(["a"])), (merged.Labels.Properties["count"], merged.Labels.Properties["tags"]));
        Assert.False(Merge(Doc(3, ["a"], "blurred"), Doc(3, ["a"], null)).Contradicted);
        Assert.True(Merge(Doc(3, ["a"], null), Doc(5, ["a"], null)).Contradicted);
    }

    [Fact]
    public void Polygons_and_points_are_merged_by_the_one_most_like_all_others()
    {
        var polygon = Merge(Doc(Nose(0)), Doc(Nose(2)), Doc(Nose(4)));
        Assert.Equal(Nose(2).Shape!.ToString(), Assert.Single(polygon.Labels.Objects).Shape!.ToString());
        var dots = Merge(Doc(Dots(0)), Doc(Dots(1)), Doc(Dots(9)));
        Assert.Single(dots.Labels.Objects);
    }

    [Fact]
    public void Where_nobody_has_anything_more_people_make_it_surer()
    {
        var (one, three) = (Merge(LabelDocument.Empty), Merge(LabelDocument.Empty, LabelDocument.Empty, LabelDocument.Empty));
        Assert.True(three.Confidence > one.Confidence && three.Confidence > 0.99);
        Assert.Equal(LabelDocument.Empty, three.Labels);
    }

    /// <summary>Equal documents come out as they went in, whoever made them first; the merged one conforms; and the order of those
    /// who agree does not matter.</summary>
    [Fact]
    public void What_everybody_says_is_what_comes_out() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        var document = Doc([.. Enumerable.Range(0, draw.Next(5)).Select(i => Eye($"o{i}", 100 * i, 10 + draw.Next(20), draw.Next(2) is 0 ? "l" : "r", "why"))]);
        var same = Merge(document, document, document);
        var shaken = Merge(document, Shaken(), Shaken(), Shaken());
        return same.Labels == document && !same.Contradicted && Spec.Check(shaken.Labels, Image).IsEmpty && same.Confidence is > 0 and <= 1;

        LabelDocument Shaken() => document with { Objects = [.. document.Objects.Where(_ => draw.Next(4) > 0).Select(o => o with { Shape = ((Box)o.Shape!) with { X = ((Box)o.Shape).X + draw.Next(6) } })] };
    });

    [Fact]
    public void A_text_s_spans_are_merged_by_token_and_nested_ones_class_by_class()
    {
        var spec = DataSpec.Parse(Encoding.UTF8.GetBytes("""{"media":"text","classes":[{"id":"p","name":"p","shape":"span","color":"#f00","properties":[]},{"id":"q","name":"q","shape":"span","color":"#f00","properties":[]}],"properties":[]}"""), () => "x").Spec!;
        var merged = Of((0, 12, "p"), (37, 43, "q"));
        Assert.Equal([new TextSpan(0, 12), new TextSpan(37, 43)], merged.Labels.Objects.Select(o => o.Shape));
        Assert.True(merged.Contradicted);
        var nested = DocumentConsensus.Of(spec, SampleFacts.Text(50), [.. Enumerable.Repeat(Opinion(Spans((0, 20, "p"), (5, 9, "q"))), 2), Opinion(Spans((0, 20, "p")))]);
        Assert.Equal([new TextSpan(0, 20), new TextSpan(5, 9)], nested.Labels.Objects.Select(o => o.Shape));

        MergedLabels Of(params (int, int, string)[] spans) => DocumentConsensus.Of(spec, SampleFacts.Text(50), [Opinion(Spans(spans)), Opinion(Spans(spans)), Opinion(Spans((0, 3, "p")))]);
        static LabelDocument Spans(params (int From, int To, string Class)[] spans) =>
            new([.. spans.Select((s, i) => new LabeledObject($"s{i}", s.Class, new TextSpan(s.From, s.To), PropertyValues.Empty))], PropertyValues.Empty);
    }

    [Fact]
    public void Too_many_objects_are_compared_whole()
    {
        var many = Doc([.. Enumerable.Range(0, DocumentConsensus.MostMerged + 1).Select(i => Eye($"o{i}", i, i))]);
        var merged = Merge(many, many, Doc(Eye("a", 1, 1)));
        Assert.Equal(many, merged.Labels);
        Assert.True(merged.Contradicted);
    }

    static MergedLabels Merge(params LabelDocument[] documents) => DocumentConsensus.Of(Spec, Image, [.. documents.Select(Opinion)]);

    static DocumentOpinion Opinion(LabelDocument labels) => new(labels, DrawingSkill.Anybody, 0.85);

    static LabelDocument Doc(params ImmutableArray<LabeledObject> objects) => new(objects, PropertyValues.Empty);

    static LabelDocument Doc(double count, ImmutableArray<string> tags, string? remark)
    {
        var values = PropertyValues.Of("count", count).With("tags", tags);
        return new([], remark is null ? values : values.With("remark", remark));
    }

    static LabeledObject Eye(string id, double x, double y, string side = "l", string? why = null, string? twin = null)
    {
        var values = PropertyValues.Of("side", side);
        if (side is "r" && why is not null) values = values.With("why", why);
        return new(id, "eye", new Box(x, y, 80, 40), twin is null ? values : values.With("twin", twin));
    }

    static LabeledObject Nose(double x) => new("n", "nose", new Polygon([new([new(x, 0), new(x + 60, 0), new(x + 60, 60), new(x, 60)], [])]), PropertyValues.Empty);

    static LabeledObject Dots(double x) => new("d", "dots", new Points([new(null, new(x, 0)), new(null, new(x + 100, 100))]), PropertyValues.Empty);
}
