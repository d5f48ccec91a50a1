using Labelwise.Domain.Evaluations;

namespace Labelwise.Tests.Domain.Evaluations;

public sealed class ClassTallyTests
{
    /// <summary>The worked example of scikit-learn's user guide for classification_report: y_true 0 1 2 2 0, y_pred 0 0 2 1 0.</summary>
    [Fact]
    public void Precision_recall_and_F1_are_those_of_a_worked_example()
    {
        var tally = new ClassTally(["0", "1", "2"]);
        foreach (var (truth, said) in new[] { ("0", "0"), ("1", "0"), ("2", "2"), ("2", "1"), ("0", "0") }) tally.Add(truth, said);
        var values = tally.Metrics.Zip(tally.Score([])).ToDictionary(m => m.First, m => m.Second);
        Assert.Equal(0.6, values[new(MetricNames.Accuracy)], 1e-12);
        Assert.Equal((0.8 + 0 + 2 / 3.0) / 3, values[new(MetricNames.MacroF1)], 1e-12);
        Assert.Equal(2 / 3.0, values[new(MetricNames.Precision, "0")], 1e-12);
        Assert.Equal(1, values[new(MetricNames.Recall, "0")], 1e-12);
        Assert.Equal(0.8, values[new(MetricNames.F1, "0")], 1e-12);
        Assert.Equal(0, values[new(MetricNames.Precision, "1")]);
        Assert.Equal(1, values[new(MetricNames.Precision, "2")], 1e-12);
        Assert.Equal(0.5, values[new(MetricNames.Recall, "2")], 1e-12);
    }

    [Fact]
    public void No_answer_is_a_wrong_one_and_a_class_that_is_in_no_label_counts_for_no_mean()
    {
        var tally = new ClassTally(["a", "b", "never"]);
        Assert.True(tally.Add("a", "a"));
        Assert.False(tally.Add("b", null));
        Assert.Null(tally.Add("of another spec", "a"));
        var measured = Measuring.Of(tally).ToDictionary(m => m.Metric);
        Assert.Equal(0.5, measured[new(MetricNames.Accuracy)].Value);
        Assert.Equal(0.5, measured[new(MetricNames.MacroF1)].Value);
        Assert.Equal([("a", "a", 1), ("b", "", 1)], tally.Cells);
        Assert.True(double.IsNaN(measured[new(MetricNames.Recall, "never")].Value));
    }

    /// <summary>Each of 400 samples right with 0.9: intervals hold 0.9 about as often as they say, those of the bootstrap included.</summary>
    [Fact]
    public void Intervals_hold_the_true_accuracy_as_often_as_they_say()
    {
        var covered = 0;
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var tally = new ClassTally(["a", "b"]);
            for (var i = 0; i < 400; i++) tally.Add(i % 2 == 0 ? "a" : "b", random.NextDouble() < 0.9 == (i % 2 == 0) ? "a" : "b");
            var (low, high) = Measuring.Of(tally)[0].Interval!.Value;
            if (low <= 0.9 && 0.9 <= high) covered++;
        }
        Assert.InRange(covered, 184, 200);
    }

    [Fact]
    public void Equal_candidates_differ_by_chance_and_a_better_one_by_more()
    {
        var random = new Random(3);
        var (worse, same, better) = (new ClassTally(["a", "b"]), new ClassTally(["a", "b"]), new ClassTally(["a", "b"]));
        for (var i = 0; i < 2_000; i++)
        {
            var (truth, wrong) = i % 3 == 0 ? ("a", "b") : ("b", "a");
            worse.Add(truth, random.NextDouble() < 0.90 ? truth : wrong);
            same.Add(truth, random.NextDouble() < 0.90 ? truth : wrong);
            better.Add(truth, random.NextDouble() < 0.94 ? truth : wrong);
        }
        var (one, two, three) = (Measuring.Of(worse), Measuring.Of(same), Measuring.Of(better));
        Assert.False(Difference.Of(one[0], two[0])!.ExceedsChance);
        Assert.True(Difference.Of(one[0], three[0])!.ExceedsChance);
        Assert.True(Difference.Of(one[1], three[1])!.ExceedsChance);
        Assert.Equal(0, Difference.Of(one[0], one[0])!.Value);
        Assert.Equal(1, Difference.Of(one[0], one[0])!.Chance);
        Assert.True(McNemar.Of(worse.Right, better.Right).Chance < 0.001);
        Assert.True(McNemar.Of(worse.Right, same.Right).Chance > 0.05);
    }

    [Fact]
    public void Texts_are_measured_by_edits_of_code_points()
    {
        var tally = new TextTally();
        Assert.Equal(3, tally.Add("kitten", "sitting"));
        Assert.Equal(0, tally.Add("😀 ok", "😀 ok"));
        Assert.Equal(4, tally.Add("none", null));
        Assert.Equal([1 / 3.0, 7 / 14.0], tally.Score([]));
    }
}
