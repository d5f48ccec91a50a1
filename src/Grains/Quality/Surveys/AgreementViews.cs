using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Specs;

namespace Labelwise.Grains.Quality.Surveys;

static class AgreementViews
{
    /// <summary>Pairs of people shown.</summary>
    const int MostPairs = 500;

    /// <summary>Classes beyond which pairs are not told apart by them.</summary>
    const int WidestPair = 32;

    public static AgreementView Of(SurveyStamp stamp, BlockSurvey whole, SurveyNames names) => new(
        stamp, whole.Tasks, whole.Answers, names.Classes < 2 ? null : Classes(whole.Classification, names),
        [.. whole.Properties.OrderBy(p => p.Key.Class, StringComparer.Ordinal).ThenBy(p => p.Key.Property, StringComparer.Ordinal)
            .Select(p => Property(p.Key.Class, p.Key.Property, p.Value, names)).OfType<PropertyAgreement>()],
        names.ClassesOfObjects.Any() ? Objects(whole, names) : null,
        [.. whole.Pairs.OrderByDescending(p => p.Value.Units + p.Value.Matched).ThenBy(p => p.Key.One.Value, StringComparer.Ordinal)
            .ThenBy(p => p.Key.Other.Value, StringComparer.Ordinal).Take(MostPairs).Select(p => Pair(p.Key.One, p.Key.Other, p.Value, names))],
        whole.Licences.ToImmutableSortedDictionary(StringComparer.Ordinal));

    static PairAgreement Pair(UserId one, UserId other, PairSums sums, SurveyNames names) => new(
        one, other, sums.Units, Rounded(sums.Agreeing), Rounded(sums.Kappa()), sums.Matched, Rounded(sums.MeanLikeness),
        names.Classes > WidestPair ? [] : [.. Enumerable.Range(0, names.Classes).Select(c => new ClassKappa(names.Option(c), Rounded(sums.Kappa(names.Id(c))))).Where(c => c.Kappa is not null)],
        [.. sums.Properties.OrderBy(p => p.Key.Class, StringComparer.Ordinal).ThenBy(p => p.Key.Property, StringComparer.Ordinal)
            .Select(p => names.Property(p.Key.Class, p.Key.Property) is { } rule ? new PropertyKappa(ClassOf(p.Key.Class, names), rule.Name, p.Value.Units, Rounded(p.Value.Kappa())) : null).OfType<PropertyKappa>()]);

    static ClassAgreement Classes(NominalSums sums, SurveyNames names)
    {
        ImmutableArray<string> ids = [.. Enumerable.Range(0, names.Classes).Select(names.Id)];
        return new(
            Rounded(sums.Alpha()), Rounded(sums.Fleiss()), sums.Units, (int)sums.Values,
            [.. ids.Select(id => new OneClassAgreement(names.Option(id), Rounded(sums.Alpha(id)), (int)sums.Count(id)))], InOrder(sums, names.InOrder));
    }

    static double? InOrder(NominalSums sums, ImmutableArray<string> options) => options.Length < 3 ? null : Rounded(sums.AlphaInOrder(options));

    static PropertyAgreement? Property(string classId, string id, PropertySums sums, SurveyNames names) => names.Property(classId, id) is not { } rule ? null
        : rule.Type is PropertyType.Number ? new(ClassOf(classId, names), rule.Name, "interval", Rounded(sums.Interval.Alpha()), sums.Interval.Units, (int)sums.Interval.Values, null, null, [])
        : new(
            ClassOf(classId, names), rule.Name, rule.Type is PropertyType.Text ? "text" : "nominal", Rounded(sums.Nominal.Alpha()), sums.Nominal.Units, (int)sums.Nominal.Values, Rounded(sums.Texts.ErrorRate),
            rule.Type is PropertyType.Option ? InOrder(sums.Nominal, [.. rule.Options.Select(o => o.Id)]) : null,
            [.. rule.Options.Select(o => new OneClassAgreement(o.Name, Rounded(sums.Nominal.Alpha(o.Id)), (int)sums.Nominal.Count(o.Id))).Where(o => o.Answers > 0)]);

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
