using System.Collections.Immutable;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Benchmarks.Crowds;

/// <summary>One state of a replay.</summary>
/// <param name="Answers">For each task, on average.</param>
/// <param name="Accuracy">Of the labels by then.</param>
readonly record struct ReplayPoint(double Answers, double Accuracy);

/// <summary>What is believed of labels, and of how far people err together.</summary>
sealed record Inferred(CrowdConsensus Labels, DesignEffect Effect);

/// <summary>Recorded answers given out one by one in a random order of their own for every task, as a policy asks for them.</summary>
sealed class AdaptiveReplay
{
    /// <summary>Answers asked for between two fits, for each task.</summary>
    const double Step = 0.25;

    /// <summary>Methods are weighed and calibrated anew each so many fits.</summary>
    const int Judged = 4;

    readonly CrowdData set;
    readonly int[][] order;

    public AdaptiveReplay(CrowdData set, int seed)
    {
        var random = new Random(seed);
        this.set = set;
        order = [.. Enumerable.Range(0, set.Task.Length).GroupBy(i => set.Task[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        foreach (var answers in order) random.Shuffle(answers);
    }

    public double MajorityOf(int each) => Score(MajorityVote.Fit(First(_ => each))).Accuracy;

    /// <summary>Dawid-Skene where every task has the same number of answers.</summary>
    public ReplayPoint Fixed(int each) => new(order.Average(o => Math.Min(each, o.Length)), Score(DawidSkene.Fit(First(_ => each), ConfusionPrior.Learned)).Accuracy);

    /// <summary>The default, its methods weighed anew now and then.</summary>
    public static Func<AnswerSet, Inferred> ByDefault() => NowAndThen((answers, voices) =>
        new(voices.IsDefault ? CrowdConsensus.Of(answers) : CrowdConsensus.Of(answers, voices), DesignEffect.None));

    /// <summary>The fit that a server makes, here without a model's word.</summary>
    public static Func<AnswerSet, Inferred> ByServer() => NowAndThen((answers, voices) =>
    {
        var fit = WholeFit.Of(answers, ModelWords.Silent(answers.Tasks), voices);
        return new(new(fit.Classes, fit.Posteriors, fit.Rounds, fit.Voices), fit.Effect);
    });

    static Func<AnswerSet, Inferred> NowAndThen(Func<AnswerSet, ImmutableArray<CrowdVoice>, Inferred> infer)
    {
        var (fits, voices) = (0, default(ImmutableArray<CrowdVoice>));
        return answers =>
        {
            var inferred = infer(answers, fits++ % Judged == 0 ? default : voices);
            voices = inferred.Labels.Voices;
            return inferred;
        };
    }

    /// <summary>All tasks get the least; then answers go, a few at a time, to the tasks that are most urgent, as a block's do,
    /// until no answer is worth its price.</summary>
    /// <param name="infer">What labels are believed of.</param>
    /// <param name="rule">Its price says where the policy ends; the curve goes on to <paramref name="most"/>.</param>
    /// <param name="most">Answers a task, on average, at which the curve ends.</param>
    /// <returns>The curve; where the rule says that nothing is worth asking any more; and its posteriors' score there.</returns>
    public (List<ReplayPoint> Curve, ReplayPoint Stop, CrowdScore AtStop) Adaptive(Func<AnswerSet, Inferred> infer, AskingRule rule, double most)
    {
        var given = Enumerable.Repeat(rule.Least, set.Tasks).ToArray();
        for (var t = 0; t < given.Length; t++) given[t] = Math.Min(given[t], order[t].Length);
        var curve = new List<ReplayPoint>();
        (ReplayPoint, CrowdScore)? stop = null;
        while (true)
        {
            var answers = First(t => given[t]);
            var (fit, effect) = infer(answers);
            var confusion = fit.MeanConfusion(answers);
            var score = CrowdScore.Of(fit.Posteriors.AsSpan(), set.Truth);
            curve.Add(new((double)answers.Count / set.Tasks, score.Accuracy));
            var open = Enumerable.Range(0, set.Tasks).Where(t => given[t] < Math.Min(rule.Most, order[t].Length)).ToArray();
            var gain = open.Select(t => AskingRule.GainPerAnswer(fit.Posterior(t), confusion.AsSpan())).DefaultIfEmpty().Max();
            if (stop is null && gain < rule.Price) stop = (curve[^1], score);
            if (open.Length == 0 || curve[^1].Answers >= most) return (curve, stop?.Item1 ?? curve[^1], stop?.Item2 ?? score);
            Array.Sort([.. open.Select(t => -AskingRule.Urgency(fit.Posterior(t).ToArray().Max(), given[t], effect))], open);
            var batch = Math.Min(open.Length, Math.Max(1, (int)(Step * set.Tasks)));
            var gainful = batch - (int)(AskingRule.Exploring * batch);
            foreach (var t in open.AsSpan(0, gainful)) given[t]++;
            foreach (var t in open.Skip(gainful).OrderBy(t => given[t]).ThenBy(t => AuditOrder.Mix((ulong)t)).Take(batch - gainful).ToArray()) given[t]++;
        }
    }

    CrowdScore Score(CrowdFit fit) => CrowdScore.Of(fit.Posteriors.AsSpan(), set.Truth);

    AnswerSet First(Func<int, int> each)
    {
        var chosen = order.SelectMany((o, t) => o.Take(each(t))).ToArray();
        return AnswerSet.Of(set.Tasks, set.Workers, set.Classes,
            [.. chosen.Select(i => set.Task[i])], [.. chosen.Select(i => set.Worker[i])], [.. chosen.Select(i => set.Label[i])]);
    }
}
