using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>What the best that is known of crowds makes of answers, with models among them (<see cref="ModelBands"/>), and how far the fit that weighs each
/// submission has to give way so that it is as sure as that: it knows of neither hard tasks nor kinds of them, and settles on one story of who errs while answers are few.</summary>
/// <param name="Tasks">Their numbers in the whole…</param>
/// <param name="Blend">…and what is believed of each of them, in this order; null where there are none.</param>
/// <param name="IsAll">False where only some of those tasks were drawn, being too many.</param>
sealed record ErringTogether(ImmutableArray<int> Tasks, CrowdConsensus? Blend, bool IsAll, DesignEffect Effect)
{
    /// <summary>Answers that are weighed by <see cref="CrowdConsensus"/> at most: some seconds' work.</summary>
    const int MostAnswers = 10_000;

    /// <summary>With fewer on tasks with several nothing can be known of how people err together.</summary>
    const int FewestAnswers = 200;

    /// <summary>Answers on a task from which on they can err together.</summary>
    const int Several = 2;

    /// <summary>Shares of tasks on which answers may say nothing at all. What of the blend's doubt these explain is no sign of erring together.</summary>
    static readonly double[] Slips = [0, 0.005, 0.01, 0.02, 0.05, 0.1];

    static readonly double[] Tried = [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1];

    /// <summary>One step at a time, none of more than a method's fit.</summary>
    /// <param name="voices">Of the blend, chosen before; default to choose them, empty for no blend.</param>
    /// <returns>Null but for the last.</returns>
    public static IEnumerable<ErringTogether?> Among(AnswerSet answers, ModelWords words, ImmutableArray<CrowdVoice> voices)
    {
        var (tasks, isAll) = Some(answers, words);
        if (tasks.IsEmpty || voices is { IsDefault: false, IsEmpty: true })
        {
            yield return new([], null, true, DesignEffect.None);
            yield break;
        }
        // What comes of it must not depend on who was quicker.
        var (set, heard) = (answers.Only(tasks.AsSpan(), byWorker: true), words.Only(tasks.AsSpan()));
        CrowdConsensus? blend = null;
        foreach (var step in CrowdConsensus.InParts(ModelBands.Among(set, heard), voices))
        {
            blend = step;
            yield return null;
        }
        blend = ModelBands.InFull(blend!, set, heard);
        var known = Judged(set, heard, blend);
        var (best, least) = (DesignEffect.None, double.PositiveInfinity);
        foreach (var tried in Tried)
        {
            known.Effect = new(tried);
            if (Surprise(set, heard, blend, known).Min() is var surprise && surprise < least) (best, least) = (known.Effect, surprise);
            yield return null;
        }
        yield return new(tasks, blend, isAll, best);
    }

    static (ImmutableArray<int> Tasks, bool IsAll) Some(AnswerSet answers, ModelWords words)
    {
        int[] heard = [.. Enumerable.Range(0, answers.Tasks).Where(t => Count(t) > 0 && (Count(t) >= Several || answers.Known[t] >= 0 || words.ModelOf(t) >= 0))];
        if (heard.Where(t => Count(t) >= Several || answers.Known[t] >= 0).Sum(Count) < FewestAnswers) return ([], true);
        if (!heard.Any(t => Count(t) >= Several && answers.Known[t] < 0)) return ([], true);
        var many = (heard.Sum(Count) + MostAnswers - 1) / MostAnswers;
        return many <= 1 ? ([.. heard], true) : ([.. heard.Where(t => AnswerSet.IsDrawn(t, (int)many))], false);

        long Count(int task) => answers.From[task + 1] - answers.From[task];
    }

    /// <summary>Everybody as the blend judges them.</summary>
    static WholeChances Judged(AnswerSet set, ModelWords words, CrowdConsensus blend)
    {
        var (known, sums) = (new WholeChances(set.Classes, set.Workers, words.Models), new WholeSums(set, words));
        for (var t = 0; t < set.Tasks; t++) sums.Learn(t, blend.Posterior(t));
        sums.Teach(known);
        return known;
    }

    /// <summary>Cross-entropy of what is weighed from what the blend believes, in nats, over all tasks that nobody decided.</summary>
    /// <returns>With each of <see cref="Slips"/>.</returns>
    static double[] Surprise(AnswerSet set, ModelWords words, CrowdConsensus blend, WholeChances known)
    {
        var (sums, row) = (new double[Slips.Length], new double[set.Classes]);
        for (var t = 0; t < set.Tasks; t++)
        {
            if (set.Known[t] >= 0) continue;
            var (from, end) = (set.From[t], set.From[t + 1]);
            known.Believe(set.Worker.AsSpan(from..end), set.Label.AsSpan(from..end), words.Word(t), row);
            for (var s = 0; s < sums.Length; s++)
                for (var k = 0; k < row.Length; k++)
                    sums[s] -= blend.Posterior(t)[k] * Math.Log((1 - Slips[s]) * row[k] + Slips[s] / row.Length + HeldOut.Tiny);
        }
        return sums;
    }
}
