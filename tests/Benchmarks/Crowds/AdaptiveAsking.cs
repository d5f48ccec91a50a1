using System.Text.Json;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Benchmarks.Crowds;

/// <summary>What asking only where it pays saves: one policy for all sets, 10 random orders of the recorded answers.</summary>
static class AdaptiveAsking
{
    /// <summary>The policy, fixed for all sets: at least two opinions; an error is worth 100 answers.</summary>
    static readonly AskingRule Rule = new(Least: 2, Most: int.MaxValue, Price: 0.01);

    const int Orders = 10, Majority = 7;
    const double Furthest = 10;

    /// <param name="folder">Of the sets; those with fewer than 7 answers a task cannot be compared.</param>
    /// <param name="svg">Where the curves are drawn, or null.</param>
    public static void Run(string folder, string? svg)
    {
        var panels = new List<CurvePanel>();
        var lines = new List<object>();
        foreach (var set in CrowdData.In(folder))
        {
            if (set.Task.GroupBy(t => t).Average(g => g.Count()) < Majority) continue;
            var replays = Enumerable.Range(1, Orders).Select(seed => new AdaptiveReplay(set, seed)).ToArray();
            var target = replays.Average(r => r.MajorityOf(Majority));
            var runs = replays.Select(r => r.Adaptive(AdaptiveReplay.ByDefault(), Rule, Furthest)).ToArray();
            var served = replays.Select(r => r.Adaptive(AdaptiveReplay.ByServer(), Rule, Furthest)).ToArray();
            var servedCurve = Mean(served.Select(r => r.Curve));
            var adaptive = Mean(runs.Select(r => r.Curve));
            var each = Enumerable.Range(2, (int)Furthest - 1).Select(k => replays.Select(r => r.Fixed(k)).ToArray()).ToArray();
            var equal = each.Select(Spread).ToList();
            var needed = Reaching(adaptive, target);
            panels.Add(new(set.Name, target, adaptive, equal));
            lines.Add(new
            {
                set = set.Name, majorityOf7 = R(target), answersNeeded = needed, share = needed / Majority,
                shareAtNextPoint = adaptive.Cast<CurvePoint?>().FirstOrDefault(p => p!.Value.Y >= target)?.X / Majority,
                stopAnswers = R(runs.Average(r => r.Stop.Answers)), stopAccuracy = R(runs.Average(r => r.Stop.Accuracy)), stopEce = R(runs.Average(r => r.AtStop.Ece)),
                stopLogLoss = R(runs.Average(r => r.AtStop.LogLoss)), aboveFixed = Above([.. runs.Select(r => r.Curve)], each),
                server = new
                {
                    share = Reaching(servedCurve, target) / Majority, aboveFixed = Above([.. served.Select(r => r.Curve)], each),
                    stopAnswers = R(served.Average(r => r.Stop.Answers)), stopAccuracy = R(served.Average(r => r.Stop.Accuracy)), stopEce = R(served.Average(r => r.AtStop.Ece)),
                },
                curve = adaptive.Where((_, i) => i % 4 == 0).Select(p => new[] { R(p.X), R(p.Y), R(p.Deviation) }),
                fixedCurve = equal.Select(p => new[] { R(p.X), R(p.Y), R(p.Deviation) }),
            });
            Console.Error.WriteLine(JsonSerializer.Serialize(lines[^1]));
        }
        Console.WriteLine(JsonSerializer.Serialize(new { policy = Rule, orders = Orders, sets = lines }));
        if (svg is not null) File.WriteAllText(svg, CurvePlot.Draw(panels));

        static double R(double value) => Math.Round(value, 4);
    }

    /// <summary>Runs have points at the same numbers of answers, as all ask for equally many at a time.</summary>
    static List<CurvePoint> Mean(IEnumerable<List<ReplayPoint>> curves)
    {
        var all = curves.ToArray();
        return [.. Enumerable.Range(0, all.Min(c => c.Count)).Select(i => Spread([.. all.Select(c => c[i])]))];
    }

    /// <summary>By how much the curve of each order lies above Dawid-Skene's on the same order, where every task has as many answers.</summary>
    /// <param name="each">[redundancies][orders].</param>
    /// <returns>Answers a task, the mean over orders, and its standard error.</returns>
    static IEnumerable<double[]> Above(List<ReplayPoint>[] curves, ReplayPoint[][] each) =>
        from points in each
        let apart = points.Zip(curves, (p, curve) => At([.. curve.Select(c => new CurvePoint(c.Answers, c.Accuracy, 0))], p.Answers) - p.Accuracy).OfType<double>().ToArray()
        where apart.Length == points.Length
        let spread = Spread([.. apart.Select(a => new ReplayPoint(points[0].Answers, a))])
        select new[] { Math.Round(spread.X, 2), Math.Round(spread.Y, 4), Math.Round(spread.Deviation / Math.Sqrt(apart.Length), 4) };

    static CurvePoint Spread(ReplayPoint[] points)
    {
        var mean = points.Average(p => p.Accuracy);
        return new(points.Average(p => p.Answers), mean, Math.Sqrt(points.Sum(p => (p.Accuracy - mean) * (p.Accuracy - mean)) / (points.Length - 1)));
    }

    /// <summary>Answers a task at which a curve first reaches an accuracy, read between its points, which are a quarter of an answer apart.</summary>
    static double? Reaching(List<CurvePoint> curve, double accuracy)
    {
        if (curve[0].Y >= accuracy) return curve[0].X;
        for (var i = 1; i < curve.Count; i++)
            if (curve[i].Y >= accuracy)
                return curve[i - 1].X + (curve[i].X - curve[i - 1].X) * (accuracy - curve[i - 1].Y) / (curve[i].Y - curve[i - 1].Y);
        return null;
    }

    static double? At(List<CurvePoint> curve, double x)
    {
        for (var i = 1; i < curve.Count; i++)
            if (curve[i].X >= x - 1e-9)
                return curve[i - 1].Y + (curve[i].Y - curve[i - 1].Y) * Math.Clamp((x - curve[i - 1].X) / (curve[i].X - curve[i - 1].X), 0, 1);
        return null;
    }
}
