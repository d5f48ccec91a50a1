namespace Labelwise.Domain.Quality.Performance;

/// <summary>Sums of many things, each under a key.</summary>
public static class SumsByKey
{
    /// <summary>The sums under a key, which begin empty.</summary>
    public static T At<TKey, T>(this Dictionary<TKey, T> sums, TKey key) where TKey : notnull where T : new()
    {
        if (!sums.TryGetValue(key, out var found)) sums.Add(key, found = new());
        return found;
    }
}
