using System.Collections.Immutable;

namespace Labelwise.Domain.Licences;

/// <summary>What happens to a version whose licences do not go together.</summary>
public enum LicencePolicy { Warn, Refuse }

/// <summary>How grave a finding is by itself.</summary>
public enum LicenceGravity
{
    /// <summary>A duty to keep; never stops a version.</summary>
    Notice,
    /// <summary>The mix may not be passed on as one work, or nobody can say; the policy decides.</summary>
    Conflict,
}

/// <param name="Code">share-alike-mix, no-derivatives, non-commercial, unknown-licence or no-licence.</param>
/// <param name="Licences">Those concerned, as given.</param>
/// <param name="Samples">Samples under them.</param>
[GenerateSerializer, Immutable, Alias("licence-finding")]
public sealed record LicenceFinding(
    [property: Id(0)] string Code, [property: Id(1)] string Message, [property: Id(2)] LicenceGravity Gravity,
    [property: Id(3)] ImmutableArray<string> Licences, [property: Id(4)] int Samples);

/// <param name="Refused">Whether the version must not be sealed under the policy.</param>
[GenerateSerializer, Immutable, Alias("licence-report")]
public sealed record LicenceReport(
    [property: Id(0)] LicenceSummary Summary, [property: Id(1)] ImmutableArray<LicenceFinding> Findings, [property: Id(2)] bool Refused);

/// <summary>
/// Known incompatibilities of licences within one published set, on the cautious reading that resized or cropped
/// samples and the set as a whole may count as adaptations. A help for people who decide, not legal advice.
/// </summary>
/// <remarks>After Creative Commons' compatibility chart and "ShareAlike compatibility", creativecommons.org/compatiblelicenses.</remarks>
public static class LicenceRules
{
    public static LicenceReport Check(LicenceSummary summary, LicencePolicy policy)
    {
        var findings = Findings(summary).ToImmutableArray();
        return new(summary, findings, policy is LicencePolicy.Refuse && findings.Any(f => f.Gravity is LicenceGravity.Conflict));
    }

    static IEnumerable<LicenceFinding> Findings(LicenceSummary summary)
    {
        var shareAlike = Under(LicenceTerms.ShareAlike);
        var families = shareAlike.Select(id => Licence.Find(id)!.Family).Distinct().Order(StringComparer.Ordinal).ToList();
        if (families.Count > 1)
            yield return Finding("share-alike-mix", LicenceGravity.Conflict, shareAlike,
                $"{string.Join(", ", families)} each ask that the whole be passed on under their own terms.");

        var nonCommercial = Under(LicenceTerms.NonCommercial);
        var freeShareAlike = shareAlike.Except(nonCommercial).ToImmutableArray();
        if (nonCommercial.Any(id => !Licence.Find(id)!.Terms.HasFlag(LicenceTerms.ShareAlike)) && !freeShareAlike.IsEmpty)
            yield return Finding("share-alike-mix", LicenceGravity.Conflict, [.. nonCommercial, .. freeShareAlike],
                "A share-alike licence allows no further limits, and a non-commercial one sets such a limit.");
        if (!nonCommercial.IsEmpty)
            yield return Finding("non-commercial", LicenceGravity.Notice, nonCommercial, "The set may not be used commercially.");

        var noDerivatives = Under(LicenceTerms.NoDerivatives);
        if (!noDerivatives.IsEmpty)
            yield return Finding("no-derivatives", LicenceGravity.Conflict, noDerivatives, "Changed copies (resized, cropped) may not be passed on.");

        ImmutableArray<string> unknown = [.. summary.ByLicence.Keys.Where(id => id.Length > 0 && Licence.Find(id) is null)];
        if (!unknown.IsEmpty)
            yield return Finding("unknown-licence", LicenceGravity.Conflict, unknown, "Their terms are not known here; somebody must read them.");
        if (summary.ByLicence.ContainsKey(""))
            yield return Finding("no-licence", LicenceGravity.Notice, [""], "No licence is given.");

        ImmutableArray<string> Under(LicenceTerms terms) =>
            [.. summary.ByLicence.Keys.Where(id => Licence.Find(id) is { } known && known.Terms.HasFlag(terms))];

        LicenceFinding Finding(string code, LicenceGravity gravity, ImmutableArray<string> licences, string message) =>
            new(code, message, gravity, licences, licences.Sum(l => summary.ByLicence[l]));
    }
}
