using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class AuditBoundTests
{
    /// <summary>Every finite population of 60 tasks, audited by 25: the bound on the rest fails no more often than alpha, by enumeration.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void The_bound_on_what_is_left_holds_in_every_finite_population(double alpha)
    {
        const int population = 60, audits = 25;
        for (var wrong = 0; wrong <= population; wrong++)
        {
            var fails = 0.0;
            for (var found = 0; found <= Math.Min(wrong, audits); found++)
                if ((wrong - found) / (double)(population - audits) > AuditBound.Of(found, audits, population, alpha).Remaining + 1e-12)
                    fails += Probability(population, wrong, audits, found);
            Assert.True(fails <= alpha + 1e-9, $"{wrong} wrong of {population}: fails with {fails}");
        }
    }

    [Fact]
    public void Of_a_large_population_the_rest_is_bounded_as_the_whole_is() =>
        Assert.Equal(AuditBound.Of(5, 500, 500, 0.05).Upper, AuditBound.Of(5, 500, 10_000_000, 0.05).Remaining, 1e-4);

    /// <summary>The planner turns the bounds round; both ways must agree to the last error.</summary>
    [Fact]
    public void The_most_errors_allowed_are_those_whose_bound_still_fits() =>
        Prop.ForAll<int, int, int>((a, b, c) =>
        {
            var (audits, more, maxError) = (1 + Math.Abs(a * 31 % 2_000), Math.Abs(b * 311 % 20_000), (1 + Math.Abs(c % 200)) / 1000.0);
            var most = AuditBound.MostErrors(audits, audits + more, maxError, 0.0375);
            return (most < 0 || AuditBound.Of(most, audits, audits + more, 0.0375).IsUnder(maxError))
                && (most + 1 > audits || more == 0 || !AuditBound.Of(most + 1, audits, audits + more, 0.0375).IsUnder(maxError));
        }).QuickCheckThrowOnFailure();

    static double Probability(int population, int wrong, int sample, int found) =>
        Choose(wrong, found) * Choose(population - wrong, sample - found) / Choose(population, sample);

    static double Choose(int n, int k)
    {
        if (k < 0 || k > n) return 0;
        var product = 1.0;
        for (var i = 1; i <= k; i++) product *= (n - k + i) / (double)i;
        return product;
    }
}
