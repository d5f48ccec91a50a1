using Labelwise.Domain.Quality.Texts;

namespace Labelwise.Tests.Domain.Quality.Texts;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3), InlineData("Saturday", "Sunday", 3), InlineData("", "abc", 3), InlineData("same", "same", 0)]
    [InlineData("각하", "각", 1), InlineData("a👨b", "ab", 1)]
    public void Edits_are_counted_in_code_points(string one, string other, int distance)
    {
        Assert.Equal(distance, EditDistance.Of(one, other));
        Assert.Equal(distance, EditDistance.Of(other, one));
    }

    [Fact]
    public void It_is_a_distance() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        string Word() => new([.. Enumerable.Range(0, draw.Next(6)).Select(_ => "abc"[draw.Next(3)])]);
        var (a, b, c) = (Word(), Word(), Word());
        return EditDistance.Of(a, b) == Slow(a, b) && EditDistance.Of(a, c) <= EditDistance.Of(a, b) + EditDistance.Of(b, c)
            && EditDistance.Normalised(a, b) is >= 0 and <= 1;
    });

    [Fact]
    public void What_most_wrote_stands_and_of_two_the_better_authors()
    {
        Assert.Equal(1, TextConsensus.Of(["potatos", "potatoes", "potatoes"], [0.9, 0.8, 0.8]).At);
        Assert.Equal(1, TextConsensus.Of(["a", "b"], [0.6, 0.9]).At);
        Assert.Equal(new TextConsensus(0, 1), TextConsensus.Of(["same", "same"], [0.9, 0.9]));
        Assert.Equal(0.8, TextConsensus.Of(["alone"], [0.8]).Confidence);
        Assert.Throws<ArgumentOutOfRangeException>(() => TextConsensus.Of([], []));
    }

    static int Slow(string a, string b) => a.Length is 0 ? b.Length : b.Length is 0 ? a.Length
        : Math.Min(Math.Min(Slow(a[1..], b), Slow(a, b[1..])) + 1, Slow(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1));
}
