using System.Collections.Immutable;

namespace Labelwise.Domain.Licences;

/// <summary>How many samples stand under which licence; a sum of parts.</summary>
/// <param name="ByLicence">Samples by licence as given; the name is empty for none.</param>
[GenerateSerializer, Immutable, Alias("licence-summary")]
public sealed record LicenceSummary([property: Id(0)] ImmutableSortedDictionary<string, int> ByLicence)
{
    public static LicenceSummary Of(IEnumerable<string?> licences) =>
        new(licences.CountBy(l => l?.Trim() ?? "", StringComparer.Ordinal).ToImmutableSortedDictionary(StringComparer.Ordinal));

    public static LicenceSummary operator +(LicenceSummary one, LicenceSummary other) =>
        new(other.ByLicence.Aggregate(one.ByLicence, (sum, pair) => sum.SetItem(pair.Key, sum.GetValueOrDefault(pair.Key) + pair.Value)));

    public IEnumerable<Licence> Known => ByLicence.Keys.Select(Licence.Find).OfType<Licence>().Distinct();
}
