using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Labelwise.Domain.Labels;

/// <summary>Answers by property: by its name at the API, by its id at rest. Sorted as canonical JSON sorts, and
/// compared by content.</summary>
[GenerateSerializer, Immutable, Alias("property-values")]
public sealed class PropertyValues : IReadOnlyCollection<KeyValuePair<string, PropertyValue>>, IEquatable<PropertyValues>
{
    public static PropertyValues Empty { get; } = new([]);

    [Id(0)]
    readonly ImmutableArray<KeyValuePair<string, PropertyValue>> sorted;

    PropertyValues(ImmutableArray<KeyValuePair<string, PropertyValue>> sorted) => this.sorted = sorted;

    /// <exception cref="ArgumentException">A property twice.</exception>
    public static PropertyValues Of(IEnumerable<KeyValuePair<string, PropertyValue>> values)
    {
        var pairs = values.ToArray();
        if (pairs.Length is 0) return Empty;
        Array.Sort(pairs, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        for (var i = 1; i < pairs.Length; i++)
            if (pairs[i].Key == pairs[i - 1].Key)
                throw new ArgumentException($"Property '{pairs[i].Key}' is given twice.", nameof(values));
        return new(ImmutableCollectionsMarshal.AsImmutableArray(pairs));
    }

    public static PropertyValues Of(string property, PropertyValue value) => new([new(property, value)]);

    public int Count => sorted.Length;

    /// <returns>Null where nothing was answered.</returns>
    public PropertyValue? this[string property]
    {
        get
        {
            var (low, high) = (0, sorted.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                switch (string.CompareOrdinal(sorted[middle].Key, property))
                {
                    case 0: return sorted[middle].Value;
                    case < 0: low = middle + 1; break;
                    default: high = middle - 1; break;
                }
            }
            return null;
        }
    }

    /// <summary>The same answers with this one added or changed.</summary>
    public PropertyValues With(string property, PropertyValue value) =>
        Of(sorted.Where(pair => pair.Key != property).Append(new(property, value)));

    public bool Equals(PropertyValues? other) => other is not null && sorted.AsSpan().SequenceEqual(other.sorted.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as PropertyValues);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in sorted)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    public ImmutableArray<KeyValuePair<string, PropertyValue>>.Enumerator GetEnumerator() => sorted.GetEnumerator();

    IEnumerator<KeyValuePair<string, PropertyValue>> IEnumerable<KeyValuePair<string, PropertyValue>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, PropertyValue>>)sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)sorted).GetEnumerator();
}
