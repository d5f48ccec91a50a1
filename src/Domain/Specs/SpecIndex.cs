using System.Collections.Immutable;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Specs;

/// <summary>A spec's rules by name and by id, computed once a spec.</summary>
sealed class SpecIndex
{
    readonly Dictionary<string, ClassIndex> classesByName = new(StringComparer.Ordinal);
    readonly Dictionary<string, ClassIndex> classesById = new(StringComparer.Ordinal);
    readonly Lazy<ContentHash> hash;

    public SpecIndex(DataSpec spec)
    {
        Sample = new(spec.Properties);
        foreach (var rule in spec.Classes)
        {
            var indexed = new ClassIndex(rule, new(rule.Properties));
            classesByName.Add(rule.Name, indexed);
            classesById.Add(rule.Id, indexed);
        }
        var target = spec.Properties.FirstOrDefault(p => p is { Type: PropertyType.Option, Required: true })
            ?? spec.Properties.FirstOrDefault(p => p.Type is PropertyType.Option);
        Target = target is null ? null : new(target.Id, [.. target.Options.Select(option => option.Id)]);
        hash = new(() => ContentHash.Of(CanonicalJson.Of(spec.ToJson()).Utf8.Span));
    }

    /// <summary>The properties of the sample as a whole.</summary>
    public PropertyScope Sample { get; }

    public ClassificationTarget? Target { get; }
    public ContentHash Hash => hash.Value;

    public ClassIndex? ClassByName(string name) => classesByName.GetValueOrDefault(name);
    public ClassIndex? ClassById(string id) => classesById.GetValueOrDefault(id);
}

sealed record ClassIndex(ClassRule Rule, PropertyScope Properties);

/// <summary>The properties that may be answered in one place.</summary>
sealed class PropertyScope
{
    readonly Dictionary<string, PropertyIndex> byName = new(StringComparer.Ordinal);
    readonly Dictionary<string, PropertyIndex> byId = new(StringComparer.Ordinal);

    public PropertyScope(ImmutableArray<PropertyRule> rules)
    {
        Rules = rules;
        AsksAlways = !rules.Any(rule => rule.Required || !rule.When.IsEmpty);
        foreach (var rule in rules)
        {
            var indexed = new PropertyIndex(rule);
            byName.Add(rule.Name, indexed);
            byId.Add(rule.Id, indexed);
        }
    }

    public ImmutableArray<PropertyRule> Rules { get; }

    /// <summary>Whether every property may be answered at any time and none has to be.</summary>
    public bool AsksAlways { get; }
    public PropertyIndex? ByName(string name) => byName.GetValueOrDefault(name);
    public PropertyIndex? ById(string id) => byId.GetValueOrDefault(id);
}

sealed class PropertyIndex(PropertyRule rule)
{
    readonly Dictionary<string, int> byName = Numbered(rule, static option => option.Name);
    readonly Dictionary<string, int> byId = Numbered(rule, static option => option.Id);

    public PropertyRule Rule => rule;

    /// <returns>The option's place in spec order, or null.</returns>
    public int? OptionByName(string name) => byName.TryGetValue(name, out var at) ? at : null;

    public OptionRule? OptionById(string id) => byId.TryGetValue(id, out var at) ? rule.Options[at] : null;

    static Dictionary<string, int> Numbered(PropertyRule rule, Func<OptionRule, string> key)
    {
        var numbered = new Dictionary<string, int>(rule.Options.Length, StringComparer.Ordinal);
        for (var i = 0; i < rule.Options.Length; i++) numbered.Add(key(rule.Options[i]), i);
        return numbered;
    }
}
