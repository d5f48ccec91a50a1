using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>All that a project must remember about what its model may decide.</summary>
/// <param name="Seed">Of the <see cref="AuditOrder"/>; recorded, so that anyone can draw the audits again.</param>
/// <param name="Looks">Looks taken, in order.</param>
/// <param name="Standing">Certificates in force; no class is in two.</param>
[GenerateSerializer, Immutable, Alias("acceptance-truth")]
public sealed record AcceptanceTruth(
    [property: Id(0)] AcceptancePlan Plan, [property: Id(1)] ulong Seed, [property: Id(2)] ImmutableArray<Look> Looks,
    [property: Id(3)] ImmutableArray<Certificate> Standing, [property: Id(4)] ImmutableArray<Revocation> Broken)
{
    public static AcceptanceTruth Begin(AcceptancePlan plan, ulong seed) => new(plan, seed, [], [], []);

    /// <summary>The certificate under which the model may decide a task, if any.</summary>
    public Certificate? Covering(int @class, double confidence) =>
        Standing.FirstOrDefault(c => c.Covers(@class, confidence));

    /// <summary>
    /// Confident tasks ranked under it are audits: they go to people, blind, and are never accepted. Before a certificate
    /// that is all that the next look counts; after it, what the certificate rests on and the share always audited.
    /// </summary>
    public uint AuditsBelow => Math.Max(Plan.AlwaysAudited, Plan.Looks switch
    {
        [] => 0,
        var looks when Standing.IsEmpty && Broken.IsEmpty && Looks.Length < looks.Length => looks[Looks.Length].Cutoff,
        var looks => Looks.IsEmpty ? looks[0].Cutoff : Looks[^1].Cutoff,
    });

    /// <summary>Audits to hand out early: the share always audited and what the first look counts. Later ones wait last in the queue.</summary>
    public uint AuditsFirst => Math.Max(Plan.AlwaysAudited, Plan.Looks is [var first, ..] ? first.Cutoff : 0);

    public bool IsAudit(uint rank, double confidence) => rank < AuditsBelow && Plan.Holds(confidence);

    /// <summary>The next look, if the plan has one that can still be drawn uniformly: tasks that were accepted cannot be
    /// audited any more, so after a certificate looks go on only within the share always audited.</summary>
    public PlannedLook? NextLook =>
        !Broken.IsEmpty || Looks.Length >= Plan.Looks.Length ? null
        : Plan.Looks[Looks.Length] is var next && (Standing.IsEmpty || next.Cutoff <= AuditsBelow) ? next : null;

    public double AlphaSpent => Looks.Sum(l => l.Alpha);
}
