using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>What a change of a data spec would do to labels that are there: documents are counted one after another.</summary>
public sealed class SpecImpact
{
    readonly DataSpec now;
    readonly ImmutableArray<RuleChange> rules;
    readonly int[] uses, breaks;

    public SpecImpact(DataSpec old, DataSpec now)
    {
        this.now = now;
        rules = DataSpec.Change(old, now).Rules;
        (uses, breaks) = (new int[rules.Length], new int[rules.Length]);
    }

    /// <summary>Labels counted so far.</summary>
    public int Labels { get; private set; }

    /// <summary>Those of them that would not conform any more.</summary>
    public int Breaking { get; private set; }

    public ImmutableArray<RuleImpact> Rules => [.. rules.Select((rule, i) => new RuleImpact(rule, uses[i], breaks[i]))];

    /// <param name="atRest">A label document, in ids.</param>
    /// <param name="tasks">How many tasks have it.</param>
    public void Count(LabelDocument atRest, SampleFacts sample, int tasks)
    {
        Labels += tasks;
        var conforms = now.Check(atRest, sample).IsEmpty;
        if (!conforms) Breaking += tasks;
        for (var i = 0; i < rules.Length; i++)
        {
            if (!Uses(atRest, rules[i])) continue;
            uses[i] += tasks;
            if (!conforms && rules[i].MayBreakLabels) breaks[i] += tasks;
        }
    }

    static bool Uses(LabelDocument labels, RuleChange rule) => rule.Rule switch
    {
        RuleKind.Sample => true,
        RuleKind.Class => labels.Objects.Any(o => o.Class == rule.Id),
        // What must be said now concerns also those who do not say it.
        RuleKind.Property => rule.Change is ChangeKind.Tightened && rule.Within is null || Everyone(labels, rule.Within).Any(values => values[rule.Id] is not null)
            || rule.Change is ChangeKind.Tightened && labels.Objects.Any(o => o.Class == rule.Within),
        _ => Everyone(labels, null).Concat(labels.Objects.Select(o => o.Properties)).Any(values => values[rule.Within!] switch
        {
            TextValue one => one.Text == rule.Id,
            OptionsValue some => some.Options.Contains(rule.Id, StringComparer.Ordinal),
            _ => false,
        }),
    };

    /// <summary>The values of the sample; within a class, those of its objects.</summary>
    static IEnumerable<PropertyValues> Everyone(LabelDocument labels, string? within) =>
        within is null ? [labels.Properties] : labels.Objects.Where(o => o.Class == within).Select(o => o.Properties);
}

/// <summary>A rule that would change, and the labels it concerns.</summary>
/// <param name="Labels">Labels that use it.</param>
/// <param name="Breaking">Those of them that would not conform any more.</param>
public sealed record RuleImpact(RuleChange Rule, int Labels, int Breaking);
