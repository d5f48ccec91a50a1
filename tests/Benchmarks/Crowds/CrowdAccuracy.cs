using System.Diagnostics;
using System.Text.Json;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Benchmarks.Crowds;

/// <summary>Every method and the default on the public sets.</summary>
static class CrowdAccuracy
{
    public static void Run(string folder)
    {
        var means = new Dictionary<string, List<double>>();
        foreach (var set in CrowdData.In(folder))
        {
            Console.WriteLine($"\n### {set.Name}: {set.Answers.Count} answers, {set.Tasks} tasks, {set.Workers} workers, {set.Classes} classes");
            Show("mv", () => MajorityVote.Fit(set.Answers));
            Show("onecoin", () => OneCoinCrowd.Fit(set.Answers));
            Show("ds fixed", () => DawidSkene.Fit(set.Answers, ConfusionPrior.Fixed));
            Show("ds learned", () => DawidSkene.Fit(set.Answers, ConfusionPrior.Learned));
            Show("ds shared", () => DawidSkene.Fit(set.Answers, ConfusionPrior.Shared));
            Show("ds variational", () => DawidSkene.Fit(set.Answers, ConfusionPrior.Shared, variational: true));
            Show("ds sampled", () => SampledDawidSkene.Fit(set.Answers));
            Show("glad", () => Glad.Fit(set.Answers));
            Show("mace", () => Mace.Fit(set.Answers));
            Show("hard tasks", () => HardTasks.Fit(set.Answers));
            Show("kinds", () => TaskKinds.Fit(set.Answers));
            var fit = (CrowdConsensus)Show("auto", () => CrowdConsensus.Of(set.Answers));
            foreach (var v in fit.Voices) Console.WriteLine($"    {v.Method,-16} weight {v.Weight:F3}  T {v.Calibration.T:F2}  slips {v.Calibration.Slips:F2}  held-out {v.HeldOut:F4}");

            CrowdFit Show(string method, Func<CrowdFit> infer)
            {
                var started = Process.GetCurrentProcess().TotalProcessorTime;
                var result = infer();
                var seconds = (Process.GetCurrentProcess().TotalProcessorTime - started).TotalSeconds;
                var score = CrowdScore.Of(result.Posteriors.AsSpan(), set.Truth);
                Console.WriteLine($"{method,-16} {score.Accuracy:F4} {score.LogLoss:F3} {score.Ece:F3} {result.Rounds,4} rounds {seconds:F2} s");
                if (!means.TryGetValue(method, out var all)) means[method] = all = [];
                all.Add(score.Accuracy);
                return result;
            }
        }
        Console.WriteLine(JsonSerializer.Serialize(means.ToDictionary(m => m.Key, m => Math.Round(m.Value.Average(), 4))));
    }
}
