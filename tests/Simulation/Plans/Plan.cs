using System.Collections.Immutable;
using Labelwise.Engine.Simulation;

namespace Labelwise.Tests.Simulation.Plans;

/// <summary>One simulated day: who is there, what they want to do, and what goes wrong. A seed makes it; a shrinker takes
/// things out of it.</summary>
/// <param name="Seed">Decides whatever the plan leaves open: interleavings, delays, which operation fails.</param>
/// <param name="Pipeline">The project's pipeline document at the start.</param>
/// <param name="Samples">How many the first import brings.</param>
/// <param name="Disk">While the people are at work; afterwards it is well.</param>
/// <param name="ClockSkew">Farthest that the clock of a process is off, either way; each start draws its own.</param>
/// <param name="LateSamples">Come and are predicted once all else is decided, so that a certificate finds something to decide.</param>
/// <param name="AsReadBack">Whether states go through the bytes that a real store keeps.</param>
sealed record Plan(
    ulong Seed, string Pipeline, int Samples, ImmutableArray<Actor> Actors, ImmutableArray<Disaster> Disasters,
    DiskFaults Disk, WireFaults Wire, bool AsReadBack, TimeSpan ClockSkew, int LateSamples)
{
    public IEnumerable<Actor> Those(Role role) => Actors.Where(a => a.Role == role);

    public override string ToString() =>
        $"""
         pipeline {Pipeline}, {Samples} samples, {LateSamples} late
         disk {Disk}
         wire {Wire}
         clocks off by up to {ClockSkew}
         {string.Join('\n', Actors.Select(a => $"{a.Name}: {string.Join(", ", a.Acts.Select(act => $"{act.Kind} after {act.After.TotalSeconds:0.#} s"))}"))}
         {string.Join('\n', Disasters.Select(d => $"{d.Kind} at step {d.Step}"))}
         """;
}

enum Role { Annotator, Reviewer, Curator }

sealed record Actor(string Name, Role Role, ImmutableArray<Act> Acts);

/// <param name="After">How long they wait before it.</param>
/// <param name="Draw">Decides what the act leaves open.</param>
sealed record Act(Deed Kind, TimeSpan After, ulong Draw);

/// <summary>What people do.</summary>
enum Deed
{
    Take, TakeMany, TakeTwice, Resume, Label, LabelTwice, LabelAgain, LabelLate, LabelAtTheEnd, LabelWrongly, LabelForeign,
    ReuseKey, FallSilent, Draft, Skip, Release, Extend,
    TakeReview, Judge, JudgeUnheld, JudgeTwice, PassOnReview,
    Reopen, ChangeSpec, ChangePipeline, ChangeCrew, Assign, Seal, Import, Predict, Read, Gossip,
}

enum Blow { Kill, Stop, Evict, Split }

/// <param name="Step">Between which two steps of the world.</param>
sealed record Disaster(Blow Kind, long Step, ulong Draw);

/// <summary>How often the way between a client and the server misbehaves: chances in [0, 1].</summary>
/// <param name="Twice">A request arrives twice.</param>
sealed record WireFaults(double RequestLost, double ReplyLost, double Twice)
{
    public static WireFaults None { get; } = new(0, 0, 0);
}
