using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Versions;

/// <summary>What is counted of one entry.</summary>
/// <param name="Classes">Every class name in the label, once for each object; the option of a classification once.</param>
public readonly record struct CountedEntry(ImmutableArray<string> Classes, string? Split, DeciderKind DecidedBy, string? Licence);

/// <summary>How many of what a version holds. A sum of parts, so that blocks are counted apart.</summary>
/// <param name="ByClass">Objects (or classified samples) of each class.</param>
/// <param name="BySplit">Samples in each split; the name is empty for none.</param>
/// <param name="ByDecider">Samples decided by people, model and reviewer.</param>
/// <param name="ByLicence">Samples under each licence; the name is empty for none.</param>
/// <param name="BySplitAndClass">Objects of each class in each split, as "split/class".</param>
[GenerateSerializer, Immutable, Alias("version-statistics")]
public sealed record VersionStatistics(
    [property: Id(0)] int Samples, [property: Id(1)] ImmutableSortedDictionary<string, int> ByClass,
    [property: Id(2)] ImmutableSortedDictionary<string, int> BySplit, [property: Id(3)] ImmutableSortedDictionary<string, int> ByDecider,
    [property: Id(4)] ImmutableSortedDictionary<string, int> ByLicence, [property: Id(5)] ImmutableSortedDictionary<string, int> BySplitAndClass)
{
    static readonly ImmutableSortedDictionary<string, int> None = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    public static VersionStatistics Empty { get; } = new(0, None, None, None, None, None);

    public static VersionStatistics Of(IEnumerable<CountedEntry> entries)
    {
        var all = entries.ToList();
        return new(
            all.Count,
            Count(all.SelectMany(e => e.Classes)),
            Count(all.Select(e => e.Split ?? "")),
            Count(all.Select(e => e.DecidedBy.ToString().ToLowerInvariant())),
            Count(all.Select(e => e.Licence ?? "")),
            Count(all.SelectMany(e => e.Classes.Select(c => $"{e.Split}/{c}"))));
    }

    public static VersionStatistics operator +(VersionStatistics one, VersionStatistics other) => new(
        one.Samples + other.Samples, Sum(one.ByClass, other.ByClass), Sum(one.BySplit, other.BySplit),
        Sum(one.ByDecider, other.ByDecider), Sum(one.ByLicence, other.ByLicence), Sum(one.BySplitAndClass, other.BySplitAndClass));

    static ImmutableSortedDictionary<string, int> Count(IEnumerable<string> names) =>
        names.CountBy(n => n, StringComparer.Ordinal).ToImmutableSortedDictionary(StringComparer.Ordinal);

    static ImmutableSortedDictionary<string, int> Sum(ImmutableSortedDictionary<string, int> one, ImmutableSortedDictionary<string, int> other) =>
        other.Aggregate(one, (sum, pair) => sum.SetItem(pair.Key, sum.GetValueOrDefault(pair.Key) + pair.Value));
}
