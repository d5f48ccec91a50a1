using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Domain.Specs;

public sealed class NormaliserTests
{
    [Theory]
    [InlineData(Normalisation.None, "  A  b ", "  A  b ")]
    [InlineData(Normalisation.Space, "\t A\u00a0\n b ", "A b")]
    [InlineData(Normalisation.Case, " A  b ", "a b")]
    [InlineData(Normalisation.Latex, @" x ^ { 2 } + \alpha  b ", @"x^{2}+\alpha b")]
    [InlineData(Normalisation.Latex, @"\frac { 1 } 2", @"\frac{1}2")]
    [InlineData(Normalisation.Latex, @"a \  b \\ c", @"a\ b\\c")]
    [InlineData(Normalisation.Latex, @"\sin x y", @"\sin xy")]
    public void A_text_loses_the_differences_that_do_not_matter(Normalisation normalisation, string text, string expected) =>
        Assert.Equal(expected, Normaliser.Apply(normalisation, text));

    [Fact]
    public void A_normalised_text_stays_as_it_is() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        const string Letters = @" \\\{}aBx2 ^";
        var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));
        return Enum.GetValues<Normalisation>().All(normalisation =>
            Normaliser.Apply(normalisation, text) is var once && Normaliser.Apply(normalisation, once) == once);
    }, 2_000);
}
