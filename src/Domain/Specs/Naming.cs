using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>From ids back to the names they have today.</summary>
static class Naming
{
    public static LabelDocument Of(DataSpec spec, LabelDocument atRest) => new(
        atRest.Objects.IsEmpty ? [] : [.. atRest.Objects.Select(item => Of(spec, item))],
        Of(spec.Index.Sample, atRest.Properties));

    static LabeledObject Of(DataSpec spec, LabeledObject item) => spec.Index.ClassById(item.Class) is not { } known ? item
        : item with { Class = known.Rule.Name, Properties = Of(known.Properties, item.Properties) };

    static PropertyValues Of(PropertyScope scope, PropertyValues values)
    {
        if (values.Count is 0) return values;
        var named = new Dictionary<string, PropertyValue>(StringComparer.Ordinal);
        var lost = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var (id, value) in values)
            if (scope.ById(id) is { } property) named.Add(property.Rule.Name, Of(property, value));
            else lost.Add(new(id, value));
        foreach (var (id, value) in lost) named.TryAdd(id, value);  // a name of today may read like an id of old
        return PropertyValues.Of(named);
    }

    static PropertyValue Of(PropertyIndex property, PropertyValue value) => (property.Rule.Type, value) switch
    {
        (PropertyType.Option, TextValue option) => new TextValue(Name(property, option.Text)),
        (PropertyType.Options, OptionsValue options) => new OptionsValue([.. options.Options.Select(id => Name(property, id))]),
        _ => value,
    };

    static string Name(PropertyIndex property, string id) => property.OptionById(id)?.Name ?? id;
}
