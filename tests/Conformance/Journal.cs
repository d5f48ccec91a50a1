using System.Collections.Concurrent;

namespace Labelwise.Tests.Conformance;

/// <summary>What grains note where a test can read it, by the grain's key.</summary>
public static class Journal
{
    static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Notes = new();

    public static void Note(string key, string what) => Notes.GetOrAdd(key, _ => new()).Enqueue(what);

    public static IReadOnlyList<string> Of(string key) => Notes.TryGetValue(key, out var notes) ? [.. notes] : [];

    public static int Count(string key, string what) => Of(key).Count(note => note == what);

    /// <summary>Waits until it is noted at least so often.</summary>
    public static async Task Until(string key, string what, int times = 1)
    {
        while (Count(key, what) < times) await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}

/// <summary>Doors that grains wait at until a test opens them.</summary>
public static class Door
{
    static readonly ConcurrentDictionary<string, TaskCompletionSource> Doors = new(), Knocks = new();

    public static Task Wait(string name)
    {
        Get(Knocks, name).TrySetResult();
        return Get(Doors, name).Task;
    }

    /// <summary>Until somebody waits at it: two calls may arrive in another order than they were sent.</summary>
    public static Task Reached(string name) => Get(Knocks, name).Task;

    public static void Open(string name) => Get(Doors, name).TrySetResult();

    static TaskCompletionSource Get(ConcurrentDictionary<string, TaskCompletionSource> of, string name) =>
        of.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
