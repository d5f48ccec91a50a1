namespace Labelwise.Grains.Jobs;

/// <summary>Fetches the next part of a job's work while its owner is busy with this one.</summary>
sealed class OneAhead<T>
{
    (int Part, Task<T> Fetched)? ahead;

    /// <summary>The part, and the next one is on its way where there is one.</summary>
    /// <param name="parts">How many there are.</param>
    /// <param name="fetch">Called in the owner's turn.</param>
    public async Task<T> Take(int part, int parts, Func<int, Task<T>> fetch)
    {
        var fetched = await (ahead is { } next && next.Part == part ? next.Fetched : fetch(part));
        ahead = part + 1 < parts ? (part + 1, fetch(part + 1)) : null;
        ahead?.Fetched.Ignore();  // a part may never be asked for
        return fetched;
    }
}
