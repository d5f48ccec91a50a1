using System.Collections.Immutable;
using Labelwise.Benchmarks.Crowds;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Tests.Domain.Quality.Crowds;

public sealed class CrowdMethodsTests
{
    static readonly ImmutableArray<Func<AnswerSet, CrowdFit>> Methods =
    [
        MajorityVote.Fit, OneCoinCrowd.Fit, a => DawidSkene.Fit(a, ConfusionPrior.Fixed), a => DawidSkene.Fit(a, ConfusionPrior.Learned),
        a => DawidSkene.Fit(a, ConfusionPrior.Shared), a => DawidSkene.Fit(a, ConfusionPrior.Shared, variational: true), Glad.Fit, Mace.Fit, HardTasks.Fit, TaskKinds.Fit,
    ];

    /// <summary>And the one that draws lots, which fall otherwise where classes are numbered otherwise.</summary>
    static readonly ImmutableArray<Func<AnswerSet, CrowdFit>> All = [.. Methods, SampledDawidSkene.Fit];

    static MadeCrowd Any(int seed) => new((Crowd)(seed % 6), seed, 5 + seed % 40, 4 + seed % 7 + 5, 2 + seed % 4);

    [Fact]
    public void Every_posterior_is_a_distribution() => Seeds.Hold(seed => All.All(fit =>
    {
        var found = fit(Any(seed).Answers);
        return Enumerable.Range(0, found.Tasks).All(t => found.Posterior(t) is var row && Math.Abs(Sum(row) - 1) < 1e-9 && row.IndexOfAnyExceptInRange(0, 1 + 1e-9) < 0);
    }), 60);

    [Fact]
    public void The_same_answers_in_the_same_order_give_the_same_bits() => Seeds.Hold(seed => All.All(fit =>
        fit(Any(seed).Answers).Posteriors.SequenceEqual(fit(Any(seed).Answers).Posteriors)), 20);

    // Of seeds that stay the same: where two classes are exactly tied, rounding alone would decide.
    [Fact]
    public void Classes_by_other_numbers_are_the_same_classes() => Assert.All(Enumerable.Range(1, 20), seed =>
    {
        var crowd = new MadeCrowd((Crowd)(seed % 6), seed, 60, 12, 2 + seed % 4);
        var (a, classes) = (crowd.Answers, crowd.Answers.Classes);
        var turned = AnswerSet.Of(a.Tasks, a.Workers, classes, crowd.Task, crowd.Worker, [.. crowd.Label.Select(l => (l + 1) % classes)]);
        Assert.All(Methods, fit =>
        {
            var (one, other) = (fit(a), fit(turned));
            for (var t = 0; t < a.Tasks; t++)
                for (var k = 0; k < classes; k++) Assert.Equal(one.Posterior(t)[k], other.Posterior(t)[(k + 1) % classes], 1e-6);
        });
    });

    [Fact]
    public void What_is_known_stands_against_all_opinions()
    {
        var set = AnswerSet.Of(2, 3, 3, [0, 0, 0, 1], [0, 1, 2, 0], [1, 1, 1, 2], [2, -1]);
        Assert.All(All, fit => Assert.Equal(AnswerSet.SureOfKnown, fit(set).Posterior(0)[2], 6));
        Assert.True(CrowdConsensus.Of(set).Posterior(0)[2] > 0.999);
    }

    [Fact]
    public void A_task_without_answers_is_believed_as_the_others_are()
    {
        var crowd = new MadeCrowd(Crowd.Imbalanced, 7);
        var set = AnswerSet.Of(401, 30, 4, crowd.Task, crowd.Worker, crowd.Label);
        Assert.InRange(DawidSkene.Fit(set, ConfusionPrior.Learned).Posterior(400)[0], 0.85, 0.97);
    }

    /// <summary>On a share of the tasks a blend's voices are chosen where answers are many: people must be as they are in all.</summary>
    [Fact]
    public void One_task_in_so_many_keeps_all_its_answers()
    {
        var crowd = new MadeCrowd(Crowd.Imbalanced, 7);
        var (all, some) = (crowd.Answers, crowd.Answers.OneIn(4));
        Assert.InRange(some.Tasks, all.Tasks / 8, all.Tasks / 2);
        Assert.Equal((double)all.Count / all.Tasks, (double)some.Count / some.Tasks, all.Count / (double)all.Tasks / 4);
        Assert.Equal((all.Workers, all.Classes), (some.Workers, some.Classes));
        Assert.Equal((all.Tasks, all.Count), (all.OneIn(1).Tasks, all.OneIn(1).Count));
        Assert.Equal(MajorityVote.Fit(all).Posteriors, MajorityVote.Fit(all.OneIn(1)).Posteriors);
    }

    [Fact]
    public void One_class_or_no_answer_is_no_trouble()
    {
        Assert.All(All, fit => Assert.Equal([1.0, 1.0], fit(AnswerSet.Of(2, 1, 1, [0], [0], [0])).Posteriors));
        Assert.All(CrowdConsensus.Of(AnswerSet.Of(2, 1, 3, [], [], [])).Posteriors, p => Assert.Equal(1 / 3.0, p, 0.01));
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(0, 0, -1)]
    public void A_number_outside_its_range_is_refused(int task, int worker, int label) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerSet.Of(1, 2, 2, [task], [worker], [label]));

    [Theory]
    [InlineData(Crowd.Easy), InlineData(Crowd.Hard), InlineData(Crowd.Sparse), InlineData(Crowd.Adversarial), InlineData(Crowd.Imbalanced), InlineData(Crowd.Correlated)]
    public void The_default_is_hardly_worse_than_the_best_method_and_less_too_sure_than_Dawid_and_Skene(Crowd kind)
    {
        const int Crowds = 3;
        var (methods, ours, theirs) = (All.Select(_ => 0.0).ToArray(), default(CrowdScore), default(CrowdScore));
        for (var seed = 1; seed <= Crowds; seed++)
        {
            var crowd = new MadeCrowd(kind, seed);
            for (var m = 0; m < methods.Length; m++) methods[m] += Score(All[m](crowd.Answers), crowd).Accuracy / Crowds;
            ours = Add(ours, Score(CrowdConsensus.Of(crowd.Answers), crowd));
            theirs = Add(theirs, Score(DawidSkene.Fit(crowd.Answers, ConfusionPrior.Fixed), crowd));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {ours} beside {theirs}; {string.Join(' ', methods.Select(m => Math.Round(m, 4)))}");
        Assert.True(ours.Accuracy > methods.Max() - 0.012);
        Assert.True(ours.LogLoss < theirs.LogLoss + 0.03);  // theirs is right where the crowd is as its model has it
        Assert.True(ours.Ece < theirs.Ece + 0.03);

        static CrowdScore Add(CrowdScore sum, CrowdScore one) =>
            new(sum.Accuracy + one.Accuracy / Crowds, sum.LogLoss + one.LogLoss / Crowds, sum.Ece + one.Ece / Crowds);
    }

    [Fact]
    public void Skills_cover_how_good_workers_are_and_few_answers_say_little()
    {
        var crowd = new MadeCrowd(Crowd.Easy, 11, tasks: 1_000);
        var skills = WorkerSkill.Of(crowd.Answers, DawidSkene.Fit(crowd.Answers, ConfusionPrior.Learned), 0.99);
        Assert.InRange(skills.Count(s => crowd.Accuracy[s.Worker] >= s.Accuracy.Lower && crowd.Accuracy[s.Worker] <= s.Accuracy.Upper), 28, 30);
        Assert.All(skills, s => Assert.Equal(4.0, s.Confusion.Sum(c => c.Mean), 6));

        var few = WorkerSkill.Of(AnswerSet.Of(3, 1, 2, [0, 1, 2], [0, 0, 0], [0, 1, 0], [0, 1, 0]), MajorityVote.Fit(AnswerSet.Of(3, 1, 2, [0, 1, 2], [0, 0, 0], [0, 1, 0])))[0];
        Assert.True(few.Accuracy.Upper - few.Accuracy.Lower > 0.3, $"{few.Accuracy}");
    }

    static CrowdScore Score(CrowdFit fit, MadeCrowd crowd) => CrowdScore.Of(fit.Posteriors.AsSpan(), crowd.Truth);

    static double Sum(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (var p in row) sum += p;
        return sum;
    }
}
