using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Reads the conditions of all properties, once every name in the document is known. A condition is
/// <c>{"class": name}</c>, <c>{"property": {name: value}}</c> or, shorter, <c>{name: value}</c>; a list of values
/// means any of them; several members must all hold. Names may also be ids.</summary>
sealed class ConditionReader(SpecDraft draft, DocumentReader reader)
{
    public void Read()
    {
        using (reader.At("classes"))
            for (var i = 0; i < draft.Classes.Count; i++)
                using (reader.At(i)) ReadAll(draft.Classes[i].Properties, draft.Classes[i]);
        ReadAll(draft.Properties, null);
    }

    void ReadAll(List<PropertyDraft> properties, ClassDraft? owner)
    {
        var edges = new Dictionary<PropertyDraft, List<PropertyDraft>>();
        using var _ = reader.At("properties");
        for (var i = 0; i < properties.Count; i++)
        {
            if (properties[i].WhenDocument is not { } document) continue;
            using (reader.At(i))
            using (reader.At("when"))
                properties[i].When = Read(document, owner, edges[properties[i]] = []);
        }
        for (var i = 0; i < properties.Count; i++)
            if (Cycle(properties[i], edges) is { } cycle)
                using (reader.At(i))
                    reader.RefuseAt("when", "cyclic-condition", $"This condition depends on itself: {cycle}.");
    }

    ImmutableArray<Condition> Read(JsonElement document, ClassDraft? owner, List<PropertyDraft> uses)
    {
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        foreach (var (name, value) in reader.Members(document))
            if (name is "class") conditions.AddIfRead(ReadClass(value, owner));
            else if (name is "property" && value.ValueKind is JsonValueKind.Object)
                foreach (var (property, wanted) in reader.Members(value))
                    conditions.AddIfRead(ReadProperty(property, wanted, owner, uses));
            else conditions.AddIfRead(ReadProperty(name, value, owner, uses));
        return conditions.ToImmutable();
    }

    ClassIs? ReadClass(JsonElement value, ClassDraft? owner)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var item in OneOrMore(value))
        {
            if (reader.Text(item) is not { } name) continue;
            var found = draft.Classes.Find(c => c.Name == name) ?? draft.Classes.Find(c => c.Id == name);
            if (found is null) reader.Refuse("unknown-class", $"There is no class '{name}' in this spec.");
            else if (owner is not null && found != owner)
                reader.Refuse("never-holds",
                    $"This property belongs to class '{owner.Name}', so its object is never of class '{name}'.");
            else ids.Add(found.Id ?? "");
        }
        return ids.Count > 0 ? new(ids.ToImmutable()) : null;
    }

    PropertyIs? ReadProperty(string name, JsonElement value, ClassDraft? owner, List<PropertyDraft> uses)
    {
        if ((Find(owner?.Properties, name) ?? Find(draft.Properties, name)) is not { } property)
        {
            reader.Refuse("unknown-property", $"There is no property '{name}' that this one can depend on.");
            return null;
        }
        uses.Add(property);
        var values = ImmutableArray.CreateBuilder<PropertyValue>();
        foreach (var item in OneOrMore(value))
            if (ReadValue(item, property) is { } read) values.Add(read);
        return values.Count > 0 ? new(property.Id ?? "", values.ToImmutable()) : null;
    }

    PropertyValue? ReadValue(JsonElement value, PropertyDraft property)
    {
        switch (property.Type)
        {
            case PropertyType.Option or PropertyType.Options when reader.Text(value) is { } name:
                var option = property.Options.Find(o => o.Name == name) ?? property.Options.Find(o => o.Id == name);
                if (option is not null) return new TextValue(option.Id ?? "");
                reader.Refuse("unknown-option", $"Property '{property.Name}' has no option '{name}'.");
                return null;
            case PropertyType.Text when reader.Text(value) is { } text:
                return new TextValue(Normaliser.Apply(property.Normalise, text));
            case PropertyType.Number when reader.Number(value) is { } number: return new NumberValue(number);
            case PropertyType.Boolean when reader.Truth(value) is { } flag: return new FlagValue(flag);
            case PropertyType.Reference:
                reader.Refuse("wrong-type", "A condition cannot look at a reference.");
                return null;
            default: return null;
        }
    }

    IEnumerable<JsonElement> OneOrMore(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            yield return value;
            yield break;
        }
        if (value.GetArrayLength() is 0) reader.Refuse("too-few", "There must be one value at least.");
        foreach (var (_, item) in reader.Items(value, SpecLimits.ConditionValues)) yield return item;
    }

    static PropertyDraft? Find(List<PropertyDraft>? properties, string name) =>
        properties?.Find(p => p.Name == name) ?? properties?.Find(p => p.Id == name);

    /// <returns>The names along a way from a property back to itself, or null.</returns>
    static string? Cycle(PropertyDraft start, Dictionary<PropertyDraft, List<PropertyDraft>> edges)
    {
        var cameFrom = new Dictionary<PropertyDraft, PropertyDraft>();
        var open = new Queue<PropertyDraft>([start]);
        while (open.TryDequeue(out var at))
            foreach (var next in edges.GetValueOrDefault(at) ?? [])
            {
                if (next == start) return Names(at) + $" → {start.Name}";
                if (cameFrom.TryAdd(next, at)) open.Enqueue(next);
            }
        return null;

        string Names(PropertyDraft at) => at == start ? $"{at.Name}" : $"{Names(cameFrom[at])} → {at.Name}";
    }
}

static class ConditionLists
{
    public static void AddIfRead(this ImmutableArray<Condition>.Builder conditions, Condition? condition)
    {
        if (condition is not null) conditions.Add(condition);
    }
}
