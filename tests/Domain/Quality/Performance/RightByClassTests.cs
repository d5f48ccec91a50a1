using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Quality.Performance;

public sealed class RightByClassTests
{
    const int Tasks = 900, People = 9, Classes = 3;

    /// <summary>A model predicts all tasks and is right in 85 %; who disagrees with it is followed by a second person. Nine people know the first class well,
    /// the last one badly, each by their own measure.</summary>
    [Fact]
    public void Whoever_shares_only_doubtful_tasks_is_told_as_good_as_they_are()
    {
        var random = new Random(5);
        var able = Enumerable.Range(0, People * Classes).Select(i => 0.97 - 0.12 * (i % Classes) - 0.12 * random.NextDouble()).ToArray();
        var (task, worker, label, words, truths) = (new List<int>(), new List<int>(), new List<int>(), new ModelWords(), new List<int>());
        for (var t = 0; t < Tasks; t++)
        {
            var truth = random.Next(Classes);
            truths.Add(truth);
            var (predicted, first) = (random.NextDouble() < 0.85 ? truth : Other(truth), random.Next(People));
            words.Add(0, predicted, [.. Enumerable.Range(0, Classes).Select(k => new ClassProbability(k, k == predicted ? 0.85f : 0.075f))]);
            if (Answer(t, first, truth) != predicted) Answer(t, (first + 1 + random.Next(People - 1)) % People, truth);
        }
        var fit = WholeFit.Of(AnswerSet.Of(Tasks, People, Classes, [.. task], [.. worker], [.. label]), words);
        var (rights, shared) = (new RightByClass(People, Classes), Enumerable.Range(0, People).Select(_ => new Confusions()).ToArray());
        for (var i = 0; i < task.Count; i++)
        {
            rights.Add(worker[i], label[i], fit.Posterior(task[i]));
            double[] certain = [.. Enumerable.Range(0, Classes).Select(k => k == truths[task[i]] ? 1.0 : 0)];
            if (task.Count(t => t == task[i]) > 1) shared[worker[i]].Add(certain, label[i], task[i]);
        }
        var cells = rights.People().SelectMany((classes, person) => classes.Select(c => (c.Right, c.Of, True: able[person * Classes + c.Class], Shared: shared[person].Right(c.Class)?.Value ?? 0))).ToList();
        Assert.Equal(People * Classes, cells.Count);
        Assert.Equal(task.Count, cells.Sum(c => c.Of), 1e-6);
        Assert.InRange(cells.Count(c => c.Right.Low <= c.True && c.True <= c.Right.High), (int)(0.85 * cells.Count), cells.Count);
        Assert.InRange(cells.Average(c => c.Right.Mean - c.True), -0.03, 0.03);
        // Even were the truth known, shared tasks alone would make everybody look worse.
        Assert.InRange(cells.Average(c => c.Shared - c.True), -1, -0.15);

        int Other(int than) => (than + 1 + random.Next(Classes - 1)) % Classes;

        int Answer(int of, int by, int truth)
        {
            var said = random.NextDouble() < able[by * Classes + truth] ? truth : Other(truth);
            task.Add(of);
            worker.Add(by);
            label.Add(said);
            return said;
        }
    }

    /// <summary>One answer to a class says little: the interval stays wide, and its middle near what they and everybody else are elsewhere.</summary>
    [Fact]
    public void Of_a_class_with_few_answers_little_is_claimed()
    {
        var rights = new RightByClass(2, 2);
        for (var i = 0; i < 40; i++) rights.Add(0, 0, [1, 0]);
        for (var i = 0; i < 40; i++) rights.Add(1, i % 4 == 0 ? 0 : 1, [0, 1]);
        rights.Add(0, 0, [0, 1]);
        var (often, once) = (rights.People()[0][0], rights.People()[0][1]);
        Assert.Equal((40.0, 1.0), (often.Of, once.Of));
        Assert.InRange(often.Right.Low, 0.9, 1);
        Assert.InRange(once.Right.Mean, 0.6, 0.85);
        Assert.InRange(once.Right.High - once.Right.Low, 0.5, 1);
        Assert.InRange(once.Instead(1, 2).Mean, 1 - once.Right.Mean - 0.05, 1 - once.Right.Mean + 0.05);
        Assert.Empty(new RightByClass(1, 2).People()[0]);
    }
}
