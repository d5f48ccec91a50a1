using System.Text.Json;
using Labelwise.Domain.Quality;

namespace Labelwise.Benchmarks;

/// <summary>
/// Audits bought until a certificate stands, by evidence that may be looked at after every audit and by Clopper-Pearson
/// counts at looks: the same projects, the same order of audits, one region of confident tasks each.
/// </summary>
static class CertificateAudits
{
    const int Projects = 1_000, Looks = 8, FirstLook = 200, MostAudits = 3_417;  // 200 × 1.5^7
    const double MaxError = 0.02, Alpha = 0.05, Growth = 1.5;

    /// <summary>An auditor alike to the model errs as it does this often; a needless alarm is settled by a reviewer, who slips this often.</summary>
    const double Overlooked = 0.02, Slip = 0.002;

    sealed class Tally
    {
        public int Certified, Exceeded;
        public long Audits;

        public void Add(bool certified, int audits, bool[] wrong)
        {
            Audits += audits;
            if (!certified) return;
            Certified++;
            if (wrong.AsSpan(audits).Count(true) > MaxError * (wrong.Length - audits)) Exceeded++;
        }
    }

    public static void Run()
    {
        var lines = new List<object>();
        var (all, even, spent) = (new Tally(), new Tally(), new Tally());
        foreach (var kind in (ReadOnlySpan<string>)["good", "well calibrated", "overconfident", "just too bad", "drifting", "noisy auditors"])
        {
            var (ours, bonferroni, spending) = (new Tally(), new Tally(), new Tally());
            for (var project = 0; project < Projects; project++)
            {
                var random = new Random(project);
                var population = random.Next(4_000, 20_000);
                var stated = kind is "good" ? 0.002 : MaxError * (0.1 + 0.6 * random.NextDouble());
                var wrong = Wrong(kind, stated, population, random);
                var found = kind is "noisy auditors" ? wrong.Select(w => w ? random.NextDouble() >= Overlooked : random.NextDouble() < Slip).ToArray() : wrong;
                var audits = found.AsSpan(0, Math.Min(MostAudits, population));
                var (verdict, bought) = AuditEvidence.Weigh(audits, population, MaxError, stated, Alpha, audits.Length);
                ours.Add(verdict is AuditVerdict.Suffices, bought, wrong);
                foreach (var (tally, at) in (ReadOnlySpan<(Tally, int?)>)
                [
                    (bonferroni, AtLooks(audits, population, _ => Alpha / Looks)),
                    (spending, AtLooks(audits, population, look => Spending.OfLook(Alpha, look))),
                ]) tally.Add(at is not null, at ?? audits.Length, wrong);
            }
            foreach (var (sum, one) in (ReadOnlySpan<(Tally, Tally)>)[(all, ours), (even, bonferroni), (spent, spending)])
                (sum.Audits, sum.Certified, sum.Exceeded) = (sum.Audits + one.Audits, sum.Certified + one.Certified, sum.Exceeded + one.Exceeded);
            lines.Add(Line(kind, ours, bonferroni, spending));
        }
        Console.WriteLine(JsonSerializer.Serialize(new { projectsOfEachKind = Projects, maxError = MaxError, confidence = 1 - Alpha, kinds = lines, all = Line("all", all, even, spent) }));
    }

    static object Line(string kind, Tally ours, Tally bonferroni, Tally spending) => new
    {
        kind, certified = ours.Certified, exceeded = ours.Exceeded, audits = ours.Audits,
        bonferroni = new { bonferroni.Certified, bonferroni.Exceeded, bonferroni.Audits },
        spending = new { spending.Certified, spending.Exceeded, spending.Audits },
        auditsToBonferroni = Math.Round((double)ours.Audits / bonferroni.Audits, 3), auditsToSpending = Math.Round((double)ours.Audits / spending.Audits, 3),
    };

    /// <summary>Which tasks are wrong, in the random order in which they are audited.</summary>
    static bool[] Wrong(string kind, double stated, int population, Random random)
    {
        var wrong = Enumerable.Range(0, population).Select(i => random.NextDouble() < kind switch
        {
            "overconfident" => stated * 3,
            "just too bad" => MaxError * 1.05,
            "drifting" => i < population / 2 ? stated : stated * 4,
            _ => stated,
        }).ToArray();
        random.Shuffle(wrong);
        return wrong;
    }

    static int? AtLooks(ReadOnlySpan<bool> audits, int population, Func<int, double> alpha)
    {
        double at = FirstLook;
        for (var look = 1; look <= Looks; look++, at *= Growth)
        {
            var n = (int)at;
            if (n > audits.Length) return null;
            if (AuditBound.Of(audits[..n].Count(true), n, population, alpha(look)).IsUnder(MaxError)) return n;
        }
        return null;
    }
}
