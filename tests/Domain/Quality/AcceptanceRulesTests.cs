using System.Collections.Immutable;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Quality;

public sealed class AcceptanceRulesTests
{
    static readonly AutoAcceptPolicy Policy = new(true, 0.02, 0.95, 0.05);
    static readonly SimulatedProject Project = new(5, 10_000, 4, new(4.5, 2.5, 1));
    static readonly AcceptancePlan Plan = AcceptancePlanner.Plan(Policy, Project.Predicted);
    static readonly DateTimeOffset Now = SimulatedProject.Start.AddHours(1);

    [Fact]
    public void Whoever_has_the_audits_can_compute_the_bound_again()
    {
        var (truth, audits) = Project.Run(Plan);
        var certificate = Assert.Single(truth.Standing);
        var test = Plan.PartOf(certificate.Classes[0])!.Tests.Single(t => t.Bin == certificate.Bin);
        var errors = audits.Where(a => a.Rank < certificate.Cutoff && certificate.Covers(a.Class, a.Confidence))
            .OrderBy(a => a.Rank).Select(a => a.Status is AuditStatus.Differs).ToArray();
        Assert.Equal((errors.Length, errors.Count(e => e), test.Alpha), (certificate.Audits, certificate.Errors, certificate.Alpha));
        var most = AuditEvidence.MostErrors(errors, certificate.Population, 0.02, test.Expected, test.Alpha);
        Assert.Equal((double)most / certificate.Population, certificate.Bound.Upper, 1e-12);
        Assert.InRange(certificate.Bound.Remaining, 0, 0.02);
        var proof = truth.Looks[^1].Tests.Single(t => t.Bin == certificate.Bin);
        Assert.True(proof.Passed);
    }

    [Fact]
    public void An_audit_that_is_not_settled_is_an_error_until_it_is_and_holds_up_no_other_for_long()
    {
        var (certified, audits) = Project.Run(Plan);
        var truth = AcceptanceTruth.Begin(Plan, certified.Seed);
        Assert.IsType<LookTaken>(AcceptanceRules.Next(truth, Project.Predicted, audits, Now));
        Assert.IsNotType<LookTaken>(With(AuditStatus.Drawn, audits));
        Assert.IsNotType<LookTaken>(With(AuditStatus.Disputed, audits));
        Assert.IsType<LookTaken>(With(AuditStatus.Disputed, Project.Region(Plan)[..(2 * audits.Length)]));
        Assert.IsNotType<LookTaken>(With(AuditStatus.None, Project.Region(Plan)[..(2 * audits.Length)]));

        AcceptanceEvent? With(AuditStatus status, ImmutableArray<Audit> audits)
        {
            var early = audits.IndexOf(audits.OrderBy(a => a.Rank).First(a => certified.Standing[0].Covers(a.Class, a.Confidence)));
            return AcceptanceRules.Next(truth, Project.Predicted, audits.SetItem(early, audits[early] with { Status = status }), Now);
        }
    }

    /// <summary>While what was handed out first is not known, nobody buys more of it.</summary>
    [Fact]
    public void More_audits_come_first_only_once_those_that_did_are_settled_and_did_not_suffice()
    {
        var truth = AcceptanceTruth.Begin(Plan, 5);
        var part = Plan.Parts[0];
        // Every sixtieth is wrong: too many for a certificate, too few to give up at once.
        Audit[] first = [.. Project.Region(Plan).Where(a => part.Tries(a.Confidence) && a.Rank < part.First)
            .Select((a, i) => a with { Status = i % 60 == 0 ? AuditStatus.Differs : AuditStatus.Agrees })];
        Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, [.. first.Select((a, i) => i < first.Length / 2 ? a : a with { Status = AuditStatus.None })], Now));
        Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, [.. first.Select((a, i) => i < first.Length / 2 ? a : a with { Status = AuditStatus.Drawn })], Now));
        var wanted = Assert.IsType<AuditsWanted>(AcceptanceRules.Next(truth, Project.Predicted, first, Now));
        truth = AcceptanceRules.Evolve(truth, wanted);
        Assert.True(truth.AuditsFirst(part.Classes[0]) > part.First);
        Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, first, Now));
    }

    [Fact]
    public void The_order_in_which_audits_are_told_changes_nothing()
    {
        var (certified, audits) = Project.Run(Plan);
        var (truth, random) = (AcceptanceTruth.Begin(Plan, certified.Seed), new Random(4));
        Audit[] other = [.. audits];
        random.Shuffle(other);
        Assert.Equivalent(AcceptanceRules.Next(truth, Project.Predicted, audits, Now), AcceptanceRules.Next(truth, Project.Predicted, other, Now));
    }

    [Fact]
    public void A_look_once_taken_is_not_taken_again()
    {
        var (truth, audits) = Project.Run(Plan);
        Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, audits, Now.AddDays(1)));
    }

    [Fact]
    public void What_is_missing_is_told_while_audits_come_in()
    {
        var truth = AcceptanceTruth.Begin(Plan, 5);
        var audits = Project.Region(Plan)[..100];
        var view = AcceptanceView.Of(truth, Project.Predicted, [.. audits.Select((a, i) => i < 61 ? a : a with { Status = AuditStatus.Drawn })], Now);
        Assert.Equal((AcceptanceState.Collecting, 61, 39), (view.State, view.AuditsSettled, view.AuditsOpen));
        Assert.Equal(AuditEvidence.Fewest(0.02, Plan.Parts[0].Tests[0].Alpha), view.AuditsAtLeast);
        Assert.Equal(Plan.Parts[0].Audits, view.AuditsPlanned);
        Assert.Equal((0, false), (view.ShareAccepted, view.Due));
        Assert.All(view.Classes, c => Assert.Null(c.Threshold));
    }

    [Fact]
    public void The_share_shown_is_the_share_accepted()
    {
        var (truth, _) = Project.Run(Plan);
        var view = AcceptanceView.Of(truth, Project.Predicted,
            [.. Project.Region(Plan).Where(a => truth.IsAudit(a.Rank, a.Class, a.Confidence))], Now);
        Assert.Equal(AcceptanceState.Certified, view.State);
        Assert.Equal(Project.Accepted(truth).Tasks / 10_000.0, view.ShareAccepted, 1e-12);
        Assert.All(view.Classes, c => Assert.Equal(truth.Standing[0].Threshold, c.Threshold));
    }

    [Fact]
    public void Later_audits_that_prove_too_many_errors_break_the_certificate_and_say_since_when()
    {
        var (truth, _) = Project.Run(Plan);
        var certificate = truth.Standing[0];
        var good = Later(certificate, 40, wrong: 0, Now);
        Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, good, Now));

        ImmutableArray<Audit> bad = [.. good, .. Later(certificate, 40, wrong: 12, Now.AddHours(1))];
        var broke = Assert.IsType<CertificateBroke>(AcceptanceRules.Next(truth, Project.Predicted, bad, Now.AddHours(2)));
        Assert.Equal((Now, Now.AddHours(2)), (broke.Revocation.Since, broke.Revocation.At));
        Assert.True(broke.Revocation.Watch.LogEvidence >= -Math.Log(0.05));

        truth = AcceptanceRules.Evolve(truth, broke);
        Assert.Null(truth.Covering(certificate.Classes[0], 0.99999));
        Assert.Equal(AcceptanceState.Broken, AcceptanceView.Of(truth, Project.Predicted, bad, Now).State);
        Assert.DoesNotContain(Plan.Parts, truth.IsOpen);
    }

    [Fact]
    public void A_model_that_is_never_sure_can_have_no_certificate()
    {
        var predicted = PredictionHistogram.Of(2, Enumerable.Repeat((0, 0.9), 5_000));
        var truth = AcceptanceTruth.Begin(AcceptancePlanner.Plan(Policy, predicted), 1);
        Assert.Equal(AcceptanceState.Unattainable, AcceptanceView.Of(truth, predicted, [], Now).State);
        Assert.False(truth.IsAudit(0, 0, 0.9));
        Assert.Null(AcceptanceRules.Next(truth, predicted, [], Now));
    }

    [Fact]
    public void Few_tasks_can_have_no_certificate_however_sure_the_model_is()
    {
        var predicted = PredictionHistogram.Of(2, Enumerable.Repeat((0, 0.999), 150));
        Assert.Equal(AcceptanceState.Unattainable, AcceptanceView.Of(AcceptanceTruth.Begin(AcceptancePlanner.Plan(Policy, predicted), 1), predicted, [], Now).State);
    }

    [Fact]
    public void A_class_with_audits_enough_is_tested_alone()
    {
        var predicted = PredictionHistogram.Of(3, Enumerable.Range(0, 61_000).Select(i => (i < 30_000 ? 0 : i < 60_000 ? 1 : 2, 0.999)));
        var parts = AcceptancePlanner.Plan(Policy, predicted).Parts;
        Assert.Equal(["0", "1", "2"], parts.Select(p => string.Join(",", p.Classes)));
        var few = PredictionHistogram.Of(3, Enumerable.Range(0, 3_000).Select(i => (i % 3, 0.999)));
        Assert.Equal("0,1,2", string.Join(",", Assert.Single(AcceptancePlanner.Plan(Policy, few).Parts).Classes));
    }

    [Fact]
    public void What_all_tests_may_spend_adds_up_to_no_more_than_the_whole()
    {
        var many = AcceptancePlanner.Plan(Policy, PredictionHistogram.Of(3, Enumerable.Range(0, 61_000).Select(i => (i < 30_000 ? 0 : i < 60_000 ? 1 : 2, 0.95 + 0.05 * (i % 997 / 997.0)))));
        Assert.All((AcceptancePlan[])[Plan, many], p => Assert.InRange(p.Parts.Sum(part => part.Tests.Sum(t => t.Alpha)), 0.04, 0.05 + 1e-12));
    }

    [Fact]
    public void A_part_that_has_its_certificate_draws_no_more_audits_while_another_goes_on()
    {
        var predicted = PredictionHistogram.Of(2, Enumerable.Range(0, 60_000).Select(i => (i % 2, 0.999)));
        var truth = AcceptanceTruth.Begin(AcceptancePlanner.Plan(Policy, predicted), 1);
        Audit[] audits = [.. Enumerable.Range(0, 400).Select(i => new Audit(i, (uint)i, 0, 0.999, AuditStatus.Agrees, Now))];
        truth = AcceptanceRules.Evolve(truth, AcceptanceRules.Next(truth, predicted, audits, Now)!);
        Assert.Equal([0], Assert.Single(truth.Standing).Classes);
        const uint late = uint.MaxValue / 2;
        Assert.False(truth.IsAudit(late, 0, 0.999));
        Assert.True(truth.IsAudit(late, 1, 0.999));
        Assert.True(truth.IsAudit(0, 0, 0.999));
    }

    static ImmutableArray<Audit> Later(Certificate certificate, int count, int wrong, DateTimeOffset at) =>
        [.. Enumerable.Range(0, count).Select(i => new Audit(1_000_000 + i, (uint)i, certificate.Classes[0], 0.99999,
            i < wrong ? AuditStatus.Differs : AuditStatus.Agrees, at))];
}
