using Labelwise.Domain.Json;

namespace Labelwise.Domain.Specs;

/// <summary>Which class, property and option of the previous version each one is: by its id, else by its name.</summary>
static class SpecIdentity
{
    /// <summary>Refuses an id used twice, and one whose meaning changed.</summary>
    public static void Check(SpecDraft draft, DataSpec? previous, DocumentReader reader)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var oldTypes = previous is null ? [] : Properties(previous).ToDictionary(p => p.Id, p => p.Type, StringComparer.Ordinal);
        using (reader.At("classes"))
        {
            SpecNames.RefuseTwice(draft.Classes, c => c.Id, _ => "id", "duplicate-id", "ids of classes", reader);
            for (var i = 0; i < draft.Classes.Count; i++)
                using (reader.At(i))
                    Check(draft.Classes[i].Properties, oldTypes, seen, reader);
        }
        Check(draft.Properties, oldTypes, seen, reader);
    }

    static void Check(
        List<PropertyDraft> drafts, Dictionary<string, PropertyType> oldTypes, Dictionary<string, string> seen, DocumentReader reader)
    {
        using var _ = reader.At("properties");
        for (var i = 0; i < drafts.Count; i++)
        {
            using var at = reader.At(i);
            var draft = drafts[i];
            using (reader.At("options"))
                SpecNames.RefuseTwice(draft.Options, o => o.Id, _ => "id", "duplicate-id", "ids of options", reader);
            if (draft.Id is not { } id) continue;
            if (!seen.TryAdd(id, draft.Name ?? ""))
                reader.RefuseAt("id", "duplicate-id", $"'{id}' is the id of property '{seen[id]}' already.");
            if (oldTypes.TryGetValue(id, out var old) && old != draft.Type)
                reader.RefuseAt("type", "type-changed",
                    $"Property '{id}' was of type {SpecWords.Of(old)}, and labels hold such values;"
                    + " leave its id out to make a new property.");
        }
    }

    /// <summary>Gives every class, property and option of a flawless draft its id.</summary>
    public static void Fill(SpecDraft draft, DataSpec? previous, Func<string> newId)
    {
        var taken = new HashSet<string>(Ids(draft), StringComparer.Ordinal);
        if (previous is not null) taken.UnionWith(Ids(previous));
        var classIds = draft.Classes.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var propertyIds = Properties(draft).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);

        foreach (var item in draft.Classes)
        {
            item.Id ??= Free(previous?.Class(item.Name!)?.Id, classIds) ?? Fresh();
            var old = previous?.Index.ClassById(item.Id)?.Rule;
            FillAll(item.Properties, old is null ? [] : old.Properties);
        }
        FillAll(draft.Properties, previous is null ? [] : previous.Properties);

        void FillAll(List<PropertyDraft> drafts, IReadOnlyList<PropertyRule> olds)
        {
            foreach (var property in drafts)
            {
                property.Id ??= Free(olds.FirstOrDefault(o => o.Name == property.Name && o.Type == property.Type)?.Id, propertyIds)
                    ?? Fresh();
                var oldOptions = (olds.FirstOrDefault(o => o.Id == property.Id)?.Options ?? [])
                    .ToDictionary(o => o.Name, o => o.Id, StringComparer.Ordinal);
                var ownIds = property.Options.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
                foreach (var option in property.Options)
                    option.Id ??= Free(oldOptions.GetValueOrDefault(option.Name!), ownIds) ?? Fresh();
            }
        }

        // An id that the document itself gives to something else, as after two names were swapped, is not free.
        static string? Free(string? id, HashSet<string?> claimed) => id is not null && !claimed.Contains(id) ? id : null;

        string Fresh()
        {
            while (true)
                if (newId() is var id && taken.Add(id)) return id;
        }
    }

    static IEnumerable<string> Ids(SpecDraft draft) =>
        Properties(draft)
            .SelectMany(p => p.Options.Select(o => o.Id).Append(p.Id))
            .Concat(draft.Classes.Select(c => c.Id)).OfType<string>();

    static IEnumerable<string> Ids(DataSpec spec) =>
        Properties(spec).SelectMany(p => p.Options.Select(o => o.Id).Append(p.Id)).Concat(spec.Classes.Select(c => c.Id));

    static IEnumerable<PropertyDraft> Properties(SpecDraft draft) =>
        draft.Classes.SelectMany(c => c.Properties).Concat(draft.Properties);

    static IEnumerable<PropertyRule> Properties(DataSpec spec) =>
        spec.Classes.SelectMany(c => c.Properties).Concat(spec.Properties);
}
