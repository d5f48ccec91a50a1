using System.Numerics;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class AuditEvidenceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1), InlineData(3), InlineData(5)]
    public void Over_all_orders_of_audits_evidence_against_the_truth_is_one_on_average(int wrong)
    {
        const int population = 10;
        var orders = Enumerable.Range(0, 1 << population).Where(bits => BitOperations.PopCount((uint)bits) == wrong)
            .Select(bits => Enumerable.Range(0, population).Select(i => (bits >> i & 1) == 1).ToArray()).ToList();
        for (var n = 1; n < population; n++)  // an order in which all errors are found leaves no evidence at all, so its part is missing
            Assert.InRange(orders.Average(o => Math.Exp(AuditEvidence.Log(o.AsSpan(0, n), population, wrong, 0.2, 0.05))), 0, 1 + 1e-9);
        Assert.Equal(1, orders.Average(o => Math.Exp(AuditEvidence.Log(o.AsSpan(0, 1), population, wrong, 0.2, 0.05))), 9);
    }

    [Fact]
    public void Without_an_error_it_suffices_hardly_later_than_a_single_look_would()
    {
        var single = ClopperPearson.AuditsNeeded(0.02, 0.05);
        var needed = Needed(new bool[1_000], 1_000_000, 0);
        output.WriteLine($"{needed} beside {single}");
        Assert.InRange(needed, single, single * 1.3);
    }

    [Fact]
    public void Looked_at_after_every_audit_it_is_wrong_no_more_often_than_stated()
    {
        const int projects = 600, population = 1_500;
        var wrongly = Enumerable.Range(0, projects).Count(seed =>
        {
            var random = new Random(seed);
            var errors = Enumerable.Range(0, population).Select(i => i < 31).ToArray();  // 2.07 %
            random.Shuffle(errors);
            return Needed(errors.AsSpan(0, 500), population, 0.005) is < int.MaxValue and var n
                && errors.AsSpan(n).Count(true) > 0.02 * (population - n);
        });
        output.WriteLine($"{wrongly} of {projects}");
        Assert.InRange(wrongly, 0, (int)(projects * 0.05));
    }

    [Fact]
    public void More_errors_found_do_not_make_it_suffice_sooner() => Assert.All(Enumerable.Range(1, 60), seed =>
    {
        var random = new Random(seed);
        var errors = Enumerable.Range(0, 400).Select(_ => random.NextDouble() < 0.005).ToArray();
        var more = errors.ToArray();
        more[random.Next(more.Length)] = true;
        Assert.True(Needed(more, 5_000, 0.005) >= Needed(errors, 5_000, 0.005));
    });

    /// <summary>One dispute that waits for its reviewer would otherwise hold up every audit behind it.</summary>
    [Fact]
    public void Audits_whose_outcome_is_not_known_yet_never_make_for_more_evidence_than_they_come_to() => Assert.All(Enumerable.Range(1, 200), seed =>
    {
        const int population = 700, audits = 400, left = 8;
        var random = new Random(seed);
        var outcomes = Enumerable.Range(0, audits).Select(_ => random.NextDouble() < 0.01).ToArray();
        var unknown = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(audits)).Distinct().ToList();
        var feared = outcomes.ToArray();
        foreach (var i in unknown) feared[i] = true;
        var known = outcomes.Where((error, i) => error && !unknown.Contains(i)).Count();
        var (less, more) = (AuditEvidence.Log(feared, population, known + left, 0.02, 0.005),
            AuditEvidence.Log(outcomes, population, outcomes.Count(error => error) + left, 0.02, 0.005));
        Assert.True(less <= more, $"{less} and {more}");
    });

    [Fact]
    public void What_is_all_audited_needs_no_proof() =>
        Assert.Equal(10, Needed(Enumerable.Repeat(true, 10).ToArray(), 10, 0.01));

    [Fact]
    public void A_hopeless_model_is_given_up_long_before_the_last_audit_and_a_good_one_never()
    {
        var bad = Enumerable.Range(0, 3_000).Select(i => i % 20 == 0).ToArray();
        var givenUp = Enumerable.Range(1, 400).First(n => AuditEvidence.Weigh(bad.AsSpan(0, n), 50_000, 0, 0.02, 0.005, 0.05, most: 3_000).Verdict is AuditVerdict.GivenUp);
        Assert.InRange(givenUp, 20, 400);
        Assert.All(Enumerable.Range(1, 300), n => Assert.NotEqual(
            AuditVerdict.GivenUp, AuditEvidence.Weigh(new bool[n], 50_000, 0, 0.02, 0.005, 0.05, most: 3_000).Verdict));
    }

    [Fact]
    public void The_fewest_audits_that_can_suffice_do() => Assert.All((double[])[0.005, 0.02, 0.1], maxError =>
    {
        var fewest = AuditEvidence.Fewest(maxError, 0.05);
        Assert.Equal(AuditVerdict.Suffices, AuditEvidence.Weigh(new bool[fewest], 10_000_000, 0, maxError, 0, 0.05).Verdict);
        Assert.Equal(AuditVerdict.Open, AuditEvidence.Weigh(new bool[fewest - 1], 10_000_000, 0, maxError, 0, 0.05).Verdict);
    });

    /// <summary>Audits under way are errors that the model may be left with, in fewer tasks.</summary>
    [Fact]
    public void Tasks_that_the_model_will_not_decide_are_no_help()
    {
        var errors = new bool[220];
        Assert.Equal(AuditVerdict.Suffices, AuditEvidence.Weigh(errors, 1_000, 0, 0.02, 0.005, 0.05).Verdict);
        Assert.Equal(AuditVerdict.Open, AuditEvidence.Weigh(errors, 1_000, 400, 0.02, 0.005, 0.05).Verdict);
    }

    [Fact]
    public void The_bound_is_the_largest_number_of_errors_that_is_not_disproven()
    {
        var random = new Random(8);
        var errors = Enumerable.Range(0, 300).Select(_ => random.NextDouble() < 0.01).ToArray();
        var most = AuditEvidence.MostErrors(errors, 2_000, 0.03, 0.01, 0.05);
        Assert.True(AuditEvidence.Log(errors, 2_000, most, 0.03, 0.01) < -Math.Log(0.05));
        Assert.True(AuditEvidence.Log(errors, 2_000, most + 1, 0.03, 0.01) >= -Math.Log(0.05));
    }

    /// <summary>Audits after which it first suffices, looked at after every one.</summary>
    static int Needed(ReadOnlySpan<bool> errors, int population, double expected)
    {
        for (var n = 1; n <= errors.Length; n++)
            if (AuditEvidence.Weigh(errors[..n], population, 0, 0.02, expected, 0.05).Verdict is AuditVerdict.Suffices) return n;
        return int.MaxValue;
    }
}
