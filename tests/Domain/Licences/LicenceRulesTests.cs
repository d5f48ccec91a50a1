using Labelwise.Domain.Licences;

namespace Labelwise.Tests.Domain.Licences;

public sealed class LicenceRulesTests
{
    static LicenceReport Check(LicencePolicy policy, params string?[] licences) => LicenceRules.Check(LicenceSummary.Of(licences), policy);

    [Theory]
    [InlineData("CC0-1.0", "MIT", "CC-BY-4.0")]
    [InlineData("CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-BY-4.0")]
    [InlineData("ODbL-1.0", "CC0-1.0", "ODC-By-1.0")]
    public void Licences_that_go_together_are_let_through(params string[] licences)
    {
        var report = Check(LicencePolicy.Refuse, licences);
        Assert.Empty(report.Findings);
        Assert.False(report.Refused);
    }

    [Theory]
    [InlineData("share-alike-mix", "CC-BY-SA-4.0", "ODbL-1.0")]
    [InlineData("share-alike-mix", "CC-BY-SA-4.0", "CC-BY-NC-SA-4.0")]
    [InlineData("share-alike-mix", "CC-BY-SA-4.0", "CC-BY-NC-4.0")]
    [InlineData("share-alike-mix", "CC-BY-SA-1.0", "CC-BY-SA-4.0")]
    [InlineData("no-derivatives", "CC-BY-ND-4.0", "CC0-1.0")]
    [InlineData("unknown-licence", "Ask-Bob-1.0", "CC0-1.0")]
    public void A_mix_that_licences_forbid_is_refused_or_warned_of_by_policy(string code, params string[] licences)
    {
        var refused = Check(LicencePolicy.Refuse, licences);
        Assert.Contains(code, refused.Findings.Where(f => f.Gravity is LicenceGravity.Conflict).Select(f => f.Code));
        Assert.True(refused.Refused);
        Assert.False(Check(LicencePolicy.Warn, licences).Refused);
    }

    [Fact]
    public void Duties_are_told_and_stop_nothing()
    {
        var report = Check(LicencePolicy.Refuse, "CC-BY-NC-4.0", "CC-BY-NC-4.0", null, "");
        Assert.Equal([("non-commercial", 2), ("no-licence", 2)], report.Findings.Select(f => (f.Code, f.Samples)));
        Assert.False(report.Refused);
    }

    [Theory]
    [InlineData("CC BY-SA 4.0", "CC-BY-SA-4.0")]
    [InlineData("cc0-1.0", "CC0-1.0")]
    [InlineData(" mit ", "MIT")]
    public void A_licence_is_known_however_its_id_is_written(string given, string id) => Assert.Equal(id, Licence.Find(given)?.Id);

    [Fact]
    public void Summaries_of_blocks_add_up()
    {
        var sum = LicenceSummary.Of(["MIT", "MIT", null]) + LicenceSummary.Of(["MIT", "CC0-1.0"]);
        Assert.Equal([("", 1), ("CC0-1.0", 1), ("MIT", 3)], sum.ByLicence.Select(p => (p.Key, p.Value)));
    }
}
