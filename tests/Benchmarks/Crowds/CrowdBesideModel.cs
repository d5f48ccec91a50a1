using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using MathNet.Numerics.Distributions;

namespace Labelwise.Benchmarks.Crowds;

/// <summary>The public sets with a model that speaks on every task, made up and calibrated with the truth in view, and a few of each task's answers:
/// a server's fit of all opinions that knows how far people err together, beside one that takes each by themselves.</summary>
static class CrowdBesideModel
{
    const int Orders = 5;

    /// <summary>Logits of the model: of the true class over noise of spread 1, and of what all people say of the task, so that what is hard for them is for it.</summary>
    const double Signal = 1, Like = 1.5;

    public static void Run(string folder)
    {
        Console.WriteLine("model errs alone or like people; accuracy, log-loss, ECE of a fit of people each by themselves -> one that gives way; correlation");
        foreach (var set in CrowdData.In(folder))
            foreach (var like in new[] { 0, Like })
                foreach (var few in new[] { 1, 2, 3, 5 })
                {
                    var rows = Enumerable.Range(1, Orders).Select(seed => Figures(set, like, few, seed)).ToArray();
                    double Mean(int figure) => rows.Average(r => r[figure]);
                    Console.WriteLine($"{set.Name,-9} {(like > 0 ? "like people" : "alone"),-11} {few} answers, model {Mean(0):F3}: {Mean(1):F3} {Mean(2):F3} {Mean(3):F3} -> {Mean(4):F3} {Mean(5):F3} {Mean(6):F3}; {Mean(7):F2}");
                }
    }

    static double[] Figures(CrowdData set, double like, int few, int seed)
    {
        var random = new Random(seed);
        var chosen = Enumerable.Range(0, set.Task.Length).GroupBy(i => set.Task[i]).OrderBy(g => g.Key).SelectMany(g =>
        {
            var answers = g.ToArray();
            random.Shuffle(answers);
            return answers.Take(few);
        }).ToArray();
        var some = AnswerSet.Of(set.Tasks, set.Workers, set.Classes,
            [.. chosen.Select(i => set.Task[i])], [.. chosen.Select(i => set.Worker[i])], [.. chosen.Select(i => set.Label[i])]);
        var (words, right) = Speak(set, like, random);
        var (by, giving) = (WholeFit.Of(some, words, voices: []), WholeFit.Of(some, words));
        var (alone, together) = (CrowdScore.Of(by.Posteriors.AsSpan(), set.Truth), CrowdScore.Of(giving.Posteriors.AsSpan(), set.Truth));
        return [right, alone.Accuracy, alone.LogLoss, alone.Ece, together.Accuracy, together.LogLoss, together.Ece, giving.Effect.Correlation];
    }

    /// <returns>What the model says of every task, and the share on which it is right.</returns>
    static (ModelWords Words, double Right) Speak(CrowdData set, double like, Random random)
    {
        var said = MajorityVote.Fit(set.Answers);
        var logits = Enumerable.Range(0, set.Tasks).Select(t => Enumerable.Range(0, set.Classes).Select(k =>
            (set.Truth[t] == k ? Signal : 0) + Normal.Sample(random, 0, 1) + like * said.Posterior(t)[k]).ToArray()).ToArray();
        var judged = Enumerable.Range(0, set.Tasks).Where(t => set.Truth[t] >= 0).ToArray();
        var sharpness = Enumerable.Range(0, 40).Select(i => 0.25 * Math.Pow(1.1, i)).MaxBy(s => judged.Sum(t => Math.Log(Chances(logits[t], s)[set.Truth[t]])));
        var words = new ModelWords();
        var right = 0;
        foreach (var (t, of) in logits.Index())
        {
            var chances = Chances(of, sharpness);
            var predicted = Array.IndexOf(chances, chances.Max());
            right += set.Truth[t] == predicted ? 1 : 0;
            words.Add(0, predicted, [.. chances.Select((p, k) => new ClassProbability(k, (float)p)).OrderByDescending(p => p.Probability).Take(5)]);
        }
        return (words, right / (double)judged.Length);
    }

    static double[] Chances(double[] logits, double sharpness)
    {
        var weights = logits.Select(l => Math.Exp(sharpness * (l - logits.Max()))).ToArray();
        return [.. weights.Select(w => w / weights.Sum())];
    }
}
