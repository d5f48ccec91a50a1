using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.Gold;

sealed class GoldGrain([PersistentState("gold")] IPersistentState<GoldTasks> kept) : Grain, IGoldGrain
{
    public async Task<Outcome<GoldCount>> Add(ImmutableArray<int> tasks)
    {
        var all = kept.State.Tasks.Union(tasks).Order().ToImmutableArray();
        if (all.Length > GoldAnswer.Most) return new Conflict("too-many", $"A project has at most {GoldAnswer.Most:N0} known answers.");
        if (all.Length > kept.State.Tasks.Length) await kept.Become(new() { Tasks = all }, DeactivateOnIdle);
        return new GoldCount(all.Length);
    }

    public async Task Remove(ImmutableArray<int> tasks)
    {
        var left = kept.State.Tasks.RemoveAll(tasks.Contains);
        if (left.Length < kept.State.Tasks.Length) await kept.Become(new() { Tasks = left }, DeactivateOnIdle);
    }

    public Task<ImmutableArray<int>> Tasks() => Task.FromResult(kept.State.Tasks);
}

[GenerateSerializer, Immutable, Alias("gold-tasks")]
public sealed record GoldTasks
{
    [Id(0)] public ImmutableArray<int> Tasks { get; init; } = [];
}
