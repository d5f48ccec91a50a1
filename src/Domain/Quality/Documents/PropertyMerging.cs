using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Texts;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Quality.Documents;

/// <summary>What one person answered about the sample, or about one object.</summary>
readonly record struct Answered(PropertyValues Values, double Accuracy);

/// <param name="Sure">The least confidence of those that count; 1 where none does.</param>
sealed record MergedProperties(PropertyValues Values, ImmutableArray<PropertyConfidence> Confidences, double Sure, bool Contradicted)
{
    public static MergedProperties None { get; } = new(PropertyValues.Empty, [], 1, false);
}

/// <summary>What several people said of the same thing, property by property.</summary>
/// <remarks>
/// Options and yes or no by <see cref="OneCoin"/>, each of several options by itself; where a property need not be answered, no answer is one.
/// Texts by <see cref="TextConsensus"/>, numbers by their weighted median; of both the confidence is that of equal answers among many possible
/// ones. Remarks (texts that need not be given) do not count: nobody is asked again for them. What was answered under a
/// condition that does not hold in the end is left out.
/// </remarks>
static class PropertyMerging
{
    /// <summary>As many different texts or numbers are thought possible.</summary>
    const int AnswersThought = 50;

    /// <summary>Numbers that differ by at most this share of the larger are the same answer.</summary>
    const double SameNumber = 0.01;

    /// <param name="classes">The object's class, or all classes in the sample.</param>
    /// <param name="outer">Of an object, what was answered about the sample.</param>
    public static MergedProperties Of(
        ImmutableArray<PropertyRule> rules, IReadOnlyList<Answered> answered, HashSet<string> classes, Func<string, PropertyValue?> outer, SettledProperty? settled)
    {
        if (rules.IsEmpty || answered.Count is 0) return MergedProperties.None;
        var votes = rules.Select(rule => rule.Id == settled?.Id
            ? new Vote(rule, settled.Value, settled.Confidence, Differ(rule, answered), null) : Cast(rule, answered)).OfType<Vote>().ToList();
        // A condition may hang on another property: what falls takes along what depends on it.
        while (votes.RemoveAll(v => !v.Rule.When.All(c => Holds(c, votes, classes, outer))) > 0) { }
        var counting = votes.Where(v => v.Rule is { Required: true } or { Type: not PropertyType.Text }).ToList();
        return new(
            PropertyValues.Of(votes.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Rule.Id, v.Value!))),
            [.. votes.Select(v => new PropertyConfidence(v.Rule.Id, v.Confidence, v.Alike))],
            counting.Select(v => v.Confidence).DefaultIfEmpty(1).Min(), counting.Any(v => v.Differ));
    }

    /// <param name="Value">Null where not answering has it.</param>
    /// <param name="Differ">Whether two answered otherwise.</param>
    sealed record Vote(PropertyRule Rule, PropertyValue? Value, double Confidence, bool Differ, double? Alike);

    static bool Holds(Condition condition, List<Vote> votes, HashSet<string> classes, Func<string, PropertyValue?> outer) => condition switch
    {
        ClassIs anyOf => anyOf.ClassIds.Any(classes.Contains),
        PropertyIs other => other.IsMetBy(votes.Find(v => v.Rule.Id == other.PropertyId)?.Value ?? outer(other.PropertyId)),
        _ => true,
    };

    static Vote? Cast(PropertyRule rule, IReadOnlyList<Answered> answered)
    {
        // Whoever left out what must be answered saw its condition otherwise, and says nothing here.
        var said = rule.Required ? answered.Where(a => a.Values[rule.Id] is not null).ToList() : [.. answered];
        if (said.TrueForAll(a => a.Values[rule.Id] is null)) return null;
        return rule.Type switch
        {
            PropertyType.Options => Several(rule, said),
            PropertyType.Number => Number(rule, said),
            PropertyType.Text => Text(rule, said),
            PropertyType.Option => One(rule, said, rule.Options.Length),
            PropertyType.Boolean => One(rule, said, 2),
            _ => One(rule, said, AnswersThought),
        };
    }

    static Vote One(PropertyRule rule, List<Answered> said, int possible)
    {
        var values = said.ConvertAll(a => a.Values[rule.Id]);
        var (value, sure) = Likeliest(values, said, possible + (rule.Required ? 0 : 1));
        return new(rule, value, sure, values.Distinct().Skip(1).Any(), null);
    }

    static Vote Several(PropertyRule rule, List<Answered> said)
    {
        var chosen = said.ConvertAll(a => a.Values[rule.Id] is OptionsValue v ? v.Options : []);
        var (kept, sure) = (ImmutableArray.CreateBuilder<string>(), 1.0);
        foreach (var option in rule.Options)
        {
            var (has, by) = Likeliest(chosen.ConvertAll(c => c.Contains(option.Id)), said, 2);
            if (has) kept.Add(option.Id);
            sure = Math.Min(sure, by);
        }
        return new(rule, kept.Count is 0 && !rule.Required ? null : new OptionsValue(kept.ToImmutable()), sure, Differ(rule, said), null);
    }

    static Vote Number(PropertyRule rule, List<Answered> said)
    {
        var given = said.Where(a => a.Values[rule.Id] is NumberValue).Select(a => (Value: ((NumberValue)a.Values[rule.Id]!).Number, a.Accuracy)).OrderBy(a => a.Value).ToList();
        if (given.Count is 0) return new(rule, null, 0, true, null);
        var (half, below, at) = (given.Sum(g => g.Accuracy) / 2, 0.0, 0);
        while (at + 1 < given.Count && (below += given[at].Accuracy) < half) at++;
        var median = given[at].Value;
        // Whoever is near enough gave the same answer.
        var (value, sure) = Likeliest(said.ConvertAll(a => a.Values[rule.Id] is NumberValue { Number: var n } && Same(n, median) ? new NumberValue(median) : a.Values[rule.Id]), said, AnswersThought);
        return new(rule, value, sure, said.Exists(a => a.Values[rule.Id] is not NumberValue { Number: var n } || !Same(n, median)), null);
    }

    static Vote Text(PropertyRule rule, List<Answered> said)
    {
        var given = said.Where(a => a.Values[rule.Id] is TextValue).ToList();
        if (given.Count is 0) return new(rule, null, 0, true, null);
        string[] texts = [.. given.Select(a => ((TextValue)a.Values[rule.Id]!).Text)];
        var nearest = TextConsensus.Of(texts, [.. given.Select(a => a.Accuracy)]);
        var stands = given[nearest.At].Values[rule.Id];
        var sure = Posterior(given.ConvertAll(a => a.Values[rule.Id]), given, AnswersThought)[new(stands)];
        return new(rule, stands, sure, Differ(rule, said), given.Count > 1 ? Math.Round(nearest.Confidence, 4) : null);
    }

    static (T Value, double Confidence) Likeliest<T>(List<T> values, List<Answered> said, int possible)
    {
        var posterior = Posterior(values, said, possible);
        var best = posterior.MaxBy(p => p.Value);
        return ((T)best.Key.Value!, best.Value);
    }

    /// <summary>Of each answer that somebody gave.</summary>
    static Dictionary<Given, double> Posterior<T>(List<T> values, List<Answered> said, int possible)
    {
        var different = values.ConvertAll(v => new Given(v)).Distinct().ToList();
        var prior = Priors.Uniform(Math.Max(2, Math.Max(possible, different.Count)));
        var posterior = OneCoin.Posterior(prior.AsSpan(), [.. values.Select((v, i) => new Opinion(different.IndexOf(new(v)), said[i].Accuracy))]);
        return different.Index().ToDictionary(d => d.Item, d => posterior[d.Index]);
    }

    readonly record struct Given(object? Value);

    static bool Differ(PropertyRule rule, IReadOnlyList<Answered> said) => said.Select(a => a.Values[rule.Id]).Distinct().Skip(1).Any();

    static bool Same(double one, double other) => Math.Abs(one - other) <= SameNumber * Math.Max(Math.Abs(one), Math.Abs(other));
}
