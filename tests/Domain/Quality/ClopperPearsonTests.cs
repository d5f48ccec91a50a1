using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class ClopperPearsonTests
{
    /// <summary>Printed by R 4: binom.test(x, n)$conf.int, and qbeta for the one-sided ones.</summary>
    [Theory]
    [InlineData(1, 10, 0.95, 0.002528579, 0.4450161)]
    [InlineData(5, 10, 0.95, 0.1870860, 0.8129140)]
    [InlineData(0, 10, 0.95, 0, 0.3084971)]
    [InlineData(10, 10, 0.95, 0.6915029, 1)]
    [InlineData(682, 925, 0.95, 0.7076683, 0.7654066)]
    public void Two_sided_intervals_equal_those_of_R(int errors, int trials, double confidence, double lower, double upper)
    {
        var interval = ClopperPearson.Interval(errors, trials, confidence);
        Assert.Equal(lower, interval.Lower, 1e-6);
        Assert.Equal(upper, interval.Upper, 1e-6);
    }

    /// <summary>Without errors the bound is 1 - alpha^(1/n), in closed form.</summary>
    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(149, 0.05)]
    [InlineData(100_000, 0.001)]
    public void Without_errors_the_bound_is_the_closed_form(int trials, double alpha) =>
        Assert.Equal(-double.ExpM1(Math.Log(alpha) / trials), ClopperPearson.Upper(0, trials, alpha), 1e-12);

    /// <summary>Attribute sampling tables: 95 % confidence needs 59, 149 and 299 items for 5, 2 and 1 %.</summary>
    [Theory]
    [InlineData(0.05, 0.05, 59)]
    [InlineData(0.02, 0.05, 149)]
    [InlineData(0.01, 0.05, 299)]
    [InlineData(0.05, 0.10, 45)]
    public void The_fewest_audits_are_those_of_the_sampling_tables(double maxError, double alpha, int audits)
    {
        Assert.Equal(audits, ClopperPearson.AuditsNeeded(maxError, alpha));
        Assert.True(ClopperPearson.Upper(0, audits, alpha) <= maxError);
        Assert.True(ClopperPearson.Upper(0, audits - 1, alpha) > maxError);
    }

    /// <summary>The definition: at the bound, so few errors are seen with probability alpha exactly.</summary>
    [Theory]
    [InlineData(4, 500, 0.0375)]
    [InlineData(60, 5000, 0.01)]
    [InlineData(3, 7, 0.2)]
    public void At_the_bound_so_few_errors_have_just_the_chance_alpha(int errors, int trials, double alpha)
    {
        var upper = ClopperPearson.Upper(errors, trials, alpha);
        double term = Math.Exp(trials * double.LogP1(-upper)), sum = term;
        for (var k = 1; k <= errors; k++) sum += term *= (trials - k + 1.0) / k * upper / (1 - upper);
        Assert.Equal(alpha, sum, 1e-9);
    }

    [Fact]
    public void Nothing_seen_says_nothing()
    {
        Assert.Equal((0.0, 1.0), ClopperPearson.Interval(0, 0, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Upper(2, 1, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Upper(0, 1, 0));
    }
}
