using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Quality.Contests;

/// <summary>What people say against flags on their work, and what a curator ruled. Key: the project id.</summary>
[Alias("contests")]
public interface IContestsGrain : IGrainWithStringKey
{
    /// <summary>Contests a flag; where the same one is contested and not ruled on yet, what was said is replaced.</summary>
    /// <returns>Or <c>too-many</c>.</returns>
    Task<Outcome<Contest>> Contest(Contest said);

    /// <summary>A curator's word on a contest; a later word replaces an earlier one.</summary>
    /// <returns>Or <c>not-found</c> where nobody contested the flag.</returns>
    Task<Outcome<Contest>> Rule(UserId whose, string flag, ContestRuling ruling);

    [AlwaysInterleave]
    Task<ImmutableArray<Contest>> All();
}

/// <param name="Whose">Whose work is flagged.</param>
/// <param name="Flag">Its code.</param>
/// <param name="By">The person, or who manages their vendor.</param>
[GenerateSerializer, Immutable, Alias("contest")]
public sealed record Contest(
    [property: Id(0)] UserId Whose, [property: Id(1)] string Flag, [property: Id(2)] UserId By, [property: Id(3)] string Comment,
    [property: Id(4)] DateTimeOffset At, [property: Id(5)] ContestRuling? Ruling = null);

/// <param name="Withdrawn">Whether the flag is taken back: it stays in sight as such, and is computed on.</param>
[GenerateSerializer, Immutable, Alias("contest-ruling")]
public sealed record ContestRuling([property: Id(0)] UserId By, [property: Id(1)] bool Withdrawn, [property: Id(2)] string Comment, [property: Id(3)] DateTimeOffset At);
