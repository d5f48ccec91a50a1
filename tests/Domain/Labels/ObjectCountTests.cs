using System.Text;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Domain.Labels;

public sealed class ObjectCountTests
{
    [Fact]
    public void Every_object_counts_once_for_its_class_whatever_its_shape() => Seeds.Hold(seed =>
    {
        var document = RandomLabels.Document(new Random(seed));
        var counts = ObjectCount.Of(document);
        return counts.Sum(c => c.Count) == document.Objects.Length
            && counts.Select(c => c.Class).SequenceEqual(document.Objects.Select(o => o.Class).Distinct())
            && counts.All(c => c.Count == document.Objects.Count(o => o.Class == c.Class));
    });

    [Theory]
    [InlineData(null, null, 1, int.MaxValue)]  // a class alone: at least one
    [InlineData(3, null, 3, int.MaxValue)]
    [InlineData(null, 0, 0, 0)]                // none
    [InlineData(null, 2, 0, 2)]
    [InlineData(2, 5, 2, 5)]
    [InlineData(0, null, 0, int.MaxValue)]
    public void What_is_wanted_lies_between_its_bounds(int? least, int? most, int first, int last)
    {
        var wanted = new ObjectsWanted("car", least, most);
        foreach (var count in new[] { 0, 1, 2, 3, 4, 5, 6, 100, int.MaxValue }) Assert.Equal(count >= first && count <= last, wanted.Holds(count));
    }

    [Fact]
    public void Bounds_the_wrong_way_round_find_nothing() => Assert.DoesNotContain(Enumerable.Range(0, 10), new ObjectsWanted(Least: 5, Most: 2).Holds);

    const string Spec = """
        {"media":"image","properties":[{"id":"sc","name":"scene","type":"option","options":[{"id":"d","name":"day"}],"required":true},{"id":"no","name":"note","type":"text"}],
         "classes":[{"id":"ca","name":"car","shape":"box","properties":[{"id":"co","name":"colours","type":"options","options":[{"id":"r","name":"red"},{"id":"b","name":"blue"}]},{"id":"da","name":"damaged","type":"boolean"}]}]}
        """;

    [Fact]
    public void An_answer_counts_once_for_each_that_gives_it_and_what_is_written_freely_never()
    {
        var spec = DataSpec.Parse(Encoding.UTF8.GetBytes(Spec), () => "x").Spec!;
        var document = LabelDocument.Parse("""
            {"properties":{"sc":"d","no":"free words"},"objects":[{"id":"1","class":"ca","shape":{"box":[0,0,1,1]},"properties":{"co":["r","b"],"da":true}},
             {"id":"2","class":"ca","shape":{"box":[0,0,1,1]},"properties":{"co":["r"]}},{"id":"3","class":"gone","shape":{"box":[0,0,1,1]},"properties":{"co":["r"]}}]}
            """u8.ToArray()).Labels!;
        Assert.Equal(["/sc=d 1", "ca/co=b 1", "ca/co=r 2", "ca/da=true 1"], AnswerCount.Of(document, spec).Select(a => $"{a.Answer} {a.Count}"));
        Assert.True(AnswerCount.AreAsked(spec));
        Assert.False(AnswerCount.AreAsked(spec with { Classes = [] }));
    }
}
