using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>All that a project must remember about what its model may decide.</summary>
/// <param name="Seed">Of the <see cref="AuditOrder"/>; recorded, so that anyone can draw the audits again.</param>
/// <param name="Looks">Looks that came to something, in order.</param>
/// <param name="Standing">Certificates in force; no class is in two.</param>
[GenerateSerializer, Immutable, Alias("acceptance-truth")]
public sealed record AcceptanceTruth(
    [property: Id(0)] AcceptancePlan Plan, [property: Id(1)] ulong Seed, [property: Id(2)] ImmutableArray<Look> Looks,
    [property: Id(3)] ImmutableArray<Certificate> Standing, [property: Id(4)] ImmutableArray<Revocation> Broken)
{
    public static AcceptanceTruth Begin(AcceptancePlan plan, ulong seed) => new(plan, seed, [], [], []);

    /// <summary>The certificate under which the model may decide a task, if any.</summary>
    public Certificate? Covering(int @class, double confidence)
    {
        foreach (var certificate in Standing) if (certificate.Covers(@class, confidence)) return certificate;
        return null;
    }

    /// <summary>Whether audits of a part are still gathered: it has neither a certificate nor been given up, and no
    /// certificate of the project was broken.</summary>
    public bool IsOpen(PlannedPart part)
    {
        if (!Broken.IsEmpty || !Plan.Policy.Enabled) return false;
        foreach (var look in Looks) if (part.Is(look.Classes)) return false;
        return true;
    }

    /// <summary>
    /// Confident tasks that are audits go to people, blind, and are never accepted: the share always audited, what a
    /// certificate rests on, and while audits are gathered every one that people reach and that could be accepted.
    /// </summary>
    public bool IsAudit(uint rank, int @class, double confidence)
    {
        if (!Plan.Holds(confidence)) return false;
        if (rank < Plan.AlwaysAudited) return true;
        if (Plan.PartOf(@class) is { } part && part.Tries(confidence) && IsOpen(part)) return true;
        return Covering(@class, confidence) is { } certificate && rank < certificate.Cutoff;
    }

    /// <summary>Audits of a class ranked under it are handed out before all other work; later ones wait last in the queue.</summary>
    public uint AuditsFirst(int @class) =>
        Plan.PartOf(@class) is { } part && IsOpen(part) ? AuditsFirst(part) : Plan.AlwaysAudited;

    /// <summary>The same of an open part.</summary>
    internal uint AuditsFirst(PlannedPart part) => Math.Max(Plan.AlwaysAudited, part.First);
}
