using System.Text.Json;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Benchmarks;

/// <summary>
/// What certificates cost and whether they hold: made-up projects go through the product's plan and rules, and beside it
/// Clopper-Pearson bounds at eight looks with Bonferroni's correction over the same tasks of the same parts in the same order.
/// </summary>
static class CertificateAudits
{
    const int Projects = 1_000, Looks = 8, FirstLook = 200;
    const double MaxError = 0.02, Alpha = 0.05, Growth = 1.5, AuditRate = 0.05;

    /// <summary>An auditor alike to the model errs as it does this often; a needless alarm is settled by a reviewer, who slips this often.</summary>
    const double Overlooked = 0.02, Slip = 0.002;

    /// <summary>How many later tasks come, and how wrong the model is on them where it drifts.</summary>
    const int Later = 20_000;
    const double Drifted = 0.1;

    sealed class Tally
    {
        public int Certified, Exceeded;
        public long Audits, Spared;

        public void Add(bool certified, int audits, int accepted, int wrong)
        {
            Audits += audits;
            if (!certified) return;
            Certified++;
            Spared += accepted;
            if (wrong > MaxError * accepted) Exceeded++;
        }
    }

    public static void Run()
    {
        var lines = new List<object>();
        var sums = new[] { new Tally(), new Tally(), new Tally() };
        long oursOfBoth = 0, theirsOfBoth = 0, both = 0;
        foreach (var kind in (ReadOnlySpan<string>)["good", "well calibrated", "overconfident", "just too bad", "noisy auditors"])
        {
            var tallies = new[] { new Tally(), new Tally(), new Tally() };
            for (var seed = 0; seed < Projects; seed++)
            {
                var project = new Project(kind, seed);
                var (certified, audits, accepted, wrong) = project.Ours();
                tallies[0].Add(certified, audits, accepted, wrong);
                var theirs = project.Theirs(givesUp: false);
                tallies[1].Add(theirs.Certified, theirs.Audits, theirs.Accepted, theirs.Wrong);
                var sooner = project.Theirs(givesUp: true);
                tallies[2].Add(sooner.Certified, sooner.Audits, sooner.Accepted, sooner.Wrong);
                if (!certified || !theirs.Certified) continue;
                (oursOfBoth, theirsOfBoth, both) = (oursOfBoth + audits, theirsOfBoth + theirs.Audits, both + 1);
            }
            for (var i = 0; i < sums.Length; i++)
                (sums[i].Audits, sums[i].Certified, sums[i].Exceeded, sums[i].Spared) = (sums[i].Audits + tallies[i].Audits,
                    sums[i].Certified + tallies[i].Certified, sums[i].Exceeded + tallies[i].Exceeded, sums[i].Spared + tallies[i].Spared);
            lines.Add(Line(kind, tallies));
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            projectsOfEachKind = Projects, maxError = MaxError, confidence = 1 - Alpha, kinds = lines, all = Line("all", sums),
            certifiedByBoth = new { projects = both, ours = oursOfBoth, bonferroni = theirsOfBoth, ratio = Math.Round((double)oursOfBoth / theirsOfBoth, 3) },
            drift = Drift(),
        }));
    }

    static object Line(string kind, Tally[] t) => new
    {
        kind, ours = Of(t[0]), bonferroni = Of(t[1]), bonferroniGivingUp = Of(t[2]),
        auditsToBonferroni = Math.Round((double)t[0].Audits / t[1].Audits, 3), auditsToBonferroniGivingUp = Math.Round((double)t[0].Audits / t[2].Audits, 3),
    };

    static object Of(Tally t) => new { t.Certified, t.Exceeded, t.Audits, t.Spared };

    /// <summary>Tasks that come between a change of the model's errors and the alarm, of which one in twenty is audited; and
    /// how often there is an alarm while the model keeps its promise, if only just.</summary>
    static object Drift()
    {
        var (tasks, alarms) = (new List<int>(), 0);
        for (var seed = 0; seed < Projects; seed++)
        {
            var random = new Random(seed);
            var good = random.Next(0, 1_000);
            bool[] audits = [.. Enumerable.Range(0, (int)(Later * AuditRate) + good).Select(i => random.NextDouble() < (i < good ? 0.005 : Drifted))];
            if (DriftWatch.Alarm(audits, MaxError, Alpha) is { Audits: var n } && n > good) tasks.Add((int)((n - good) / AuditRate));
            bool[] just = [.. Enumerable.Range(0, 2_000).Select(_ => random.NextDouble() < MaxError)];
            if (DriftWatch.Alarm(just, MaxError, Alpha) is not null) alarms++;
        }
        tasks.Sort();
        return new
        {
            errorBefore = 0.005, errorAfter = Drifted, auditRate = AuditRate, caught = tasks.Count, of = Projects,
            medianTasks = tasks[tasks.Count / 2], tasksOfNineInTen = tasks[tasks.Count * 9 / 10], falseAlarmsAtTheLimitOver2000Audits = alarms,
        };
    }

    /// <summary>A run of predictions with its truth.</summary>
    sealed class Project
    {
        readonly PredictionHistogram predicted;
        readonly AcceptancePlan plan;
        readonly Audit[] ranked;
        readonly bool[] wrong;
        readonly ulong seed;

        public Project(string kind, int seed)
        {
            var random = new Random(seed);
            this.seed = (ulong)seed;
            var (tasks, classes) = (random.Next(4_000, 20_000), random.Next(2, 12));
            var (mean, spread) = kind is "good" ? (6, 2) : (4 + random.NextDouble(), 2.0);
            var predictions = Enumerable.Range(0, tasks).Select(_ => (Class: random.Next(classes),
                Logit: kind is "just too bad" ? 6 : Math.Abs(mean + spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))).ToArray();
            wrong = [.. predictions.Select(p => random.NextDouble() < (kind is "just too bad" ? MaxError * 1.05 : 1 - Logistic(p.Logit * (kind is "overconfident" ? 0.7 : 1))))];
            var found = kind is "noisy auditors" ? wrong.Select(w => w ? random.NextDouble() >= Overlooked : random.NextDouble() < Slip).ToArray() : wrong;
            predicted = PredictionHistogram.Of(classes, predictions.Select(p => (p.Class, Logistic(p.Logit))));
            plan = AcceptancePlanner.Plan(new(true, MaxError, 1 - Alpha, AuditRate), predicted);
            ranked = [.. predictions.Index().Where(p => plan.Parts.Any(part => part.Classes.Contains(p.Item.Class) && part.Tries(Logistic(p.Item.Logit))))
                .Select(p => new Audit(p.Index, AuditOrder.Rank(this.seed, p.Index), p.Item.Class, Logistic(p.Item.Logit),
                    found[p.Index] ? AuditStatus.Differs : AuditStatus.Agrees)).OrderBy(a => a.Rank)];
        }

        public (bool Certified, int Audits, int Accepted, int Wrong) Ours()
        {
            var (truth, audits) = (AcceptanceTruth.Begin(plan, seed), new List<Audit>());
            foreach (var audit in ranked)
            {
                if (!truth.IsOpen(plan.PartOf(audit.Class)!)) continue;
                audits.Add(audit);
                // As the product does: it looks whenever a block reports.
                if (audits.Count % Math.Max(5, audits.Count / 100) != 0) continue;
                while (AcceptanceRules.Next(truth, predicted, audits, default) is { } happened) truth = AcceptanceRules.Evolve(truth, happened);
                if (!plan.Parts.Any(truth.IsOpen)) break;
            }
            var accepted = ranked.Where(a => truth.Covering(a.Class, a.Confidence) is not null && !truth.IsAudit(a.Rank, a.Class, a.Confidence)).ToList();
            return (!truth.Standing.IsEmpty, audits.Count, accepted.Count, accepted.Count(a => wrong[a.Task]));
        }

        /// <param name="givesUp">Whether a part stops at the first look at which more than maxError was found.</param>
        public (bool Certified, int Audits, int Accepted, int Wrong) Theirs(bool givesUp)
        {
            var (any, audits, accepted, mistaken) = (false, 0, 0, 0);
            foreach (var part in plan.Parts)
            {
                var ofPart = ranked.Where(a => part.Classes.Contains(a.Class)).ToArray();
                var (n, certified) = AtLooks(ofPart, Alpha / plan.Parts.Length / Looks, givesUp);
                audits += n;
                if (!certified) continue;
                any = true;
                foreach (var left in ofPart.Skip(n).Where(a => a.Rank >= plan.AlwaysAudited))
                {
                    accepted++;
                    if (wrong[left.Task]) mistaken++;
                }
            }
            return (any, audits, accepted, mistaken);
        }

        static (int Audits, bool Certified) AtLooks(Audit[] ranked, double alpha, bool givesUp)
        {
            var (errors, n) = (0, 0);
            double at = FirstLook;
            for (var look = 1; look <= Looks && (int)at < ranked.Length; look++, at *= Growth)
            {
                for (; n < (int)at; n++) if (ranked[n].Status is AuditStatus.Differs) errors++;
                if (ClopperPearson.Upper(errors, n, alpha) <= MaxError) return (n, true);
                if (givesUp && errors > MaxError * n) break;
            }
            return (n, false);
        }

        static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
    }
}
