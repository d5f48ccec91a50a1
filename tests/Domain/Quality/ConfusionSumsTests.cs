using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Tests.Domain.Quality;

public sealed class ConfusionSumsTests(ITestOutputHelper output)
{
    const int Classes = 4, People = 12;

    [Fact]
    public void Of_a_newcomer_it_is_the_one_coin_model()
    {
        double[] prior = [0.1, 0.2, 0.3, 0.4];
        var (one, other) = (new Opinion(1, 0.9), new Opinion(2, 0.7));
        var expected = OneCoin.Posterior(prior, [one, other]);
        var actual = OneCoin.Product(prior, ConfusionSums.Likelihood([([], one.Class, one.Accuracy), ([], other.Class, other.Accuracy)], Lookalikes.Unknown(Classes)).AsSpan());
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Fact]
    public void Who_takes_one_class_for_another_is_believed_of_the_others()
    {
        // Says 1 for every 0; right otherwise.
        var cells = ConfusionSums.Of(Enumerable.Range(0, 400).Select(i => (Answer: i % Classes is 0 ? 1 : i % Classes, Truth: i % Classes, Belief: 0.98)));
        var said1 = ConfusionSums.ChancesOf(cells, 1, Classes, 0.75);
        Assert.InRange(said1[0] / said1[1], 0.8, 1.2);
        var said3 = ConfusionSums.ChancesOf(cells, 3, Classes, 0.75);
        Assert.True(said3[3] > 10 * said3[..3].Max());
    }

    /// <summary>Blocks report absolute sums; a repeat or a reopening must leave nothing behind.</summary>
    [Fact]
    public void What_is_taken_back_leaves_nothing_and_order_does_not_matter() =>
        Prop.ForAll<int[], int[]>((a, b) =>
        {
            ImmutableArray<ConfusionCell> one = ConfusionSums.Of(a.Select(Answer)), other = ConfusionSums.Of(b.Select(Answer));
            var (sum, turned) = (ConfusionSums.Sum(one, other, 1), ConfusionSums.Sum(other, one, 1));
            var back = ConfusionSums.Sum(sum, other, -1);
            return sum.Select(Key).SequenceEqual(sum.Select(Key).Distinct().Order()) && Near(sum, turned) && Near(back, one)
                && Math.Abs(sum.Sum(c => c.Sum) - a.Length - b.Length) < 1e-9;
        }).QuickCheckThrowOnFailure();

    /// <summary>Answer by answer as the server does it, beside expectation maximization over all of them at once.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Online_and_full_inference_agree_within_stated_bounds(int seed)
    {
        const int tasks = 1_500, each = 5;
        var random = new Random(seed);
        var truth = Enumerable.Range(0, tasks).Select(_ => random.Next(Classes)).ToArray();
        // Half of the people take class 0 for class 1 more often than not; otherwise all are right in four of five.
        var answers = Enumerable.Range(0, tasks).SelectMany(t => Enumerable.Range(0, People).OrderBy(_ => random.Next()).Take(each)
            .Select(p => (Task: t, Who: p, Label: Answered(random, truth[t], p)))).ToArray();
        random.Shuffle(answers);
        var (posteriors, rounds) = (Online(answers, tasks), DawidSkene.Fit(AnswerSet.Of(tasks, People, Classes,
            [.. answers.Select(a => a.Task)], [.. answers.Select(a => a.Who)], [.. answers.Select(a => a.Label)]), ConfusionPrior.Learned));
        Agree(posteriors, rounds, truth);
        // What runs behind the work weighs by the same model.
        Agree(posteriors, new ConfusionFit(Classes, WholeFit.Of(AnswerSet.Of(tasks, People, Classes,
            [.. answers.Select(a => a.Task)], [.. answers.Select(a => a.Who)], [.. answers.Select(a => a.Label)]), ModelWords.Silent(tasks), voices: []).Posteriors, 0, []), truth);
        Assert.Equal(posteriors.Select(p => p[0]), Online(answers, tasks).Select(p => p[0]));
    }

    /// <summary>A fifth of the tasks misleads whoever answers. From the first fit on submissions give way as it says.</summary>
    [Fact]
    public void Online_gives_way_where_people_err_together_as_far_as_the_whole_does()
    {
        const int tasks = 400, each = 4;
        var random = new Random(4);
        var truth = Enumerable.Range(0, tasks).Select(_ => random.Next(Classes)).ToArray();
        var answers = Enumerable.Range(0, tasks).SelectMany(t => Enumerable.Range(0, People).OrderBy(_ => random.Next()).Take(each)
            .Select(p => (Task: t, Who: p, Label: t % 5 == 0 && random.NextDouble() < 0.6 ? (truth[t] + 1) % Classes : Answered(random, truth[t], p)))).ToArray();
        random.Shuffle(answers);
        var whole = WholeFit.Of(AnswerSet.Of(tasks, People, Classes,
            [.. answers.Select(a => a.Task)], [.. answers.Select(a => a.Who)], [.. answers.Select(a => a.Label)]), ModelWords.Silent(tasks));
        Assert.InRange(whole.Effect.Correlation, 0.05, 1);
        var rounds = new ConfusionFit(Classes, whole.Posteriors, 0, []);
        Agree(Online(answers, tasks, whole.Effect), rounds, truth, same: 0.95, mostApart: 0.06);
    }

    void Agree(ImmutableArray<double>[] posteriors, ConfusionFit rounds, int[] truth, double same = 0.98, double mostApart = 0.02)
    {
        double online = 0, full = 0, agree = 0, apart = 0;
        var tasks = truth.Length;
        for (var t = 0; t < tasks; t++)
        {
            var (mine, all) = (Best(posteriors[t].AsSpan()), Best(rounds.Posterior(t)));
            online += mine == truth[t] ? 1.0 / tasks : 0;
            full += all == truth[t] ? 1.0 / tasks : 0;
            agree += mine == all ? 1.0 / tasks : 0;
            for (var k = 0; k < Classes; k++) apart += Math.Abs(posteriors[t][k] - rounds.Posterior(t)[k]) / 2 / tasks;
        }
        output.WriteLine($"online {online:F4}, full {full:F4}, same class {agree:F4}, total variation {apart:F4}");
        Assert.InRange(online, full - 0.01, 1);
        Assert.InRange(agree, same, 1);
        Assert.InRange(apart, 0, mostApart);
    }

    /// <summary>Each submission weighs its task anew; what its answers say of people is replaced, never added.</summary>
    static ImmutableArray<double>[] Online((int Task, int Who, int Label)[] answers, int tasks, DesignEffect effect = default)
    {
        var (cells, skills) = (Enumerable.Repeat(ImmutableArray<ConfusionCell>.Empty, People).ToArray(), new Skill[People]);
        var (of, posteriors) = (Enumerable.Range(0, tasks).Select(_ => new List<(int Who, int Label)>()).ToArray(), new ImmutableArray<double>[tasks]);
        foreach (var (task, who, label) in answers)
        {
            foreach (var (earlier, said) in of[task]) Add(earlier, said, posteriors[task], -1);
            of[task].Add((who, label));
            var everybody = Lookalikes.Of(cells.Aggregate((all, of) => ConfusionSums.Sum(all, of, 1)), Classes);
            posteriors[task] = OneCoin.Product(Priors.Uniform(Classes).AsSpan(),
                ConfusionSums.Likelihood([.. of[task].Select(o => (cells[o.Who], o.Label, skills[o.Who].Accuracy))], everybody, effect: effect).AsSpan());
            foreach (var (all, said) in of[task]) Add(all, said, posteriors[task], 1);
        }
        return posteriors;

        void Add(int who, int said, ImmutableArray<double> posterior, int sign)
        {
            var best = Best(posterior.AsSpan());
            cells[who] = ConfusionSums.Sum(cells[who], ConfusionSums.Of([(said, best, posterior[best])]), sign);
            var judged = OneCoin.Contribution(posterior.AsSpan(), said);
            skills[who] = sign > 0 ? skills[who] + judged : skills[who] - judged;
        }
    }

    static int Answered(Random random, int truth, int who) =>
        who % 2 == 0 && truth == 0 && random.NextDouble() < 0.55 ? 1 : random.NextDouble() < 0.8 ? truth : random.Next(Classes);

    static int Best(ReadOnlySpan<double> posterior)
    {
        var best = 0;
        for (var k = 1; k < posterior.Length; k++) if (posterior[k] > posterior[best]) best = k;
        return best;
    }

    static (int, int, double) Answer(int x) => ((x & 3), (x >> 2 & 3), (x >> 4 & 7) / 7.0);

    static (int, int) Key(ConfusionCell cell) => (cell.Truth, cell.Answer);

    static bool Near(ImmutableArray<ConfusionCell> one, ImmutableArray<ConfusionCell> other)
    {
        var all = one.ToDictionary(Key, c => c.Sum);
        foreach (var cell in other) all[Key(cell)] = all.GetValueOrDefault(Key(cell)) - cell.Sum;
        return all.Values.All(v => Math.Abs(v) < 1e-9);
    }
}
