using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Benchmarks.Insight;

/// <summary>How somebody answers.</summary>
public enum Habit
{
    Honest, Constant, Random, Alternating, Copying, Lazy,
}

/// <summary>Three honest people, and a fourth with a habit, answer the same tasks; the fourth is held against the others every few
/// answers, as the survey of a project does.</summary>
public static class MadeProject
{
    /// <summary>Answers in a stretch of a trail: ten minutes at a task in 20 seconds.</summary>
    const int StretchAnswers = 30;

    /// <summary>Answers between two looks.</summary>
    const int LookEvery = 5;

    /// <summary>Answers that somebody who stops looking gave before.</summary>
    public const int GoodFirst = 100;

    /// <param name="accuracy">Of the honest ones, and of the fourth where they look.</param>
    /// <param name="hard">Share of tasks that everybody gets wrong more often.</param>
    /// <returns>Answers after which the fourth was flagged, counted from where the habit began; null where they never were.</returns>
    public static (int? After, string? Flag) Run(int seed, Habit habit, int classes, int tasks, double accuracy, double hard = 0.1)
    {
        var draw = new Random(seed);
        var (trail, copying) = (new AnswerTrail(), new CopyingBet[3]);
        int? before = null;
        var shares = Shares(draw, classes);
        for (var t = 0; t < tasks; t++)
        {
            var truth = Pick(draw, shares);
            var able = draw.NextDouble() < hard ? Math.Max(1.2 / classes, accuracy - 0.25) : accuracy;
            int[] others = [Answer(draw, truth, able, classes), Answer(draw, truth, able, classes), Answer(draw, truth, able, classes)];
            var looks = Answer(draw, truth, able, classes);
            var answer = habit switch
            {
                Habit.Constant => 0,
                Habit.Random => draw.Next(classes),
                Habit.Alternating => t % classes,
                Habit.Copying => draw.NextDouble() < 0.9 ? others[0] : looks,
                Habit.Lazy when t >= GoodFirst => draw.Next(classes),
                _ => looks,
            };
            trail.Add(t / StretchAnswers, answer, before, OneCoin.Posterior(Priors.Uniform(classes).AsSpan(), [.. others.Select(o => new Opinion(o, accuracy))])[answer], 1000);
            before = answer;
            for (var o = 0; o < others.Length; o++)
            {
                var third = OneCoin.Posterior(Priors.Uniform(classes).AsSpan(), [.. others.Where((_, i) => i != o).Select(x => new Opinion(x, accuracy))]);
                if (third[others[o]] < 0.5) copying[o] = copying[o].After(others[o] == answer, third[others[o]] + (1 - third[others[o]]) * (1 - FlagRules.Competent));
            }
            if ((t + 1) % LookEvery is 0 && FlagRules.Of(trail, copying, classes) is [var flag, ..])
                return (habit is Habit.Lazy ? t + 1 - GoodFirst : t + 1, flag.Code);
        }
        return (null, null);
    }

    static double[] Shares(Random draw, int classes)
    {
        var weights = Enumerable.Range(0, classes).Select(_ => 0.5 + draw.NextDouble()).ToArray();
        return [.. weights.Select(w => w / weights.Sum())];
    }

    static int Pick(Random draw, double[] shares)
    {
        var at = draw.NextDouble();
        for (var c = 0; c < shares.Length - 1; c++)
            if ((at -= shares[c]) < 0) return c;
        return shares.Length - 1;
    }

    static int Answer(Random draw, int truth, double accuracy, int classes)
    {
        if (draw.NextDouble() < accuracy) return truth;
        var other = draw.Next(classes - 1);
        return other >= truth ? other + 1 : other;
    }
}
