using System.Text.Json;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Benchmarks.Insight;

/// <summary>How soon it is seen that somebody became better or worse, or answers too fast, and how often it is said of somebody who does not: made-up people.</summary>
static class ChangePower
{
    const int Classes = 4, StretchAnswers = 20, Answers = 600, Changed = 200;

    /// <summary>How often each of the two others on a task is right.</summary>
    const double Others = 0.85;

    public static void Run(int people)
    {
        foreach (var (before, after) in new[] { (0.95, 0.25), (0.95, 0.8), (0.85, 0.7), (0.65, 0.93), (0.75, 0.75), (0.85, 0.85), (0.95, 0.95) })
            foreach (var known in new[] { 0, 0.08 })
            {
                var seen = ParallelEnumerable.Range(0, people).Select(seed => Seen(seed, before, after, known)).ToList();
                var right = seen.Where(s => s is { After: > 0 } one && one.Code == (after > before ? "learned" : "declined")).Select(s => s!.Value.After).Order().ToList();
                Say(new { changes = $"{before} to {after}", known, people, said = Share(seen.Count(s => s is not null), people), rightly = Share(right.Count, people), medianAnswersAfter = At(right, people) });
            }
        foreach (var (median, spread) in new[] { (200.0, 0.5), (300, 0.5), (400, 0.5), (500, 0.5), (800, 0.8) })
        {
            var seen = ParallelEnumerable.Range(0, 10 * people).Select(seed => TooFast(new(seed), median, spread)).OfType<int>().Order().ToList();
            Say(new { tooFast = $"{median} ms in the median, spread {spread}", people = 10 * people, said = Share(seen.Count, 10 * people), medianAnswers = At(seen, 10 * people) });
        }
    }

    /// <summary>Looked at after each stretch of time.</summary>
    /// <returns>The first that was said, and how many answers after the change.</returns>
    static (string Code, int After)? Seen(int seed, double before, double after, double known)
    {
        var (draw, trail, uniform) = (new Random(seed), new AnswerTrail(), Priors.Uniform(Classes));
        for (var n = 0; n < Answers; n++)
        {
            var (truth, able) = (draw.Next(Classes), n < Changed ? before : after);
            var answer = Answer(draw, truth, able);
            Opinion[] others = [new(Answer(draw, truth, Others), Others), new(Answer(draw, truth, Others), Others)];
            trail.Add(n / StretchAnswers, answer, null, draw.NextDouble() < known ? OneCoin.Certain(Classes, truth)[answer] : OneCoin.Posterior(uniform.AsSpan(), others)[answer], 1000);
            if ((n + 1) % StretchAnswers is 0 && TrailChanges.Of(trail, Classes) is [var change, ..]) return (change.Code, n + 1 - Changed);
        }
        return null;
    }

    static int? TooFast(Random draw, double median, double spread)
    {
        for (var (n, fast) = (1, 0); n <= Answers; n++)
        {
            if (median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - draw.NextDouble())) * Math.Cos(2 * Math.PI * draw.NextDouble())) < TooFastBar.Ms) fast++;
            if (TooFastBar.IsOver(fast, n)) return n;
        }
        return null;
    }

    static int Answer(Random draw, int truth, double accuracy) => draw.NextDouble() < accuracy ? truth : (truth + 1 + draw.Next(Classes - 1)) % Classes;

    static int? At(List<int> sorted, int all) => all / 2 < sorted.Count ? sorted[all / 2] : null;

    static double Share(int some, int all) => Math.Round(some / (double)all, 4);

    static void Say(object figures) => Console.WriteLine(JsonSerializer.Serialize(figures));
}
