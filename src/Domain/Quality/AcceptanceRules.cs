using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>Something that became known about what the model may decide.</summary>
[GenerateSerializer, Immutable, Alias("acceptance-event")]
public abstract record AcceptanceEvent;

[GenerateSerializer, Immutable, Alias("look-taken")]
public sealed record LookTaken([property: Id(0)] Look Look, [property: Id(1)] Certificate? Certificate) : AcceptanceEvent;

[GenerateSerializer, Immutable, Alias("certificate-broke")]
public sealed record CertificateBroke([property: Id(0)] Revocation Revocation) : AcceptanceEvent;

/// <summary>All audits that came first are settled and did not suffice: more of them come before other work.</summary>
/// <param name="First">Those ranked under it.</param>
[GenerateSerializer, Immutable, Alias("audits-wanted")]
public sealed record AuditsWanted([property: Id(0)] ImmutableArray<int> Classes, [property: Id(1)] uint First) : AcceptanceEvent;

/// <summary>What follows from the audits, whenever somebody looks.</summary>
/// <remarks>
/// The evidence of <see cref="AuditEvidence"/> holds at every look, so that looking costs nothing; levels of parts and of
/// their thresholds add up to 1 - confidence (union bound), so that which of them is certified may depend on the audits.
/// The audits of a threshold are its tasks in the order of their ranks: a random sample without replacement, whatever order
/// people work in. Those that are not settled end it or count as errors, see <see cref="AuditSample"/>. Assumes that which tasks there are does not depend on what
/// audits found. What comes later is accepted under the certificate and watched, see <see cref="DriftWatch"/>.
/// </remarks>
public static class AcceptanceRules
{
    /// <summary>Fewest audits that come first in addition.</summary>
    const double LeastMore = 16;

    /// <summary>Share of those that come first that may be unsettled when more are wanted.</summary>
    const double Unsettled = 0.02;

    /// <summary>Beyond this share audits come after other work.</summary>
    static readonly uint Most = AuditOrder.Cutoff(AcceptancePlanner.MostAudited);

    /// <summary>What is due now; call again after recording it until nothing is.</summary>
    /// <param name="predicted">Tasks that the run predicted and people had not decided before it: audits and accepted ones included.</param>
    /// <param name="audits">Tasks for which <see cref="AcceptanceTruth.IsAudit"/>, in any order: all that were handed out and of
    /// the others at least those with which a sequence of audits would go on.</param>
    public static AcceptanceEvent? Next(
        AcceptanceTruth truth, PredictionHistogram predicted, IReadOnlyCollection<Audit> audits, DateTimeOffset now)
    {
        foreach (var certificate in truth.Standing)
            if (Broken(truth.Plan, certificate, audits, now) is { } broken) return broken;
        foreach (var part in truth.Plan.Parts)
            if (truth.IsOpen(part) && Judge(truth, part, predicted, audits, now) is { } due) return due;
        return null;
    }

    public static AcceptanceTruth Evolve(AcceptanceTruth truth, AcceptanceEvent happened) => happened switch
    {
        LookTaken taken => truth with
        {
            Looks = truth.Looks.Add(taken.Look),
            Standing = taken.Certificate is { } certificate ? truth.Standing.Add(certificate) : truth.Standing,
        },
        AuditsWanted wanted => truth with
        {
            Plan = truth.Plan with { Parts = [.. truth.Plan.Parts.Select(p => p.Is(wanted.Classes) ? p with { First = wanted.First } : p)] },
        },
        CertificateBroke broke => truth with
        {
            Standing = [.. truth.Standing.Where(c => !c.Classes.SequenceEqual(broke.Revocation.Certificate.Classes))],
            Broken = truth.Broken.Add(broke.Revocation),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };

    /// <summary>Certifies the lowest threshold for which the audits suffice; gives the part up once none is worth its audits;
    /// else sees to it that there are more.</summary>
    static AcceptanceEvent? Judge(
        AcceptanceTruth truth, PlannedPart part, PredictionHistogram predicted, IReadOnlyCollection<Audit> audits, DateTimeOffset now)
    {
        var ofPart = audits.Where(a => part.Classes.Contains(a.Class) && truth.Plan.Holds(a.Confidence)).OrderBy(a => a.Rank).ToList();
        if (!ofPart.Exists(a => a.IsSettled)) return null;
        var weighed = part.Tests.Select(t => Weigh(truth.Plan, part, t, predicted, ofPart)).ToList();
        var tests = weighed.Select(w => w.Result).ToImmutableArray();
        var best = weighed.LastOrDefault(w => w.Result.Passed && !weighed.Any(o => o.Result.Passed && o.Result.Bin < w.Result.Bin));
        if (best.Result is null ? tests.Any(t => t.Verdict is not AuditVerdict.GivenUp) : weighed.Any(w => PaysToWait(best.Result, w.Result, w.Missing)))
            return More(truth, part, part.Tests.First(t => tests.Any(r => r.Bin == t.Bin && r.Verdict is AuditVerdict.Open)), predicted, ofPart);
        var number = truth.Looks.Length + 1;
        return new LookTaken(new(number, part.Classes, part.Tests.Sum(t => t.Alpha), tests, now), best.Result is { } t
            ? new(t.Classes, t.Bin, t.Audits, t.Errors, t.Population, t.Alpha, t.Bound, number, best.Sample.Cutoff, now) : null);
    }

    /// <summary>As many more audits as are missing, once those that come first are settled but for a few that a reviewer has: to
    /// hand out more than may be needed, while what they say is not known yet, would be to buy them in vain. Those few are hoped
    /// to agree, which concerns how many are bought and nothing that is proven.</summary>
    static AuditsWanted? More(AcceptanceTruth truth, PlannedPart part, PlannedTest test, PredictionHistogram predicted, List<Audit> ranked)
    {
        var until = truth.AuditsFirst(part);
        var first = ranked.Where(a => a.Rank < until && ConfidenceBins.Of(a.Confidence) >= test.Bin).ToList();
        var population = Math.Max(1, predicted.AtLeast(part.Classes, test.Bin));
        var expected = (double)until / uint.MaxValue * population;
        // Fewer than may be expected: not all have been told of yet.
        if (until >= Most || first.Count < expected - 4 * Math.Sqrt(expected) || first.Exists(a => a.Status is AuditStatus.None)) return null;
        if (first.Count(a => !a.IsSettled) > Unsettled * first.Count + 1) return null;
        var (_, missing) = AuditEvidence.Weigh(
            [.. first.Select(a => a.Status is AuditStatus.Differs)], population, 0, truth.Plan.Policy.MaxError, test.Expected, test.Alpha);
        var share = Math.Max(LeastMore, Math.Min(missing, first.Count)) / population;
        return new(part.Classes, (uint)Math.Min(Most, (ulong)until + AuditOrder.Cutoff(share)));
    }

    /// <summary>Whether a lower threshold is about to spare more tasks than the audits that it still takes: what is accepted
    /// cannot be audited any more.</summary>
    static bool PaysToWait(ThresholdTest best, ThresholdTest lower, double missing) =>
        lower.Verdict is AuditVerdict.Open && lower.Bin < best.Bin && missing < lower.Population - best.Population;

    /// <summary>The first sample that suffices; else what the one without a pending audit amounts to.</summary>
    static (ThresholdTest Result, AuditSample Sample, double Missing) Weigh(
        AcceptancePlan plan, PlannedPart part, PlannedTest test, PredictionHistogram predicted, List<Audit> ranked)
    {
        (ThresholdTest Result, AuditSample Sample, double Missing)? plain = null;
        foreach (var holding in AuditSample.Holding)
        {
            var sample = AuditSample.Of(ranked, test.Bin, holding);
            if (holding > 0 && sample.Pending <= holding / 2) break;  // it held all there are already
            var weighed = Weigh(plan, part, test, predicted, sample);
            if (weighed.Result.Passed) return weighed;
            plain ??= weighed;
        }
        return plain!.Value;
    }

    static (ThresholdTest Result, AuditSample Sample, double Missing) Weigh(
        AcceptancePlan plan, PlannedPart part, PlannedTest test, PredictionHistogram predicted, AuditSample sample)
    {
        var (maxError, audits) = (plan.Policy.MaxError, sample.Errors.Length);
        var population = Math.Max(audits + sample.Begun, predicted.AtLeast(part.Classes, test.Bin));
        var kept = Math.Min(population - audits, Math.Max(sample.Begun, sample.StillDue(plan.AlwaysAudited, population)));
        var (verdict, missing) = AuditEvidence.Weigh(
            sample.Errors, population, kept, maxError, test.Expected, test.Alpha, (int)(AcceptancePlanner.MostAudited * population), sample.Pending);
        var (found, bound) = (sample.Errors.AsSpan().Count(true) - sample.Pending, default(AuditBound));
        if (verdict is not AuditVerdict.Open)
        {
            var most = AuditEvidence.MostErrors(sample.Errors, population, maxError, test.Expected, test.Alpha, sample.Pending);
            bound = new((double)most / population, (double)(most - found) / Math.Max(1, population - audits - kept));
        }
        return (new(part.Classes, test.Bin, audits, found, population, test.Alpha, bound, verdict), sample, missing);
    }

    static CertificateBroke? Broken(AcceptancePlan plan, Certificate certificate, IReadOnlyCollection<Audit> audits, DateTimeOffset now)
    {
        var later = audits.Where(a => a.IsSettled && certificate.IsLater(a) && certificate.Covers(a.Class, a.Confidence))
            .OrderBy(a => a.SettledAt).ThenBy(a => a.Rank).ToList();
        var errors = later.Select(a => a.Status is AuditStatus.Differs).ToArray();
        var alpha = 1 - plan.Policy.Confidence;
        if (DriftWatch.Alarm(errors, plan.Policy.MaxError, alpha) is not var (counted, from, evidence)) return null;
        // Good audits vouch for what was accepted before the first of them was settled, not for what came since.
        var since = from == 0 ? certificate.At : later[from - DriftWatch.Restart].SettledAt;
        if (since < certificate.At) since = certificate.At;
        return new(new(certificate, new(counted, errors.AsSpan(0, counted).Count(true), alpha, evidence, since, now), since, now));
    }
}
