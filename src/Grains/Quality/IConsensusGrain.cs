using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Quality;

/// <summary>Weighs all opinions of a project together, on schedule and behind everything else, and tells blocks and
/// <see cref="IQualityGrain"/> what came of it. Key: the project id.</summary>
/// <remarks>What it knows can be found out anew at any time, but for what it foretold; what it kept last is shown until then.</remarks>
[Alias("consensus")]
public interface IConsensusGrain : IGrainWithStringKey
{
    /// <summary>So many answers there are by now: a fit begins soon where they have grown by a quarter, else after a while.</summary>
    [AlwaysInterleave]
    Task Due(long answers);

    /// <returns>Null before the first fit.</returns>
    [AlwaysInterleave]
    Task<ConsensusView?> View();

    /// <returns>Null of somebody whom no fit has met.</returns>
    [AlwaysInterleave]
    Task<PersonConsensus?> Person(UserId who);

    /// <summary>Whether posteriors meant what they said, by the answers after them.</summary>
    [AlwaysInterleave]
    Task<Foretold> Foretold();
}

/// <summary>What the last fit came to.</summary>
/// <param name="Answers">People's, of those that count.</param>
/// <param name="SameClass">Share of the tasks that people's answers alone decide for which it names the class that stands.</param>
/// <param name="Apart">Mean difference between its posterior of that class and the one known until then.</param>
/// <param name="Refined">Rows that believe their label otherwise by it.</param>
/// <param name="Effect">How far people err together.</param>
[GenerateSerializer, Immutable, Alias("consensus-view")]
public sealed record ConsensusView(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] int Tasks, [property: Id(2)] int Answers, [property: Id(3)] int Rounds,
    [property: Id(4)] bool Converged, [property: Id(5)] double SameClass, [property: Id(6)] double Apart, [property: Id(7)] int Refined,
    [property: Id(8)] ImmutableArray<FittedPerson> People, [property: Id(9)] ImmutableArray<FittedModel> Models, [property: Id(10)] ImmutableArray<double> Shares,
    [property: Id(11)] DesignEffect Effect);

/// <param name="Classes">How often they name each class where it is the truth…</param>
/// <param name="Told">…and the same without checks, which the person themselves may be told. None where an earlier version kept it.</param>
[GenerateSerializer, Immutable, Alias("fitted-person")]
public sealed record FittedPerson(
    [property: Id(0)] UserId Who, [property: Id(1)] PersonFit Fit, [property: Id(2)] ImmutableArray<FittedClass> Classes, [property: Id(3)] ImmutableArray<FittedClass> Told);

/// <summary>What the fit of that moment said of one person.</summary>
[GenerateSerializer, Immutable, Alias("person-consensus")]
public sealed record PersonConsensus([property: Id(0)] DateTimeOffset At, [property: Id(1)] FittedPerson Person);

[GenerateSerializer, Immutable, Alias("fitted-model")]
public sealed record FittedModel([property: Id(0)] ModelRef Model, [property: Id(1)] ModelSkill Skill);

[GenerateSerializer, Immutable, Alias("consensus-state")]
public sealed record ConsensusState
{
    [Id(0)] public ConsensusView? Last { get; init; }

    /// <summary>Answers of which it was told when it read them.</summary>
    [Id(1)] public long ToldOf { get; init; }

    /// <summary>Of answers since the first fit, each foretold by the fit before it.</summary>
    [Id(2)] public Foretold Foretold { get; init; } = Foretold.Nothing;

    /// <summary>Answers after this are in no fit yet.</summary>
    [Id(3)] public DateTimeOffset? ReadUntil { get; init; }
}
