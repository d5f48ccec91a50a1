using System.Collections.Immutable;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class TemperatureTests
{
    [Theory]
    [InlineData(2.0)]
    [InlineData(1.0)]
    [InlineData(0.6)]
    public void A_model_too_sure_or_unsure_by_a_factor_is_found_out(double factor) =>
        Assert.InRange(Temperature.Fit(Decided(3_000, factor)).T, factor * 0.92, factor * 1.08);

    [Fact]
    public void A_model_is_taken_at_its_word_until_enough_is_decided() =>
        Assert.Equal(Temperature.Identity, Temperature.Fit(Decided(Temperature.FewestTasks - 1, 3)));

    /// <summary>Every sixth answer is wrong, which alone would make a model that is right look too sure of itself.</summary>
    [Theory]
    [InlineData(2.0)]
    [InlineData(1.0)]
    public void People_who_err_do_not_make_a_model_look_too_sure(double factor)
    {
        var random = new Random(9);
        var answered = Decided(6_000, factor).Select(d =>
        {
            var truth = d.Item2.IndexOf(1.0);
            var answer = random.NextDouble() < 5 / 6.0 ? truth : (truth + 1 + random.Next(3)) % 4;
            return (d.Item1, OneCoin.Likelihood(4, [new(answer, 5 / 6.0)]));
        });
        Assert.InRange(Temperature.Fit([.. answered]).T, factor * 0.88, factor * 1.12);
    }

    /// <summary>Two classes at logits ±1.2, right in 60 of 100: the best T solves 1/(1 + e^(-1.2/T)) = 0.6, but for the belief in 1.</summary>
    [Fact]
    public void With_many_tasks_the_fit_is_the_closed_form()
    {
        var p = 1 / (1 + Math.Exp(-1.2));
        var decided = Enumerable.Range(0, 100_000).Select(i => (ImmutableArray.Create(p, 1 - p), i % 100 < 60 ? ImmutableArray.Create(1.0, 0) : ImmutableArray.Create(0.0, 1))).ToList();
        Assert.Equal(1.2 / Math.Log(1.5), Temperature.Fit(decided).T, 0.01);
    }

    [Fact]
    public void Cooling_keeps_the_order_and_the_sum()
    {
        var applied = new Temperature(2).Apply([0.64, 0.16, 0.16, 0.04]);
        Assert.Equal([0.8 / 1.8, 0.4 / 1.8, 0.4 / 1.8, 0.2 / 1.8], applied.Select(a => Math.Round(a, 12)).Select((a, i) => a), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Applied_to_the_largest_alone_it_gives_what_it_gives_all()
    {
        double[] all = [0.7, 0.2, 0.025, 0.025, 0.025, 0.025];
        var sparse = new Calibrator(new Temperature(1.7)).Apply(6, SparseProbabilities.Largest(all, 2));
        var dense = new Temperature(1.7).Apply(all);
        Assert.Equal(dense[0], sparse[0].Probability, 1e-6);
        Assert.Equal(dense[1], sparse[1].Probability, 1e-6);
    }

    static List<(ImmutableArray<double>, ImmutableArray<double>)> Decided(int count, double factor)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var logits = Enumerable.Range(0, 4).Select(_ => 3 * Chance.Normal(random)).ToArray();
            var (stated, real) = (Softmax(logits, 1), Softmax(logits, factor));
            var (draw, truth) = (random.NextDouble(), 0);
            while (truth < 3 && (draw -= real[truth]) > 0) truth++;
            return (stated, Enumerable.Range(0, 4).Select(k => k == truth ? 1.0 : 0).ToImmutableArray());
        })];
    }

    static ImmutableArray<double> Softmax(double[] logits, double temperature)
    {
        var powers = logits.Select(l => Math.Exp(l / temperature)).ToArray();
        return [.. powers.Select(p => p / powers.Sum())];
    }
}
