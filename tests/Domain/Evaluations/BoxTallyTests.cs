using System.Text.Json;
using Labelwise.Domain.Evaluations;

namespace Labelwise.Tests.Domain.Evaluations;

public sealed class BoxTallyTests
{
    static Dictionary<Metric, double> Values(BoxTally tally) => tally.Metrics.Zip(tally.Score([])).ToDictionary(m => m.First, m => m.Second);

    static JudgedBox Box(double x, double width, double score = 1, string name = "cell") => new(name, x, 0, width, 10, score);

    [Fact]
    public void One_box_right_at_half_its_thresholds_has_an_AP_of_a_half()
    {
        // 7.2 of 10 wide: an IoU of 0.72, right at 0.50 to 0.70.
        var tally = new BoxTally(["cell"], 0.5);
        tally.Add([Box(0, 10)], [Box(0, 7.2, 0.9)]);
        var values = Values(tally);
        Assert.Equal(0.5, values[new(MetricNames.Map)], 1e-12);
        Assert.Equal(1, values[new(MetricNames.Ap50)], 1e-12);
        Assert.Equal(0, values[new(MetricNames.Ap75)]);
        Assert.Equal(0.5, values[new(MetricNames.Ar100)], 1e-12);
    }

    /// <summary>Two boxes; found in order of score: right, wrong, right. Precision is 1 up to a recall of 0.5, then 2/3: 51 points of 1
    /// and 50 of 2/3.</summary>
    [Fact]
    public void Precision_is_averaged_at_101_recalls()
    {
        var tally = new BoxTally(["cell"], 0.5);
        tally.Add([Box(0, 10), Box(100, 10)], [Box(0, 10, 0.9), Box(50, 10, 0.8), Box(100, 10, 0.7)]);
        Assert.Equal((51 + 50 * 2 / 3.0) / 101, Values(tally)[new(MetricNames.Map)], 1e-12);
    }

    [Fact]
    public void A_box_found_twice_is_right_once()
    {
        var tally = new BoxTally(["cell"], 0.5);
        var findings = tally.Add([Box(0, 10)], [Box(0, 9, 0.9), Box(0, 10, 0.8), Box(0, 10, 0.3)]);
        Assert.Equal((1, 1, 0), (findings.Right, findings.Wrong, findings.Missed));
        Assert.Equal((0.1 + 0.8) / 2, findings.Badness, 1e-12);
        Assert.Equal(0.5, Values(tally)[new(MetricNames.Precision, "cell")]);
    }

    [Fact]
    public void A_class_without_boxes_counts_for_no_mean_and_one_never_found_counts_as_0()
    {
        var tally = new BoxTally(["cell", "rare", "absent"], 0.5);
        tally.Add([Box(0, 10), Box(40, 10, name: "rare")], [Box(0, 10, 0.9), Box(80, 10, 0.9, "absent")]);
        Assert.Equal(0.5, Values(tally)[new(MetricNames.Map)], 1e-12);
        Assert.True(double.IsNaN(Values(tally)[new(MetricNames.Ap, "absent")]));
        Assert.Equal(0, Values(tally)[new(MetricNames.Precision, "absent")]);
    }

    [Fact]
    public void Boxes_of_another_size_are_ignored_not_wrong()
    {
        // 10 × 10 is small; 10 × 200 medium. The medium one that is found counts for nothing among the small.
        var tally = new BoxTally(["cell"], 0.5);
        tally.Add([Box(0, 10), Box(300, 200)], [Box(300, 200, 0.9), Box(0, 10, 0.8)]);
        var values = Values(tally);
        Assert.Equal(1, values[new(MetricNames.ApSmall)], 1e-12);
        Assert.Equal(1, values[new(MetricNames.ApMedium)], 1e-12);
        Assert.True(double.IsNaN(values[new(MetricNames.ApLarge)]));
    }

    [Fact]
    public void The_order_of_samples_and_a_sample_without_boxes_change_nothing() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var samples = Enumerable.Range(0, 12).Select(_ => (Truths: Boxes(random, 4), Found: Boxes(random, 6))).ToList();
        var (one, other) = (new BoxTally(["cell"], 0.5), new BoxTally(["cell"], 0.5));
        foreach (var (truths, found) in samples) one.Add(truths, found);
        other.Add([], []);
        foreach (var (truths, found) in samples.AsEnumerable().Reverse()) other.Add(truths, found);
        return one.Score([]).Zip(other.Score([])).All(v => v.First.Equals(v.Second) || Math.Abs(v.First - v.Second) < 1e-12);
    }, tests: 50);

    [Fact]
    public void Samples_counted_twice_by_weight_are_samples_that_came_twice() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var samples = Enumerable.Range(0, 8).Select(_ => (Truths: Boxes(random, 3), Found: Boxes(random, 5), Times: random.Next(3))).ToList();
        var (weighted, repeated) = (new BoxTally(["cell"], 0.5), new BoxTally(["cell"], 0.5));
        foreach (var (truths, found, times) in samples)
        {
            weighted.Add(truths, found);
            for (var i = 0; i < times; i++) repeated.Add(truths, found);
        }
        var (a, b) = (weighted.Score([.. samples.Select(s => (byte)s.Times)]), repeated.Score([]));
        // Sizes are not resampled.
        return a.Index().Where(v => v.Index is < 4 or > 6).All(v => v.Item.Equals(b[v.Index]) || Math.Abs(v.Item - b[v.Index]) < 0.05);
    }, tests: 50);

    /// <summary>4,937 detections on 72 pictures with 945 cells, scored by another program; the sizes by pycocotools' cocoeval.py, which
    /// gives all the others to six decimals too.</summary>
    [Fact]
    public void A_public_test_set_scores_what_the_reference_says()
    {
        var folder = Shared.Find("data/bccd");
        using var truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "instances_test.json")));
        using var said = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected", "detections-test.json")));
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "bccd-report.json")));
        var names = truth.RootElement.GetProperty("categories").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetInt32(), c => c.GetProperty("name").GetString()!);
        var truths = truth.RootElement.GetProperty("annotations").EnumerateArray().ToLookup(a => a.GetProperty("image_id").GetInt32(), Read);
        var found = said.RootElement.EnumerateArray().ToLookup(a => a.GetProperty("image_id").GetInt32(), Read);
        var tally = new BoxTally(names.Values, 0.3);
        foreach (var image in truth.RootElement.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("id").GetInt32()).Order())
            tally.Add([.. truths[image]], [.. found[image].OrderByDescending(f => f.Score)]);
        var values = Values(tally);
        var expected = report.RootElement;
        Assert.Equal(expected.GetProperty("mAP").GetDouble(), values[new(MetricNames.Map)], 5e-4);
        Assert.Equal(expected.GetProperty("AP50").GetDouble(), values[new(MetricNames.Ap50)], 5e-4);
        Assert.Equal(expected.GetProperty("AP75").GetDouble(), values[new(MetricNames.Ap75)], 5e-4);
        Assert.Equal(expected.GetProperty("AR100").GetDouble(), values[new(MetricNames.Ar100)], 5e-5);
        foreach (var one in expected.GetProperty("perClass").EnumerateObject())
        {
            Assert.Equal(one.Value.GetProperty("AP").GetDouble(), values[new(MetricNames.Ap, one.Name)], 5e-5);
            Assert.Equal(one.Value.GetProperty("AP50").GetDouble(), values[new(MetricNames.Ap50, one.Name)], 5e-5);
        }
        Assert.Equal(0.497975, values[new(MetricNames.Map)], 1e-6);
        Assert.Equal(0.224092, values[new(MetricNames.ApSmall)], 1e-6);
        Assert.Equal(0.339555, values[new(MetricNames.ApMedium)], 1e-6);
        Assert.Equal(0.439799, values[new(MetricNames.ApLarge)], 1e-6);

        JudgedBox Read(JsonElement box)
        {
            var at = box.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble()).ToArray();
            return new(names[box.GetProperty("category_id").GetInt32()], at[0], at[1], at[2], at[3], box.TryGetProperty("score", out var score) ? score.GetDouble() : 1);
        }
    }

    static JudgedBox[] Boxes(Random random, int most) => [.. Enumerable.Range(0, random.Next(most + 1))
        .Select(_ => new JudgedBox("cell", random.Next(30), random.Next(30), 5 + random.Next(20), 5 + random.Next(20), random.NextDouble())).OrderByDescending(b => b.Score)];
}
