using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Accounts;

[GenerateSerializer, Immutable, Alias("kept-answer")]
public sealed record KeptAnswer(
    [property: Id(0)] CommandKey Key, [property: Id(1)] ulong Fingerprint, [property: Id(2)] FirstAnswer Answer,
    [property: Id(3)] DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("repeats-state")]
public sealed record RepeatsState
{
    /// <summary>Oldest first.</summary>
    [Id(0)] public ImmutableArray<KeptAnswer> Answers { get; init; } = [];
}

/// <inheritdoc cref="IRepeatsGrain"/>
public sealed class RepeatsGrain(
    [PersistentState("repeats")] IPersistentState<RepeatsState> repeats, TimeProvider time) : Grain, IRepeatsGrain
{
    public Task<Outcome<FirstAnswer?>> Find(CommandKey key, ulong fingerprint)
    {
        var kept = repeats.State.Answers.FirstOrDefault(a => a.Key == key);
        return Task.FromResult<Outcome<FirstAnswer?>>(
            kept is null ? default : kept.Fingerprint == fingerprint ? kept.Answer : new KeyReused());
    }

    public async Task Keep(CommandKey key, ulong fingerprint, FirstAnswer answer)
    {
        var before = repeats.State;
        if (before.Answers.Any(a => a.Key == key)) return;
        var now = time.GetUtcNow();
        var young = before.Answers.RemoveAll(a => a.At + Repeats.KeptFor <= now);
        if (young.Length >= Repeats.MostAnswers) young = young.RemoveAt(0);
        await repeats.Become(new() { Answers = young.Add(new(key, fingerprint, answer, now)) }, DeactivateOnIdle);
    }
}
