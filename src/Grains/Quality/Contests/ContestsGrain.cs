using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Quality.Contests;

sealed class ContestsGrain([PersistentState("contests")] IPersistentState<ContestList> kept) : Grain, IContestsGrain
{
    /// <summary>Most contests of a project: each is of one person and one of few flags.</summary>
    const int Most = 5_000;

    public async Task<Outcome<Contest>> Contest(Contest said)
    {
        if (Find(said.Whose, said.Flag) is { } known)
        {
            if (known.Ruling is null && (known.By, known.Comment) == (said.By, said.Comment)) return known;
            await Become(kept.State.All.Replace(known, said));
            return said;
        }
        if (kept.State.All.Length >= Most) return new Conflict("too-many", $"A project has at most {Most:N0} contests.");
        await Become(kept.State.All.Add(said));
        return said;
    }

    public async Task<Outcome<Contest>> Rule(UserId whose, string flag, ContestRuling ruling)
    {
        if (Find(whose, flag) is not { } known) return new NotFound();
        if (known.Ruling is { } before && (before.By, before.Withdrawn, before.Comment) == (ruling.By, ruling.Withdrawn, ruling.Comment)) return known;
        var ruled = known with { Ruling = ruling };
        await Become(kept.State.All.Replace(known, ruled));
        return ruled;
    }

    public Task<ImmutableArray<Contest>> All() => Task.FromResult(kept.State.All);

    Contest? Find(UserId whose, string flag) => kept.State.All.FirstOrDefault(c => c.Whose == whose && c.Flag == flag);

    Task Become(ImmutableArray<Contest> all) => kept.Become(new() { All = all }, DeactivateOnIdle);
}

[GenerateSerializer, Immutable, Alias("contest-list")]
public sealed record ContestList
{
    [Id(0)] public ImmutableArray<Contest> All { get; init; } = [];
}
