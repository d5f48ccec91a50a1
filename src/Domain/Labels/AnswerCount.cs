using System.Collections.Immutable;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Labels;

/// <summary>How often a label document gives one of a property's possible answers: at most once for the whole sample, and once for each object.</summary>
/// <param name="Answer">As <see cref="Key"/> writes it.</param>
[GenerateSerializer, Immutable, Alias("answer-count")]
public readonly record struct AnswerCount([property: Id(0)] string Answer, [property: Id(1)] int Count)
{
    public const string Yes = "true", No = "false";

    /// <summary>Names an answer by ids, which have none of the signs between them.</summary>
    /// <param name="of">The class of objects that are asked; null where the whole sample is.</param>
    /// <param name="value">An option's id, <see cref="Yes"/> or <see cref="No"/>.</param>
    public static string Key(string? of, string property, string value) => $"{of}/{property}={value}";

    /// <summary>Answers that were chosen from a few: options, and yes or no. Texts and numbers are as many as there are labels.</summary>
    /// <param name="atRest">A document in ids.</param>
    /// <param name="spec">Says which properties have options; what it does not know is not counted.</param>
    public static ImmutableArray<AnswerCount> Of(LabelDocument atRest, DataSpec spec)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Add(null, atRest.Properties, spec.Properties, counts);
        foreach (var of in atRest.Objects)
            if (of.Properties.Count > 0 && spec.ClassOf(of.Class) is { } rule) Add(of.Class, of.Properties, rule.Properties, counts);
        return [.. counts.Select(c => new AnswerCount(c.Key, c.Value))];
    }

    /// <summary>Whether a document under this spec may hold an answer that its class does not tell.</summary>
    public static bool AreAsked(DataSpec spec) =>
        spec.Classes.Any(c => c.Properties.Any(IsChosen)) || spec.Properties.Any(p => IsChosen(p) && p.Id != spec.ClassificationTarget?.PropertyId);

    /// <summary>Whether a property's answers are chosen from a few.</summary>
    public static bool IsChosen(PropertyRule rule) => rule.Type is PropertyType.Option or PropertyType.Options or PropertyType.Boolean;

    static void Add(string? of, PropertyValues given, ImmutableArray<PropertyRule> rules, SortedDictionary<string, int> counts)
    {
        foreach (var rule in rules)
            if (IsChosen(rule) && given[rule.Id] is { } value)
                foreach (var chosen in Chosen(value))
                    counts[Key(of, rule.Id, chosen)] = counts.GetValueOrDefault(Key(of, rule.Id, chosen)) + 1;
    }

    static IEnumerable<string> Chosen(PropertyValue value) => value switch
    {
        TextValue text => [text.Text], OptionsValue options => options.Options, FlagValue flag => [flag.Flag ? Yes : No], _ => [],
    };
}
