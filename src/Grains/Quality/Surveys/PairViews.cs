using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>All pairs of people, those who agree least first.</summary>
static class PairViews
{
    /// <summary>Pairs with less in common come after the others: a few tasks say little.</summary>
    const int Fewest = 10;

    public static ImmutableArray<PairView> Of(BlockSurvey whole)
    {
        var pairs = whole.Pairs.Select(p => new PairView(
            p.Key.One, p.Key.Other, p.Value.Units, AgreementViews.Rounded(p.Value.Agreeing), AgreementViews.Rounded(p.Value.Kappa()), p.Value.Matched, AgreementViews.Rounded(p.Value.MeanLikeness))).ToList();
        // Where nobody classified a whole sample, people are told apart by what they drew.
        var classified = pairs.Exists(p => p.Items > 0);
        return [.. pairs.Where(p => (classified ? p.Items : p.Matched) > 0)
            .OrderBy(p => (classified ? p.Items : p.Matched) < Fewest)
            .ThenBy(p => classified ? p.Kappa ?? p.Agreeing : p.MeanIou)
            .ThenBy(p => p.One.Value, StringComparer.Ordinal).ThenBy(p => p.Other.Value, StringComparer.Ordinal)];
    }

    public static PairsPage Page(SurveyStamp stamp, ImmutableArray<PairView> all, int after, int count) => new(
        stamp, all.Length, all.SelectMany(p => new[] { p.One, p.Other }).Distinct().Count(), [.. all.Skip(after).Take(count)], after + count < all.Length ? after + count : null);
}

/// <param name="Items">Tasks that both classified.</param>
/// <param name="Kappa">Cohen's κ over them.</param>
/// <param name="Matched">Shapes of both in the same place.</param>
[GenerateSerializer, Immutable, Alias("pair-view")]
public sealed record PairView(
    [property: Id(0)] UserId One, [property: Id(1)] UserId Other, [property: Id(2)] int Items, [property: Id(3)] double? Agreeing,
    [property: Id(4)] double? Kappa, [property: Id(5)] int Matched, [property: Id(6)] double? MeanIou);

/// <param name="Total">Pairs there are…</param>
/// <param name="People">…among so many people.</param>
/// <param name="Next">Place of the next page.</param>
[GenerateSerializer, Immutable, Alias("pairs-page")]
public sealed record PairsPage(
    [property: Id(0)] SurveyStamp Survey, [property: Id(1)] int Total, [property: Id(2)] int People, [property: Id(3)] ImmutableArray<PairView> Pairs, [property: Id(4)] int? Next);
