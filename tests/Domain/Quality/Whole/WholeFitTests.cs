using System.Collections.Immutable;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Tests.Domain.Quality.Crowds;

namespace Labelwise.Tests.Domain.Quality.Whole;

public sealed class WholeFitTests
{
    [Theory]
    [InlineData(Crowd.Easy), InlineData(Crowd.Hard), InlineData(Crowd.Sparse), InlineData(Crowd.Adversarial), InlineData(Crowd.Imbalanced)]
    public void It_is_no_less_accurate_than_Dawid_and_Skene_by_more_than_a_point(Crowd kind)
    {
        double own = 0, theirs = 0;
        for (var seed = 0; seed < 2; seed++)
        {
            var crowd = new MadeCrowd(kind, seed, tasks: 200);
            own += Accuracy(WholeFit.Of(crowd.Answers, Silent(crowd)).Posteriors, crowd) / 2;
            theirs += Accuracy(DawidSkene.Fit(crowd.Answers, ConfusionPrior.Learned).Posteriors, crowd) / 2;
        }
        Assert.InRange(own, theirs - 0.01, 1);
    }

    /// <summary>A fifth of the tasks misleads most people the same way. Without giving way such a fit is nearly certain of what they fell for.</summary>
    [Fact]
    public void Where_people_err_together_it_is_no_surer_than_it_should_be()
    {
        var crowd = new MadeCrowd(Crowd.Correlated, seed: 1, tasks: 150);
        var (fit, alone) = (WholeFit.Of(crowd.Answers, Silent(crowd)), WholeFit.Of(crowd.Answers, Silent(crowd), voices: []));
        Assert.InRange(fit.Effect.Correlation, 0.05, 1);
        Assert.InRange(LogLoss(fit, crowd), 0, 0.7 * LogLoss(alone, crowd));
        Assert.InRange(Accuracy(fit.Posteriors, crowd), Accuracy(alone.Posteriors, crowd) - 0.02, 1);
    }

    [Fact]
    public void Where_each_errs_alone_it_gives_way_little()
    {
        var crowd = new MadeCrowd(Crowd.Imbalanced, seed: 2, tasks: 300);
        var (fit, alone) = (WholeFit.Of(crowd.Answers, Silent(crowd)), WholeFit.Of(crowd.Answers, Silent(crowd), voices: []));
        Assert.InRange(fit.Effect.Correlation, 0, 0.15);
        Assert.InRange(LogLoss(fit, crowd), 0, LogLoss(alone, crowd) + 0.02);
    }

    /// <summary>The same where a model speaks on every task, right on seven of ten and as sure as that.</summary>
    [Fact]
    public void Where_people_err_together_a_model_on_every_task_does_not_hide_it()
    {
        var crowd = new MadeCrowd(Crowd.Correlated, seed: 1, tasks: 150);
        var (random, words) = (new Random(1), new ModelWords());
        foreach (var truth in crowd.Truth)
        {
            var predicted = random.NextDouble() < 0.7 ? truth : (truth + 1 + random.Next(3)) % 4;
            words.Add(0, predicted, [new(predicted, 0.7f)]);
        }
        var (fit, alone) = (WholeFit.Of(crowd.Answers, words), WholeFit.Of(crowd.Answers, words, voices: []));
        Assert.InRange(fit.Effect.Correlation, 0.05, 1);
        Assert.InRange(LogLoss(fit, crowd), 0, 0.8 * LogLoss(alone, crowd));
        Assert.InRange(Accuracy(fit.Posteriors, crowd), Accuracy(alone.Posteriors, crowd) - 0.02, 1);
    }

    /// <summary>A lone answer weighs what its author is worth.</summary>
    [Fact]
    public void Tasks_with_one_answer_give_no_way()
    {
        var crowd = new MadeCrowd(Crowd.Correlated, seed: 3, tasks: 60);
        int[] lone = [.. Enumerable.Range(0, crowd.Task.Length).Where(i => i == 0 || crowd.Task[i] != crowd.Task[i - 1])];
        var alone = AnswerSet.Of(60, 30, 4, [.. lone.Select(i => crowd.Task[i])], [.. lone.Select(i => crowd.Worker[i])], [.. lone.Select(i => crowd.Label[i])]);
        Assert.Equal(DesignEffect.None, WholeFit.Of(alone, Silent(crowd)).Effect);
        double[] likelihood = [1, 0.2];
        new DesignEffect(0.5).Apply(likelihood, answers: 1);
        Assert.Equal(0.2, likelihood[1]);
        new DesignEffect(0.5).Apply(likelihood, answers: 3);
        Assert.Equal(Math.Sqrt(0.2), likelihood[1], 1e-12);
    }

    /// <summary>Whatever order answers came in, and in however many parts the work was done.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Neither_order_nor_parts_change_it(int seed)
    {
        var crowd = new MadeCrowd(Crowd.Hard, seed, tasks: 120);
        var at = Enumerable.Range(0, crowd.Task.Length).ToArray();
        new Random(seed).Shuffle(at);
        var turned = AnswerSet.Of(120, 30, 4, [.. at.Select(i => crowd.Task[i])], [.. at.Select(i => crowd.Worker[i])], [.. at.Select(i => crowd.Label[i])]);
        var (one, other) = (WholeFit.Of(crowd.Answers, Silent(crowd)), WholeFit.Of(turned, Silent(crowd)));
        Assert.All(one.Posteriors.Zip(other.Posteriors), p => Assert.Equal(p.First, p.Second, 1e-6));

        var work = new WholeFitting(crowd.Answers, Silent(crowd));
        WholeFit? parts;
        do parts = work.Go(7);
        while (parts is null);
        Assert.Equal(one.Posteriors, parts.Posteriors);
        Assert.Equal(one.Rounds, parts.Rounds);
        Assert.True(one.Converged);
    }

    [Fact]
    public void Intervals_of_accuracy_cover_the_truth_about_as_often_as_they_say()
    {
        var (covered, all) = (0, 0);
        for (var seed = 0; seed < 4; seed++)
        {
            var crowd = new MadeCrowd(Crowd.Easy, seed, tasks: 300);
            foreach (var (person, accuracy) in WholeFit.Of(crowd.Answers, Silent(crowd)).People.Zip(crowd.Accuracy))
            {
                all++;
                if (person.Accuracy.Low <= accuracy && accuracy <= person.Accuracy.High) covered++;
            }
        }
        Assert.InRange((double)covered / all, 0.9, 0.99);
    }

    [Fact]
    public void Without_any_other_opinion_a_model_is_taken_at_its_word()
    {
        var words = new ModelWords();
        words.Add(0, 1, [new(1, 0.7f), new(0, 0.2f)]);
        var fit = WholeFit.Of(AnswerSet.Of(1, 0, 3, [], [], []), words);
        // A little less sure, as of every model; see Priors.Doubt.
        Assert.Equal(0.7, fit.Posterior(0)[1], 0.01);
        Assert.Equal(0.2, fit.Posterior(0)[0], 0.01);
    }

    /// <summary>It takes class 0 for class 1 half of the time, and is as sure of it as of anything.</summary>
    [Fact]
    public void A_model_that_confuses_two_classes_is_found_out_by_people_and_believed_less_there()
    {
        const int tasks = 600, classes = 3, people = 6;
        var random = new Random(5);
        var truth = Enumerable.Range(0, tasks).Select(_ => random.Next(classes)).ToArray();
        var words = new ModelWords();
        var predicted = truth.Select(t => t == 0 && random.Next(2) == 0 ? 1 : t).ToArray();
        foreach (var p in predicted) words.Add(0, p, [new(p, 0.95f)]);
        var answers = truth.SelectMany((t, task) => Enumerable.Range(0, people).OrderBy(_ => random.Next()).Take(2)
            .Select(who => (task, who, label: random.NextDouble() < 0.9 ? t : (t + 1 + random.Next(classes - 1)) % classes))).ToArray();
        var set = AnswerSet.Of(tasks, people, classes, [.. answers.Select(a => a.task)], [.. answers.Select(a => a.who)], [.. answers.Select(a => a.label)]);
        var skill = Assert.Single(WholeFit.Of(set, words).Models);

        var right = truth.Zip(predicted).Count(p => p.First == p.Second) / (double)tasks;
        var (mean, low, high) = skill.Accuracy(0.95);
        Assert.InRange(right, low - 0.02, high + 0.02);
        Assert.InRange(mean, right - 0.04, right + 0.04);
        var word = Priors.Of(classes, [new ClassProbability(1, 0.95f)]);
        Assert.InRange(skill.Correct(word, 1)[0], 0.15, 0.5);
        Assert.InRange(skill.Correct(Priors.Of(classes, [new ClassProbability(2, 0.95f)]), 2)[2], 0.93, 1);
        Assert.Equal(1, skill.Correct(word, 1).Sum(), 1e-12);
    }

    [Fact]
    public void What_a_reviewer_decided_stays_decided_and_teaches_who_erred()
    {
        // Two people, always of two minds; a reviewer sided with the first each time.
        int[] task = [.. Enumerable.Range(0, 40).SelectMany(t => new[] { t, t })], who = [.. Enumerable.Range(0, 80).Select(i => i % 2)];
        int[] label = [.. Enumerable.Range(0, 80).Select(i => (i / 2 + i % 2) % 3)], known = [.. Enumerable.Range(0, 40).Select(t => t < 30 ? t % 3 : -1)];
        var fit = WholeFit.Of(AnswerSet.Of(40, 2, 3, task, who, label, known), ModelWords.Silent(40));
        Assert.All(Enumerable.Range(0, 40), t => Assert.InRange(fit.Posterior(t)[t % 3], 0.95, 1));
        Assert.True(fit.People[0].Accuracy.Low > fit.People[1].Accuracy.High);
    }

    [Fact]
    public void There_is_a_word_for_every_task() =>
        Assert.Throws<ArgumentException>(() => WholeFit.Of(AnswerSet.Of(2, 1, 2, [0], [0], [0]), new()));

    static ModelWords Silent(MadeCrowd crowd) => ModelWords.Silent(crowd.Answers.Tasks);

    static double LogLoss(WholeFit fit, MadeCrowd crowd) => crowd.Truth.Select((truth, t) => -Math.Log(fit.Posterior(t)[truth])).Average();

    static double Accuracy(ImmutableArray<double> posteriors, MadeCrowd crowd)
    {
        var classes = crowd.Answers.Classes;
        return crowd.Truth.Select((truth, t) => posteriors.AsSpan(t * classes, classes) is var row && row.IndexOf(Max(row)) == truth ? 1.0 : 0).Average();
    }

    static double Max(ReadOnlySpan<double> row)
    {
        var most = row[0];
        foreach (var p in row) most = Math.Max(most, p);
        return most;
    }
}
