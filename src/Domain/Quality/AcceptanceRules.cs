using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>Something that became known about what the model may decide.</summary>
[GenerateSerializer, Immutable, Alias("acceptance-event")]
public abstract record AcceptanceEvent;

[GenerateSerializer, Immutable, Alias("look-taken")]
public sealed record LookTaken([property: Id(0)] Look Look, [property: Id(1)] ImmutableArray<Certificate> Certificates) : AcceptanceEvent;

[GenerateSerializer, Immutable, Alias("certificate-held")]
public sealed record CertificateHeld([property: Id(0)] Certificate Certificate, [property: Id(1)] Watch Watch) : AcceptanceEvent;

[GenerateSerializer, Immutable, Alias("certificate-broke")]
public sealed record CertificateBroke([property: Id(0)] Revocation Revocation) : AcceptanceEvent;

/// <summary>When audits are counted, and what follows.</summary>
/// <remarks>
/// Thresholds are tested in a fixed sequence from the strictest down, each at the full level, until one fails; the
/// chance of any false certificate is then that level: Bauer 1991, doi:10.1002/sim.4780100609; Angelopoulos, Bates,
/// Candès, Jordan and Lei, "Learn then test", arXiv:2110.01052. Levels of looks and parts add up to 1 - confidence.
/// </remarks>
public static class AcceptanceRules
{
    /// <summary>Audits of the first watch; each later one counts <see cref="AcceptancePlanner.Growth"/> times as many.</summary>
    public const int FirstWatch = 20;

    /// <summary>What is due now; call again after recording it until nothing is.</summary>
    /// <param name="predicted">Tasks that the run predicted and people had not decided before it: audits and accepted ones included.</param>
    /// <param name="audits">Every task for which <see cref="AcceptanceTruth.IsAudit"/>, handed out or not, and any other
    /// confident task that people decided blind, in any order.</param>
    public static AcceptanceEvent? Next(
        AcceptanceTruth truth, PredictionHistogram predicted, IReadOnlyCollection<Audit> audits, DateTimeOffset now)
    {
        foreach (var certificate in truth.Standing)
            if (DueWatch(truth.Plan, certificate, audits, now) is { } watch)
                return watch.Lower > truth.Plan.Policy.MaxError
                    ? new CertificateBroke(new(certificate, watch, certificate.LastGoodAt, now))
                    : new CertificateHeld(certificate, watch);
        if (truth.NextLook is not { } planned) return null;
        var drawn = audits.Where(a => a.Rank < planned.Cutoff && truth.Plan.Holds(a.Confidence)).ToImmutableArray();
        return drawn.IsEmpty || drawn.Any(a => !a.IsSettled) ? null : Take(truth, planned, predicted, drawn, now);
    }

    public static AcceptanceTruth Evolve(AcceptanceTruth truth, AcceptanceEvent happened) => happened switch
    {
        LookTaken taken => truth with
        {
            Looks = truth.Looks.Add(taken.Look),
            Standing = Standing.Merge(truth.Standing, taken.Certificates),
        },
        CertificateHeld held => truth with
        {
            Standing = [.. truth.Standing.Select(c => c.Bin != held.Certificate.Bin || !c.Classes.SequenceEqual(held.Certificate.Classes)
                ? c : c with { Watches = c.Watches.Add(held.Watch), LastGoodAt = held.Watch.Since > c.LastGoodAt ? held.Watch.Since : c.LastGoodAt })],
        },
        CertificateBroke broke => truth with
        {
            Standing = [.. truth.Standing.Where(c => !c.Classes.SequenceEqual(broke.Revocation.Certificate.Classes))],
            Broken = truth.Broken.Add(broke.Revocation),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };

    static LookTaken Take(
        AcceptanceTruth truth, PlannedLook planned, PredictionHistogram predicted, ImmutableArray<Audit> drawn, DateTimeOffset now)
    {
        var number = truth.Looks.Length + 1;
        var tests = planned.Parts.SelectMany(p => Descend(truth.Plan, planned, p, predicted, drawn)).ToImmutableArray();
        var certificates = planned.Parts
            .Select(p => tests.LastOrDefault(t => t.Passed && t.Classes.SequenceEqual(p.Classes)))
            .OfType<ThresholdTest>()
            .Select(t => new Certificate(t.Classes, t.Bin, t.Audits, t.Errors, t.Population, t.Alpha, t.Bound, number, planned.Cutoff, now, [], now));
        return new(new(number, planned.Cutoff, planned.Alpha, tests, now), [.. certificates]);
    }

    /// <summary>Tests thresholds from the start down and ends with the first that fails.</summary>
    static IEnumerable<ThresholdTest> Descend(
        AcceptancePlan plan, PlannedLook planned, PlannedPart part, PredictionHistogram predicted, ImmutableArray<Audit> drawn)
    {
        var ofPart = drawn.Where(a => part.Classes.Contains(a.Class))
            .Select(a => (Bin: ConfidenceBins.Of(a.Confidence), Differs: a.Status is AuditStatus.Differs)).ToList();
        for (var bin = part.Start; bin >= plan.Floor; bin--)
        {
            var audits = ofPart.Count(a => a.Bin >= bin);
            var errors = ofPart.Count(a => a.Bin >= bin && a.Differs);
            var population = Math.Max(audits, predicted.AtLeast(part.Classes, bin));
            var bound = AuditBound.Of(errors, audits, population, planned.AlphaOfPart);
            var passed = bound.IsUnder(plan.Policy.MaxError);
            yield return new(part.Classes, bin, audits, errors, population, planned.AlphaOfPart, bound, passed);
            if (!passed) yield break;
        }
    }

    /// <summary>A count of the audits since the last good one, once there are enough.</summary>
    static Watch? DueWatch(AcceptancePlan plan, Certificate certificate, IReadOnlyCollection<Audit> audits, DateTimeOffset now)
    {
        var number = certificate.Watches.Length + 1;
        var counted = certificate.Watches.Sum(w => w.Audits);
        var due = (int)Math.Ceiling(FirstWatch * Math.Pow(AcceptancePlanner.Growth, number - 1));
        var later = audits.Where(a => a.IsSettled && certificate.IsLater(a) && certificate.Covers(a.Class, a.Confidence))
            .OrderBy(a => a.SettledAt).ThenBy(a => a.Rank).Skip(counted).Take(due).ToList();
        if (later.Count < due) return null;
        var errors = later.Count(a => a.Status is AuditStatus.Differs);
        var alpha = Spending.OfWatch(1 - plan.Policy.Confidence, number);
        return new(due, errors, alpha, ClopperPearson.Lower(errors, due, alpha), later[0].SettledAt, now);
    }
}
