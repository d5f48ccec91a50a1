using System.Text.Json;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Benchmarks.Insight;

/// <summary>How often the interval of a set's expected accuracy covers the truth: made-up projects in which people of unknown skill decide some tasks, by the
/// fit that the server makes of all their answers, and a model whose errors audits estimate decides the rest. Beside it the interval that shares of votes give.</summary>
static class SetCoverage
{
    const int People = 10, Classes = 6, Tasks = 300, Opinions = 3, ByModel = 1_000, Audits = 250, Lookalikes = 3;

    public static void Run(int projects)
    {
        var (ours, votes) = (new Tally(), new Tally());
        for (var seed = 0; seed < projects; seed++)
        {
            var draw = new Random(seed);
            var (truth, answers) = Crowd(draw);
            var (model, found) = Model(draw);
            var (fit, shares) = (WholeFit.Of(answers, ModelWords.Silent(Tasks)), MajorityVote.Fit(answers));
            ours.Add(t => fit.Posterior(t).ToArray(), truth, model, found);
            votes.Add(t => shares.Posterior(t).ToArray(), truth, model, found);
        }
        Console.WriteLine(JsonSerializer.Serialize(new { projects, tasks = Tasks, byModel = ByModel, audits = Audits, ours = ours.Of(projects), sharesOfVotes = votes.Of(projects), load1 = Figures.Load }));
    }

    sealed class Tally
    {
        int covered, below;
        double width, error;

        public void Add(Func<int, double[]> posterior, int[] truth, int right, int found)
        {
            var stated = 0.0;
            for (var t = 0; t < truth.Length; t++)
            {
                var of = posterior(t);
                var best = Array.IndexOf(of, of.Max());
                stated += of[best];
                if (best == truth[t]) right++;
            }
            var set = SetConfidence.Of(truth.Length, stated, ByModel, Audits, found)!.Value;
            var accuracy = right / (double)(truth.Length + ByModel);
            if (accuracy >= set.Low && accuracy <= set.High) covered++;
            if (accuracy < set.Low) below++;
            (width, error) = (width + set.High - set.Low, error + set.Expected - accuracy);
        }

        public object Of(int projects) => new
        {
            coverage = Math.Round((double)covered / projects, 4), truthBelow = Math.Round((double)below / projects, 4), meanWidth = Math.Round(width / projects, 5), meanError = Math.Round(error / projects, 5),
        };
    }

    /// <summary>People right with a chance of their own, else on one of three classes that look alike.</summary>
    static (int[] Truth, AnswerSet Answers) Crowd(Random draw)
    {
        var accuracy = Enumerable.Range(0, People).Select(_ => Math.Clamp(0.92 + 0.05 * Math.Sqrt(-2 * Math.Log(1 - draw.NextDouble())) * Math.Cos(2 * Math.PI * draw.NextDouble()), 0.4, 0.995)).ToArray();
        var alike = Enumerable.Range(0, Classes).Select(c => Enumerable.Range(0, Lookalikes).Select(_ => (c + 1 + draw.Next(Classes - 1)) % Classes).ToArray()).ToArray();
        var truth = Enumerable.Range(0, Tasks).Select(_ => draw.Next(Classes)).ToArray();
        var (task, worker, label) = (new List<int>(), new List<int>(), new List<int>());
        var people = Enumerable.Range(0, People).ToArray();
        for (var t = 0; t < Tasks; t++)
        {
            draw.Shuffle(people);
            foreach (var who in people.Take(Opinions))
            {
                task.Add(t);
                worker.Add(who);
                label.Add(draw.NextDouble() < accuracy[who] ? truth[t] : alike[truth[t]][draw.Next(Lookalikes)]);
            }
        }
        return (truth, AnswerSet.Of(Tasks, People, Classes, [.. task], [.. worker], [.. label]));
    }

    /// <returns>What it decided right, and the errors that audits found.</returns>
    static (int Right, int Found) Model(Random draw)
    {
        var error = 0.005 + 0.03 * draw.NextDouble();
        return (Enumerable.Range(0, ByModel).Count(_ => draw.NextDouble() >= error), Enumerable.Range(0, Audits).Count(_ => draw.NextDouble() < error));
    }
}
