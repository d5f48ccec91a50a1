using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Engine.Simulation;

/// <summary>What outlives processes. It is slow or fails as the seed wants; an operation under way when its process dies
/// may or may not come to be.</summary>
/// <remarks>Values are kept as they are: what grains store is immutable, so that a reference is as good as a copy.</remarks>
public sealed class SimulatedDisk(SimulatedWorld world, ulong seed)
{
    readonly SortedDictionary<(string State, string Grain), Record> records = new(Comparer<(string State, string Grain)>.Create(
        static (a, b) => string.CompareOrdinal(a.State, b.State) is var order and not 0 ? order : string.CompareOrdinal(a.Grain, b.Grain)));
    readonly Dictionary<string, long> counts = [];
    readonly List<DiskOperation> underWay = [];
    long etags;

    public DiskFaults Faults { get; set; } = DiskFaults.None;

    /// <summary>Hears of every state that came to be on disk: its name, its grain, what was there before and what is there
    /// now.</summary>
    public Action<string, GrainId, object?, object?>? Changed { get; set; }

    /// <summary>Makes of a value what reading it back would give; where null, the value itself.</summary>
    public Func<object, object>? AsReadBack { get; set; }

    public IGrainStorage StorageOf(SimulatedProcess process) => new SimulatedStorage(this, process);

    /// <summary>All values of a state that are of a kind, in the order of their grains.</summary>
    public IEnumerable<T> All<T>(string state) => records.Where(r => r.Key.State == state).Select(r => r.Value.Value).OfType<T>();

    /// <returns>What is on disk; null where nothing is.</returns>
    public T? Find<T>(string state, string grain) where T : class => records.TryGetValue((state, grain), out var found) ? (T)found.Value : null;

    /// <summary>Puts something on disk.</summary>
    /// <param name="what">Names it; its faults are drawn by this name.</param>
    /// <param name="apply">Done when it comes to be; may throw what the caller is to see.</param>
    /// <param name="withNext">The next state that the same caller writes is on disk with this or not at all.</param>
    public Task Write(SimulatedProcess process, string what, Action apply, bool withNext = false)
    {
        var before = underWay.FindLast(o => o.LeadsTo(TaskScheduler.Current));
        var operation = new DiskOperation(what, apply, process, before, withNext ? TaskScheduler.Current : null);
        var draws = DrawsFor(what);
        operation.Fails = draws.Happens(Faults.FailsBefore);
        operation.Lies = !operation.Fails && draws.Happens(Faults.FailsAfter);
        var atOnce = !draws.Happens(Faults.Slow) && before is null;
        if (atOnce && !(withNext && operation.Fails))
        {
            Come(operation);
            Answer(operation);
            return operation.Answer;
        }
        underWay.Add(operation);
        var until = Wait(draws);
        After(until, () => Come(operation));
        After(until + Wait(draws), () => Answer(operation));
        return operation.Answer;
    }

    /// <summary>Looks something up.</summary>
    public async Task<T> Read<T>(string what, Func<T> look)
    {
        var draws = DrawsFor(what);
        var fails = draws.Happens(Faults.FailsToRead);
        if (draws.Happens(Faults.Slow)) await Task.Delay(Wait(draws), world.Time);
        return fails ? throw new IOException($"The disk cannot read {what}.") : look();
    }

    /// <summary>A process has died: each write that it was waiting for has come to be or never will.</summary>
    public void Lose(SimulatedProcess dead)
    {
        foreach (var operation in underWay.Where(o => o.Process == dead && !o.Came).ToArray())
        {
            // One that never came takes what depends on it along.
            if (DrawsFor(operation.What).Happens(0.5)) Come(operation);
            else operation.Fails = operation.Came = true;
        }
        underWay.RemoveAll(o => o.Process == dead);
    }

    internal (object Value, string ETag)? Find(string state, GrainId grain) =>
        records.TryGetValue((state, grain.ToString()), out var found) ? (found.Value, found.ETag) : null;

    /// <exception cref="InconsistentStateException">The record has another ETag.</exception>
    internal string? Replace(string state, GrainId grain, string? expected, object? value)
    {
        var key = (state, grain.ToString());
        records.TryGetValue(key, out var old);
        if (old?.ETag != expected)
            throw new InconsistentStateException($"The {state} of {grain} was changed by another.", old?.ETag, expected);
        if (value is null) records.Remove(key);
        else records[key] = new(AsReadBack?.Invoke(value) ?? value, $"{++etags}");
        world.Trace?.Invoke($"disk: {state} of {grain}");
        Changed?.Invoke(state, grain, old?.Value, value);
        return value is null ? null : records[key].ETag;
    }

    void Come(DiskOperation operation)
    {
        if (operation.Came) return;
        operation.Came = true;
        if (operation.Before is { } before)
        {
            Come(before);
            operation.Fails |= before.Fails;
        }
        if (operation.Fails) world.Trace?.Invoke($"disk: {operation.What} fails");
        else operation.Try();
    }

    void Answer(DiskOperation operation)
    {
        underWay.Remove(operation);
        if (!operation.Process.IsAlive) return;
        if (operation.Lies) world.Trace?.Invoke($"disk: {operation.What} came to be, its writer is told that it failed");
        operation.Tell();
    }

    TimeSpan Wait(Draws draws)
    {
        var longest = draws.Happens(Faults.Stuck) ? DiskFaults.LongestStuck : DiskFaults.LongestSlow;
        return TimeSpan.FromTicks((long)(draws.Next() % (ulong)longest.Ticks));
    }

    void After(TimeSpan wait, Action happens) => world.Time.CreateTimer(_ => happens(), null, wait, Timeout.InfiniteTimeSpan);

    Draws DrawsFor(string what) => Draws.For(seed, what, counts[what] = counts.GetValueOrDefault(what) + 1);

    sealed record Record(object Value, string ETag);
}
