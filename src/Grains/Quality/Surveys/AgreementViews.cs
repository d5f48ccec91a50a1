using System.Collections.Immutable;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Grains.Quality.Surveys;

static class AgreementViews
{
    /// <summary>Pairs of people shown.</summary>
    const int MostPairs = 500;

    public static AgreementView Of(SurveyStamp stamp, BlockSurvey whole, SurveyNames names) => new(
        stamp, whole.Tasks, whole.Answers, names.Classes < 2 ? null : Classes(whole.Classification, names),
        [.. whole.Properties.OrderBy(p => p.Key.Class, StringComparer.Ordinal).ThenBy(p => p.Key.Property, StringComparer.Ordinal)
            .Select(p => Property(p.Key.Class, p.Key.Property, p.Value, names)).OfType<PropertyAgreement>()],
        names.ClassesOfObjects.Any() ? Objects(whole, names) : null,
        [.. whole.Pairs.OrderByDescending(p => p.Value.Units + p.Value.Matched).ThenBy(p => p.Key.One.Value, StringComparer.Ordinal)
            .ThenBy(p => p.Key.Other.Value, StringComparer.Ordinal).Take(MostPairs).Select(p => new PairAgreement(
                p.Key.One, p.Key.Other, p.Value.Units, Rounded(p.Value.Agreeing), Rounded(p.Value.Kappa()), p.Value.Matched, Rounded(p.Value.MeanLikeness)))],
        whole.Licences.ToImmutableSortedDictionary(StringComparer.Ordinal));

    static ClassAgreement Classes(NominalSums sums, SurveyNames names) => new(
        Rounded(sums.Alpha()), Rounded(sums.Fleiss()), sums.Units, (int)sums.Values,
        [.. Enumerable.Range(0, names.Classes).Select(i => (Name: names.Option(i), Id: names.Id(i)))
            .Select(c => new OneClassAgreement(c.Name, Rounded(sums.Alpha(c.Id)), (int)sums.Count(c.Id)))]);

    static PropertyAgreement? Property(string classId, string id, PropertySums sums, SurveyNames names) => names.Property(classId, id) is not { } name ? null
        : sums.Interval.Units > 0 ? new(ClassOf(classId, names), name, "interval", Rounded(sums.Interval.Alpha()), sums.Interval.Units, (int)sums.Interval.Values, null)
        : new(ClassOf(classId, names), name, sums.Texts.Texts > 0 ? "text" : "nominal", Rounded(sums.Nominal.Alpha()), sums.Nominal.Units, (int)sums.Nominal.Values, Rounded(sums.Texts.ErrorRate));

    static string? ClassOf(string id, SurveyNames names) => id.Length is 0 ? null : names.Class(id);

    static ObjectAgreement Objects(BlockSurvey whole, SurveyNames names)
    {
        var all = whole.Shapes.GetValueOrDefault("") ?? new();
        return new(
            Rounded(all.MeanLikeness), Rounded(all.SameObjects), Rounded(whole.Objects.Alpha()), all.Matched, all.Missed + all.Extra,
            [.. names.ClassesOfObjects.Where(whole.Shapes.ContainsKey).Select(id => (Name: names.Class(id), Sums: whole.Shapes[id])).Select(c => new OneObjectAgreement(
                c.Name, Rounded(c.Sums.MeanLikeness), Rounded(c.Sums.SameObjects), Rounded(c.Sums.SameClasses), c.Sums.Matched, c.Sums.Missed + c.Sums.Extra))]);
    }

    public static double? Rounded(double? value) => value is { } some && double.IsFinite(some) ? Math.Round(some, 5) : null;
}
