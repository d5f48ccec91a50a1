using System.Collections.Immutable;
using Labelwise.Domain.Evaluations;

namespace Labelwise.Tests.Domain.Evaluations;

public sealed class LearningCurveTests
{
    static readonly int[] Sizes = [250, 500, 1_000, 2_000, 4_000, 8_000];

    static CurvePoint Point(double labels, double value, double deviation = 0.002) =>
        new(labels, value, deviation, [.. Enumerable.Repeat((float)value, Measuring.Replicates)]);

    [Theory]
    [InlineData(0.95, 3, 0.5)]
    [InlineData(0.9, 8, 0.7)]
    [InlineData(0.99, 1.2, 0.3)]
    public void A_curve_without_noise_is_found(double ceiling, double gap, double rate)
    {
        var truth = new LearningCurve(ceiling, gap, rate);
        var found = LearningCurve.Fit([.. Sizes.Select(n => Point(n, truth.At(n)))])!;
        Assert.Equal(truth.At(16_000), found.At(16_000), 0.004);
        Assert.Equal(1, found.LabelsTo(truth.At(16_000)) / 16_000, 0.2);
    }

    [Fact]
    public void Labels_to_a_target_lie_on_the_curve_and_above_the_ceiling_there_are_none()
    {
        var curve = new LearningCurve(0.9, 2, 0.5);
        Assert.Equal(400, curve.LabelsTo(0.8), 1e-6);
        Assert.Equal(0.8, curve.At(curve.LabelsTo(0.8)), 1e-12);
        Assert.Equal(double.PositiveInfinity, curve.LabelsTo(0.9));
    }

    [Fact]
    public void Fewer_than_three_sizes_tell_no_curve() =>
        Assert.Null(LearningCurve.Fit([Point(100, 0.5), Point(100, 0.52), Point(200, 0.6)]));

    [Fact]
    public void A_fit_never_passes_1_and_never_falls() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        ImmutableArray<CurvePoint> points = [.. Sizes[..(3 + random.Next(4))].Select(n => Point(n, random.NextDouble()))];
        var curve = LearningCurve.Fit(points)!;
        return curve.Ceiling <= 1 && curve.Gap >= 0 && curve.At(10) <= curve.At(1_000_000);
    });

    /// <summary>Binomial noise of 2,000 test samples: the interval at twice the labels holds the truth about as often as it says.</summary>
    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says()
    {
        var (random, covered) = (new Random(5), 0);
        var truth = new LearningCurve(0.95, 3, 0.5);
        for (var round = 0; round < 40; round++)
        {
            ImmutableArray<CurvePoint> points = [.. Sizes.Select(n =>
            {
                var deviation = Math.Sqrt(truth.At(n) * (1 - truth.At(n)) / 2_000);
                var value = truth.At(n) + deviation * Normal(random);
                return new CurvePoint(n, value, deviation, [.. Enumerable.Range(0, Measuring.Replicates).Select(_ => (float)(value + deviation * Normal(random)))]);
            })];
            var ends = LearningCurve.Resampled(points).Select(c => c.At(16_000)).Order().ToArray();
            if (LearningCurve.Quantile(ends, 0.025) <= truth.At(16_000) && truth.At(16_000) <= LearningCurve.Quantile(ends, 0.975)) covered++;
        }
        Assert.InRange(covered, 34, 40);
    }

    [Fact]
    public void Points_that_stray_by_more_than_their_samples_explain_make_a_wider_band()
    {
        Assert.True(Width(0.05) > 3 * Width(0));

        static double Width(double stray)
        {
            var random = new Random(9);
            ImmutableArray<CurvePoint> points = [.. Sizes.Select((n, at) =>
            {
                var value = new LearningCurve(0.9, 3, 0.5).At(n) + (at % 2 is 0 ? stray : -stray);
                return new CurvePoint(n, value, 0.005, [.. Enumerable.Range(0, Measuring.Replicates).Select(_ => (float)(value + 0.005 * Normal(random)))]);
            })];
            var ends = LearningCurve.Resampled(points).Select(c => c.At(16_000)).Order().ToArray();
            return LearningCurve.Quantile(ends, 0.975) - LearningCurve.Quantile(ends, 0.025);
        }
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
