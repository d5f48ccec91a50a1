using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Holds the answers in one place (the sample, or one object) against the properties asked there. The
/// findings stand at that place.</summary>
/// <param name="outer">The sample's answers, on which an object's conditions may depend; null for the sample's own.</param>
sealed class PropertyResolver(PropertyScope scope, PropertyResolver? outer, Findings findings)
{
    readonly Dictionary<string, PropertyValue> answers = new(StringComparer.Ordinal);
    HashSet<string>? refused;  // nearly always none

    /// <summary>What a reference may name.</summary>
    public readonly record struct Objects(HashSet<string> Ids, string? Self);

    /// <returns>The answers in ids.</returns>
    public PropertyValues Resolve(PropertyValues named, Objects objects)
    {
        if (named.Count is 0) return named;
        using var _ = findings.At("properties");
        foreach (var (name, value) in named)
        {
            using var at = findings.At(name);
            if (scope.ByName(name) is not { } property)
                findings.Refuse("unknown-property",
                    $"There is no property '{name}' here; known are {ShapeRules.Some(scope.Rules.Select(rule => rule.Name))}.");
            else if (Resolve(property, value, objects) is { } resolved)
                answers[property.Rule.Id] = resolved;
            else
                (refused ??= new(StringComparer.Ordinal)).Add(property.Rule.Id);
        }
        return PropertyValues.Of(answers);
    }

    /// <summary>Refuses what is missing, and what is answered although its condition does not hold.</summary>
    /// <param name="classIds">The object's class, or all classes in the sample.</param>
    public void CheckAsked(HashSet<string> classIds)
    {
        foreach (var rule in scope.Rules)
        {
            var answered = answers.ContainsKey(rule.Id) || refused?.Contains(rule.Id) is true;
            if (!rule.Required && (rule.When.IsEmpty || !answered)) continue;
            var asked = IsAsked(rule, classIds);
            if (asked is null || answered == asked || (asked.Value && !rule.Required)) continue;
            using (findings.At("properties"))
            using (findings.At(rule.Name))
                if (answered) findings.Refuse("not-asked", $"'{rule.Name}' is not asked here, because its condition does not hold.");
                else findings.Refuse("missing-property", $"'{rule.Name}' must be answered.");
        }
    }

    /// <returns>Null when that hangs on an answer that was refused itself.</returns>
    bool? IsAsked(PropertyRule rule, HashSet<string> classIds)
    {
        foreach (var condition in rule.When)
            switch (condition)
            {
                case ClassIs anyOf when !anyOf.ClassIds.Any(classIds.Contains): return false;
                case PropertyIs other when IsRefused(other.PropertyId): return null;
                case PropertyIs other when !other.IsMetBy(Answer(other.PropertyId)): return false;
            }
        return true;
    }

    bool IsRefused(string id) => refused?.Contains(id) is true || outer?.IsRefused(id) is true;

    PropertyValue? Answer(string id) => answers.GetValueOrDefault(id) ?? outer?.Answer(id);

    /// <returns>Null when refused.</returns>
    PropertyValue? Resolve(PropertyIndex property, PropertyValue value, Objects objects) => (property.Rule.Type, value) switch
    {
        (PropertyType.Option, TextValue option) => Option(property, option.Text),
        (PropertyType.Options, OptionsValue options) => Options(property, options.Options),
        (PropertyType.Text, TextValue text) => Text(property.Rule, text.Text),
        (PropertyType.Number, NumberValue number) => Within(property.Rule, number.Number, "The number") ? number : null,
        (PropertyType.Boolean, FlagValue flag) => flag,
        (PropertyType.Reference, TextValue reference) => Reference(reference, objects),
        _ => WrongType(property.Rule),
    };

    TextValue? Option(PropertyIndex property, string name)
    {
        if (property.OptionByName(name) is { } at) return new(property.Rule.Options[at].Id);
        findings.Refuse("unknown-option",
            $"'{property.Rule.Name}' has no option '{name}'; it has {ShapeRules.Some(property.Rule.Options.Select(o => o.Name))}.");
        return null;
    }

    OptionsValue? Options(PropertyIndex property, ImmutableArray<string> names)
    {
        var chosen = new SortedSet<int>();
        var clean = true;
        for (var i = 0; i < names.Length; i++)
        {
            using var _ = findings.At(i);
            if (property.OptionByName(names[i]) is not { } at) clean = Option(property, names[i]) is not null;
            else if (!chosen.Add(at))
            {
                findings.Refuse("duplicate-option", $"'{names[i]}' is chosen twice.");
                clean = false;
            }
        }
        return clean && Within(property.Rule, chosen.Count, "The number of options chosen")
            ? new([.. chosen.Select(at => property.Rule.Options[at].Id)]) : null;
    }

    TextValue? Text(PropertyRule rule, string given)
    {
        var text = Normaliser.Apply(rule.Normalise, given);
        return Within(rule, text.EnumerateRunes().Count(), "The number of characters") ? new(text) : null;
    }

    TextValue? Reference(TextValue reference, Objects objects)
    {
        if (objects.Ids.Contains(reference.Text) && reference.Text != objects.Self) return reference;
        findings.Refuse("unknown-object", reference.Text == objects.Self
            ? "An object cannot refer to itself." : $"There is no object '{reference.Text}' to refer to.");
        return null;
    }

    bool Within(PropertyRule rule, double value, string what)
    {
        if (!(value < rule.Min) && !(value > rule.Max)) return true;
        findings.Refuse("out-of-range", (rule.Min, rule.Max) switch
        {
            ({ } min, { } max) => $"{what} must be from {Number(min)} to {Number(max)}; it is {Number(value)}.",
            ({ } min, null) => $"{what} must be at least {Number(min)}; it is {Number(value)}.",
            (_, var max) => $"{what} must be at most {Number(max ?? 0)}; it is {Number(value)}.",
        });
        return false;
    }

    PropertyValue? WrongType(PropertyRule rule)
    {
        findings.Refuse("wrong-type", rule.Type switch
        {
            PropertyType.Option => $"'{rule.Name}' takes one option, as a string.",
            PropertyType.Options => $"'{rule.Name}' takes a list of options.",
            PropertyType.Text => $"'{rule.Name}' takes a string.",
            PropertyType.Number => $"'{rule.Name}' takes a number.",
            PropertyType.Boolean => $"'{rule.Name}' takes true or false.",
            _ => $"'{rule.Name}' takes the id of another object, as a string.",
        });
        return null;
    }

    static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
