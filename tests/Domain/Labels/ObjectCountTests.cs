using Labelwise.Domain.Labels;

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
}
