using System.Collections.Immutable;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Compares two versions of a spec by id.</summary>
static class SpecComparison
{
    public static IEnumerable<RuleChange> Compare(DataSpec old, DataSpec now)
    {
        if (old.Media != now.Media)
            yield return new(RuleKind.Sample, ChangeKind.Tightened, "media", null, SpecWords.Of(now.Media));
        if (RoiOf(old) != RoiOf(now))
            yield return new(
                RuleKind.Sample, now.Roi is null ? ChangeKind.Loosened : ChangeKind.Tightened, "roi", null, "region of interest");

        foreach (var (before, after) in Pairs(old.Classes, now.Classes, c => c.Id))
        {
            if (Existence(RuleKind.Class, null, (before?.Id, before?.Name), (after?.Id, after?.Name)) is { } change) yield return change;
            if (before is null || after is null) continue;
            if (Tightens(before, after)) yield return new(RuleKind.Class, ChangeKind.Tightened, after.Id, null, after.Name);
            foreach (var inner in Compare(before.Properties, after.Properties, after.Id)) yield return inner;
        }
        foreach (var outer in Compare(old.Properties, now.Properties, null)) yield return outer;
    }

    static IEnumerable<RuleChange> Compare(ImmutableArray<PropertyRule> old, ImmutableArray<PropertyRule> now, string? within)
    {
        foreach (var (before, after) in Pairs(old, now, p => p.Id))
        {
            if (Existence(RuleKind.Property, within, (before?.Id, before?.Name), (after?.Id, after?.Name)) is { } change) yield return change;
            if (before is null && after is { Required: true })
                yield return new(RuleKind.Property, ChangeKind.Tightened, after.Id, within, after.Name);
            if (before is null || after is null) continue;
            if (Tightens(before, after)) yield return new(RuleKind.Property, ChangeKind.Tightened, after.Id, within, after.Name);
            else if (Loosens(before, after)) yield return new(RuleKind.Property, ChangeKind.Loosened, after.Id, within, after.Name);
            foreach (var (one, other) in Pairs(before.Options, after.Options, o => o.Id))
                if (Existence(RuleKind.Option, after.Id, (one?.Id, one?.Name), (other?.Id, other?.Name)) is { } optionChange)
                    yield return optionChange;
        }
    }

    static RuleChange? Existence(RuleKind rule, string? within, (string? Id, string? Name) before, (string? Id, string? Name) after) =>
        before.Id is null ? new(rule, ChangeKind.Added, after.Id!, within, after.Name!)
        : after.Id is null ? new(rule, ChangeKind.Removed, before.Id, within, before.Name!)
        : before.Name != after.Name ? new(rule, ChangeKind.Renamed, after.Id, within, after.Name!)
        : null;

    static bool Tightens(ClassRule before, ClassRule after) =>
        before.Shape != after.Shape || before.PointNames.Except(after.PointNames).Any()
        || (before.PointNames.IsEmpty && !after.PointNames.IsEmpty);

    static bool Tightens(PropertyRule before, PropertyRule after) =>
        (after.Required && !before.Required) || after.Min > (before.Min ?? double.NegativeInfinity)
        || after.Max < (before.Max ?? double.PositiveInfinity) || before.Type != after.Type
        || (before.Normalise != after.Normalise && after.Normalise is not Normalisation.None)
        || !Same(before.When, after.When);

    static bool Loosens(PropertyRule before, PropertyRule after) =>
        before.Required != after.Required || before.Min != after.Min || before.Max != after.Max || before.Normalise != after.Normalise;

    static bool Same(ImmutableArray<Condition> before, ImmutableArray<Condition> after) =>
        before.Length == after.Length && before.Zip(after).All(pair => (pair.First, pair.Second) switch
        {
            (ClassIs a, ClassIs b) => a.ClassIds.SequenceEqual(b.ClassIds),
            (PropertyIs a, PropertyIs b) => a.PropertyId == b.PropertyId && a.AnyOf.SequenceEqual(b.AnyOf),
            _ => false,
        });

    static string RoiOf(DataSpec spec)
    {
        if (spec.Roi is null) return "";
        var writer = new CanonicalWriter();
        LabelWriter.Write(spec.Roi.Shape, writer);
        return $"{spec.Roi.Outside} {System.Text.Encoding.UTF8.GetString(writer.Written)}";
    }

    /// <summary>Every id once, in the order of now and then of what is gone.</summary>
    static IEnumerable<(T? Before, T? After)> Pairs<T>(ImmutableArray<T> old, ImmutableArray<T> now, Func<T, string> id) where T : class
    {
        var before = old.ToDictionary(id, StringComparer.Ordinal);
        foreach (var item in now)
            yield return (before.Remove(id(item), out var was) ? was : null, item);
        foreach (var gone in old)
            if (before.ContainsKey(id(gone))) yield return (gone, null);
    }
}
