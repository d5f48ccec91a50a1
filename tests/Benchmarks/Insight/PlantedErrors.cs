using System.Text.Json;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Consistency;

namespace Labelwise.Benchmarks.Insight;

/// <summary>Known labels, of which some are made wrong, ranked by a model's predictions that never saw them; beside ranking by
/// the model's probability of the label alone. A folder as <c>../shared/data/fashion</c>.</summary>
public static class PlantedErrors
{
    /// <param name="share">Of the labels, those made wrong: half of them to any class, half to what the class is most often taken for.</param>
    public static (double Auroc, double Baseline, double Precision, double Recall) Of(string folder, string model, double share, int seed)
    {
        var truth = Lines(Path.Combine(folder, "truth-10k.csv")).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        var predicted = Lines(Path.Combine(folder, "expected", $"{model}-predictions-10k.csv")).ToList();
        var classes = truth.Values.Distinct().Order(StringComparer.Ordinal).ToList();
        var taken = predicted.Where(p => p[1] != truth[p[0]]).CountBy(p => (truth[p[0]], p[1])).GroupBy(c => c.Key.Item1).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Value).Key.Item2);
        var (draw, learning) = (new Random(seed), new ConfidentLearning());
        var samples = predicted.Select(p =>
        {
            var right = classes.IndexOf(truth[p[0]]);
            var planted = draw.NextDouble() < share;
            var label = !planted ? right : draw.Next(2) is 0 && taken.TryGetValue(truth[p[0]], out var like) ? classes.IndexOf(like) : (right + 1 + draw.Next(classes.Count - 1)) % classes.Count;
            var dense = SparseProbabilities.Dense(classes.Count, [new(classes.IndexOf(p[1]), float.Parse(p[2]))]);
            learning.Add(label, dense);
            return (Planted: planted, Label: label, Dense: dense);
        }).ToList();
        var found = samples.Where(s => learning.Rather(s.Label, s.Dense) is not null).ToList();
        return (
            Auroc(samples.Select(s => (s.Planted, ConfidentLearning.Doubt(s.Label, s.Dense)))), Auroc(samples.Select(s => (s.Planted, 1 - s.Dense[s.Label]))),
            found.Count(s => s.Planted) / (double)Math.Max(1, found.Count), found.Count(s => s.Planted) / (double)samples.Count(s => s.Planted));
    }

    public static void Run(string folder)
    {
        foreach (var model in new[] { "fashion-cnn", "fashion-mlp" })
            foreach (var share in new[] { 0.01, 0.05, 0.2 })
            {
                var runs = Enumerable.Range(0, 10).Select(seed => Of(folder, model, share, seed)).ToList();
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    model, share, auroc = Mean(r => r.Auroc), aurocLeast = Math.Round(runs.Min(r => r.Auroc), 4), aurocSelfConfidence = Mean(r => r.Baseline),
                    precision = Mean(r => r.Precision), recall = Mean(r => r.Recall),
                }));
                double Mean(Func<(double Auroc, double Baseline, double Precision, double Recall), double> of) => Math.Round(runs.Average(of), 4);
            }
    }

    /// <summary>Chance that a planted error is doubted more than another label; ties count half.</summary>
    internal static double Auroc(IEnumerable<(bool Planted, double Doubt)> scored)
    {
        double above = 0, planted = 0, others = 0;
        foreach (var equal in scored.GroupBy(s => s.Doubt).OrderBy(g => g.Key))
        {
            double errors = equal.Count(s => s.Planted), right = equal.Count(s => !s.Planted);
            above += errors * (others + right / 2);
            planted += errors;
            others += right;
        }
        return above / (planted * others);
    }

    static IEnumerable<string[]> Lines(string file) => File.ReadLines(file).Skip(1).Select(l => l.Split(','));
}
