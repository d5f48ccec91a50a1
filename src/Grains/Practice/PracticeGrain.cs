using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Practice;
using Orleans.Runtime;

namespace Labelwise.Grains.Practice;

sealed class PracticeGrain([PersistentState("practice")] IPersistentState<PracticeExamples> kept) : Grain, IPracticeGrain
{
    public async Task<Outcome<PracticeExample>> Put(PracticeExample example)
    {
        var before = kept.State.Items;
        var known = before.FirstOrDefault(e => e.Task == example.Task);
        if (known == example) return example;
        if (known is null && before.Length >= PracticeExample.Most) return new Conflict("too-many-examples", $"A project has {PracticeExample.Most} practice tasks at most.");
        await Become(known is null ? before.Add(example) : before.Replace(known, example));
        return example;
    }

    public async Task<bool> Remove(TaskId example)
    {
        var left = kept.State.Items.RemoveAll(e => e.Task == example);
        if (left.Length == kept.State.Items.Length) return false;
        await Become(left);
        return true;
    }

    public Task<ImmutableArray<PracticeExample>> All() => Task.FromResult(kept.State.Items);

    Task Become(ImmutableArray<PracticeExample> items) => kept.Become(new() { Items = items }, DeactivateOnIdle);
}

[GenerateSerializer, Immutable, Alias("practice-examples")]
public sealed record PracticeExamples
{
    [Id(0)] public ImmutableArray<PracticeExample> Items { get; init; } = [];
}

sealed class PracticeRecordGrain([PersistentState("practice-record")] IPersistentState<KeptStanding> kept, TimeProvider time) : Grain, IPracticeRecordGrain
{
    public Task<PracticeStanding> Standing() => Task.FromResult(kept.State.Standing);

    public Task<PracticeStanding> Introduce() =>
        Become(kept.State.Standing is { IntroducedAt: null } standing ? standing with { IntroducedAt = time.GetUtcNow() } : kept.State.Standing);

    public Task<PracticeStanding> Answer(TaskId example, double score, CommandKey key) =>
        Become(kept.State.Standing.With(example, score, key, time.GetUtcNow()));

    async Task<PracticeStanding> Become(PracticeStanding standing)
    {
        if (!ReferenceEquals(standing, kept.State.Standing)) await kept.Become(new() { Standing = standing }, DeactivateOnIdle);
        return kept.State.Standing;
    }
}

[GenerateSerializer, Immutable, Alias("kept-practice-standing")]
public sealed record KeptStanding
{
    [Id(0)] public PracticeStanding Standing { get; init; } = PracticeStanding.None;
}
