using Labelwise.Benchmarks.Crowds;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Tests.Domain.Quality.Crowds;

/// <summary>Against the reference figures of <c>BASELINES.md</c> beside the sets.</summary>
public sealed class PublicCrowdsTests
{
    /// <summary>Half a point above the mean of the best single reference, 0.8724.</summary>
    [Fact]
    public void The_default_is_half_a_point_better_than_any_single_method()
    {
        string[] sets = ["bluebird", "rte", "s_dog", "weather", "d_product", "labelme"];
        var mean = sets.Average(name => Default(name).Accuracy);
        Assert.True(mean >= 0.8774, $"{mean:F4}");
    }

    // Accuracy of majority vote, one-coin under Beta(4, 1), Dawid-Skene under Dirichlet 4/1, crowd-kit's GLAD; best of all reference rows; log-loss and ECE of crowd-kit's Dawid-Skene.
    [Theory]
    [InlineData("bluebird", 0.7593, 0.7130, 0.8889, 0.7222, 0.8889, 1.141, 0.102)]
    [InlineData("rte", 0.8969, 0.9250, 0.9275, 0.9263, 0.9313, 0.626, 0.068)]
    [InlineData("s_dog", 0.8222, 0.8302, 0.8364, 0.8340, 0.8426, 1.761, 0.151)]
    [InlineData("weather", 0.8533, 0.8567, 0.8633, 0.8533, 0.8667, 2.018, 0.158)]
    [InlineData("d_product", 0.8966, 0.9088, 0.9371, 0.9283, 0.9397, 0.371, 0.029)]
    [InlineData("labelme", 0.7660, 0.7680, 0.7810, 0.7750, 0.7920, 2.227, 0.177)]
    public void Methods_equal_their_references_and_the_default_holds_its_bars(
        string name, double vote, double oneCoin, double dawidSkene, double glad, double best, double logLoss, double ece)
    {
        var set = CrowdData.Read(Shared.Find($"data/crowd/{name}"));
        Assert.Equal(vote, Of(MajorityVote.Fit(set.Answers)).Accuracy, 4);
        Assert.Equal(oneCoin, Of(OneCoinCrowd.Fit(set.Answers)).Accuracy, 4);
        Assert.Equal(dawidSkene, Of(DawidSkene.Fit(set.Answers, ConfusionPrior.Fixed)).Accuracy, 4);
        Assert.Equal(glad, Of(Glad.Fit(set.Answers)).Accuracy, 0.0026);  // starts elsewhere

        var ours = Default(name);
        Assert.True(ours.Accuracy >= best - 0.015, $"{ours}");
        Assert.True(ours.LogLoss < logLoss, $"{ours}");
        Assert.True(ours.Ece < ece, $"{ours}");

        CrowdScore Of(CrowdFit fit) => CrowdScore.Of(fit.Posteriors.AsSpan(), set.Truth);
    }

    /// <summary>Fitted once for both tests: it takes seconds.</summary>
    static readonly Dictionary<string, CrowdScore> Defaults = [];

    static CrowdScore Default(string name)
    {
        if (Defaults.TryGetValue(name, out var known)) return known;
        var set = CrowdData.Read(Shared.Find($"data/crowd/{name}"));
        return Defaults[name] = CrowdScore.Of(CrowdConsensus.Of(set.Answers).Posteriors.AsSpan(), set.Truth);
    }
}
