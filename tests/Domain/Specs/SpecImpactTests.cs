using System.Text;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Domain.Specs;

/// <summary>What a change of the spec does to labels is counted before it is made.</summary>
public sealed class SpecImpactTests
{
    const string Old = """{"media":"image","classes":[{"id":"car","name":"car","shape":"box","properties":[{"id":"hid","name":"hidden","type":"boolean","required":false}]}],"properties":[{"id":"q","name":"quality","type":"option","required":true,"options":[{"id":"g","name":"good"},{"id":"b","name":"bad"}]}]}""";

    [Fact]
    public void A_removed_option_breaks_the_labels_that_say_it_and_no_others()
    {
        var impact = Count(Old.Replace(""",{"id":"b","name":"bad"}""", "", StringComparison.Ordinal), ("""{"objects":[],"properties":{"q":"b"}}""", 3), ("""{"objects":[],"properties":{"q":"g"}}""", 5));
        Assert.Equal((8, 3), (impact.Labels, impact.Breaking));
        var rule = Assert.Single(impact.Rules);
        Assert.Equal((RuleKind.Option, ChangeKind.Removed, 3, 3), (rule.Rule.Rule, rule.Rule.Change, rule.Labels, rule.Breaking));
    }

    [Fact]
    public void A_rename_concerns_labels_and_breaks_none()
    {
        var impact = Count(Old.Replace("\"name\":\"good\"", "\"name\":\"fine\"", StringComparison.Ordinal), ("""{"objects":[],"properties":{"q":"g"}}""", 5));
        Assert.Equal((5, 0), (Assert.Single(impact.Rules).Labels, impact.Breaking));
    }

    [Fact]
    public void What_becomes_required_breaks_the_labels_that_do_not_say_it()
    {
        var impact = Count(
            Old.Replace("\"required\":false", "\"required\":true", StringComparison.Ordinal),
            (Car("{}"), 2), (Car("""{"hid":true}"""), 4), ("""{"objects":[],"properties":{"q":"g"}}""", 8));
        var rule = Assert.Single(impact.Rules);
        Assert.Equal((6, 2), (rule.Labels, rule.Breaking));
    }

    static string Car(string properties) =>
        """{"objects":[{"id":"1","class":"car","shape":{"box":[1,1,5,5]},"properties":""" + properties + """}],"properties":{"q":"g"}}""";

    static SpecImpact Count(string changed, params (string Label, int Tasks)[] labels)
    {
        var old = DataSpec.Parse(Encoding.UTF8.GetBytes(Old), () => "new").Spec!;
        var impact = new SpecImpact(old, DataSpec.Parse(Encoding.UTF8.GetBytes(changed), () => "new", old).Spec!);
        foreach (var (label, tasks) in labels) impact.Count(LabelDocument.Parse(Encoding.UTF8.GetBytes(label)).Labels!, SampleFacts.Image(100, 100), tasks);
        return impact;
    }
}
