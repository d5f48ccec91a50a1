namespace Orleans.Runtime;

/// <summary>Facts that travel with a call to the grains it reaches, and from these to those they call. They do not
/// travel back.</summary>
public static class RequestContext
{
    static readonly AsyncLocal<IReadOnlyDictionary<string, object>?> Values = new();

    /// <summary>What a call sent now carries. Never changed in place: flows share it.</summary>
    internal static IReadOnlyDictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    public static IEnumerable<string> Keys => Current?.Keys ?? Enumerable.Empty<string>();

    public static IEnumerable<KeyValuePair<string, object>> Entries =>
        Current ?? Enumerable.Empty<KeyValuePair<string, object>>();

    public static object? Get(string key) => Current?.GetValueOrDefault(key);

    public static void Set(string key, object value)
    {
        var values = Copy();
        values[key] = value;
        Current = values;
    }

    /// <returns>Whether it was there.</returns>
    public static bool Remove(string key)
    {
        if (Current?.ContainsKey(key) != true) return false;
        var values = Copy();
        values.Remove(key);
        Current = values.Count == 0 ? null : values;
        return true;
    }

    public static void Clear()
    {
        if (Current is not null) Current = null;
    }

    static Dictionary<string, object> Copy() => Current is { } values ? new(values) : [];
}
