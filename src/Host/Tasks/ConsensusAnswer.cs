using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Documents;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Tasks;

/// <summary>What everybody's documents on a task amount to.</summary>
/// <param name="Confidence">Of the least sure object or property; null before anybody's document counts.</param>
/// <param name="Contradicted">Whether anybody's document differs in more than the last pixels.</param>
/// <param name="Objects">Also those that are more likely not there, without an id.</param>
/// <param name="People">Names by id.</param>
public sealed record ConsensusAnswer(
    double? Confidence, bool Contradicted, LabelDocument? Labels, IReadOnlyList<ObjectConsensusAnswer> Objects,
    IReadOnlyList<PropertyConsensusAnswer> Properties, IReadOnlyDictionary<string, string> People)
{
    internal const string Example = """{"confidence":0.9,"contradicted":true,"labels":{"objects":[{"id":"o1","class":"crack","shape":{"box":[10,12,40,20]},"properties":{},"confidence":0.983}],"properties":{}},"objects":[{"id":"o1","class":"crack","existence":0.9986,"named":0.9999,"placed":0.9846,"confidence":0.983,"properties":[],"members":{"0a1b2c3d4e5f6g7h":"o1","1a1b2c3d4e5f6g7h":"o2"}}],"properties":[],"people":{"0a1b2c3d4e5f6g7h":"Ben","1a1b2c3d4e5f6g7h":"Ana"}}""";

    internal static ConsensusAnswer Nothing { get; } = new(null, false, null, [], [], new Dictionary<string, string>(StringComparer.Ordinal));

    internal static ConsensusAnswer Of(TaskConsensus found, DataSpec spec, TenantDirectory directory)
    {
        var merged = found.Merged;
        return new(
            Rounded(merged.Confidence), merged.Contradicted, spec.Named(merged.Labels),
            [.. merged.Objects.Select(o => Of(o, spec, found.Annotators))], [.. merged.Properties.Select(p => Of(p, spec.Properties))],
            found.Annotators.Distinct().ToDictionary(a => a.Value, directory.NameOf, StringComparer.Ordinal));
    }

    static ObjectConsensusAnswer Of(ObjectConfidence one, DataSpec spec, IReadOnlyList<UserId> annotators)
    {
        var rule = spec.Classes.FirstOrDefault(c => c.Id == one.Class);
        return new(
            one.Id, rule?.Name ?? one.Class, Rounded(one.Existence), Rounded(one.Named), Rounded(one.Placed), Rounded(one.Whole),
            [.. one.Properties.Select(p => Of(p, rule?.Properties ?? []))],
            one.Members.Index().Where(m => m.Item is not null).ToDictionary(m => annotators[m.Index].Value, m => m.Item!, StringComparer.Ordinal));
    }

    static PropertyConsensusAnswer Of(PropertyConfidence one, IEnumerable<PropertyRule> rules) =>
        new(rules.FirstOrDefault(r => r.Id == one.Property)?.Name ?? one.Property, Rounded(one.Confidence), one.Alike);

    static double Rounded(double value) => Math.Round(value, 5);
}

/// <param name="Id">In the merged document; null where it was left out.</param>
/// <param name="Existence">Posterior that there is such an object.</param>
/// <param name="Named">Posterior of its class.</param>
/// <param name="Placed">Chance that its shape overlaps the true one by three quarters (IoU).</param>
/// <param name="Members">By annotator, the object's id in their document.</param>
public sealed record ObjectConsensusAnswer(
    string? Id, string Class, double Existence, double Named, double Placed, double Confidence,
    IReadOnlyList<PropertyConsensusAnswer> Properties, IReadOnlyDictionary<string, string> Members);

/// <param name="Alike">Of a text, the mean likeness of the others' to it: 1 less the normalised edit distance.</param>
public sealed record PropertyConsensusAnswer(string Name, double Confidence, double? Alike);
