using System.Collections.Immutable;

namespace Labelwise.Domain.Licences;

/// <summary>What a licence asks of whoever passes on a set that contains the work.</summary>
[Flags]
public enum LicenceTerms
{
    None = 0,
    /// <summary>The author must be named.</summary>
    Attribution = 1,
    /// <summary>What is made of it must be passed on under the same terms.</summary>
    ShareAlike = 2,
    /// <summary>Not for commercial use.</summary>
    NonCommercial = 4,
    /// <summary>Changed copies may not be passed on.</summary>
    NoDerivatives = 8,
}

/// <summary>A licence that we know.</summary>
/// <param name="Id">SPDX id.</param>
/// <param name="Family">Share-alike licences of one family go together.</param>
public sealed record Licence(string Id, LicenceTerms Terms, string Family)
{
    /// <summary>Finds a licence by its SPDX id, or by its Creative Commons name ("CC BY-SA 4.0"), in any case.</summary>
    public static Licence? Find(string id) => Known.GetValueOrDefault(Normal(id));

    static string Normal(string id) => id.Trim().ToUpperInvariant().Replace(' ', '-').Replace('_', '-');

    static readonly ImmutableDictionary<string, Licence> Known = All().ToImmutableDictionary(l => Normal(l.Id));

    static IEnumerable<Licence> All()
    {
        foreach (var id in (string[])["CC0-1.0", "CC-PDDC", "PDDL-1.0", "Unlicense", "0BSD"])
            yield return new(id, LicenceTerms.None, "public domain");
        foreach (var id in (string[])["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "ODC-By-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0"])
            yield return new(id, LicenceTerms.Attribution, "permissive");
        foreach (var (id, family) in ((string, string)[])[("ODbL-1.0", "ODbL"), ("CDLA-Sharing-1.0", "CDLA-Sharing"), ("GFDL-1.3-only", "GFDL"),
            ("GPL-2.0-only", "GPL-2"), ("GPL-3.0-only", "GPL-3"), ("GPL-3.0-or-later", "GPL-3")])
            yield return new(id, LicenceTerms.Attribution | LicenceTerms.ShareAlike, family);
        foreach (var version in (string[])["1.0", "2.0", "2.5", "3.0", "4.0"])
        {
            yield return new($"CC-BY-{version}", LicenceTerms.Attribution, "CC BY");
            yield return new($"CC-BY-NC-{version}", LicenceTerms.Attribution | LicenceTerms.NonCommercial, "CC BY-NC");
            yield return new($"CC-BY-ND-{version}", LicenceTerms.Attribution | LicenceTerms.NoDerivatives, "CC BY-ND");
            yield return new($"CC-BY-NC-ND-{version}", LicenceTerms.Attribution | LicenceTerms.NonCommercial | LicenceTerms.NoDerivatives, "CC BY-NC-ND");
            // 1.0 names no later version; from 2.0 on an adaptation may carry a later one (section 4b of each).
            yield return new($"CC-BY-SA-{version}", LicenceTerms.Attribution | LicenceTerms.ShareAlike, version == "1.0" ? "CC BY-SA 1.0" : "CC BY-SA");
            yield return new($"CC-BY-NC-SA-{version}", LicenceTerms.Attribution | LicenceTerms.ShareAlike | LicenceTerms.NonCommercial, version == "1.0" ? "CC BY-NC-SA 1.0" : "CC BY-NC-SA");
        }
    }
}
