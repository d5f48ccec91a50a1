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
    public void Whoever_has_the_audits_can_compute_every_bound_again()
    {
        var truth = Project.Run(Plan);
        var audits = Project.Audits(truth);
        var certificate = Assert.Single(truth.Standing);
        Assert.NotEmpty(truth.Looks);
        foreach (var look in truth.Looks)
            foreach (var test in look.Tests)
            {
                var counted = audits.Where(a => a.Rank < look.Cutoff && test.Classes.Contains(a.Class) && a.Confidence >= ConfidenceBins.Edges[test.Bin]).ToList();
                Assert.Equal(counted.Count, test.Audits);
                Assert.Equal(counted.Count(a => a.Status is AuditStatus.Differs), test.Errors);
                Assert.Equal(ClopperPearson.Upper(test.Errors, test.Audits, test.Alpha), test.Bound.Upper);
                Assert.Equal(test.Bound.Upper <= 0.02 && test.Bound.Remaining <= 0.02, test.Passed);
            }
        var proof = truth.Looks[^1].Tests.Last(t => t.Passed);
        Assert.Equal((proof.Bin, proof.Audits, proof.Errors, proof.Bound), (certificate.Bin, certificate.Audits, certificate.Errors, certificate.Bound));
        Assert.True(truth.AlphaSpent <= 0.05);
    }

    [Fact]
    public void Nothing_is_certified_while_one_counted_audit_waits_for_a_reviewer()
    {
        var truth = AcceptanceTruth.Begin(Plan, 5);
        var audits = Project.Audits(truth);
        var counted = audits.IndexOf(audits.First(a => a.Rank < Plan.Looks[0].Cutoff));
        foreach (var status in (AuditStatus[])[AuditStatus.None, AuditStatus.Drawn, AuditStatus.Disputed])
            Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, audits.SetItem(counted, audits[counted] with { Status = status }), Now));
        Assert.IsType<LookTaken>(AcceptanceRules.Next(truth, Project.Predicted, audits, Now));
    }

    [Fact]
    public void A_look_once_taken_is_not_taken_again()
    {
        var truth = Project.Run(Plan);
        Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, Project.Audits(truth), Now.AddDays(1)));
    }

    [Fact]
    public void What_is_missing_is_told_while_audits_come_in()
    {
        var truth = AcceptanceTruth.Begin(Plan, 5);
        var audits = Project.Audits(truth);
        var view = AcceptanceView.Of(truth, Project.Predicted, [.. audits.Select((a, i) => i < 61 ? a : a with { Status = AuditStatus.Drawn })]);
        Assert.Equal((AcceptanceState.Collecting, 61, audits.Length - 61), (view.State, view.AuditsSettled, view.AuditsOpen));
        Assert.Equal(ClopperPearson.AuditsNeeded(0.02, Plan.Looks[0].AlphaOfPart), view.AuditsAtLeast);
        Assert.Equal(Plan.Looks[0].Audits, view.AuditsPlanned);
        Assert.Equal(0, view.ShareAccepted);
        Assert.All(view.Classes, c => Assert.Null(c.Threshold));
    }

    [Fact]
    public void The_share_shown_is_the_share_accepted()
    {
        var truth = Project.Run(Plan);
        var view = AcceptanceView.Of(truth, Project.Predicted, Project.Audits(truth));
        Assert.Equal(AcceptanceState.Certified, view.State);
        Assert.Equal(Project.Accepted(truth).Tasks / 10_000.0, view.ShareAccepted, 1e-12);
        Assert.All(view.Classes, c => Assert.Equal(truth.Standing[0].Threshold, c.Threshold));
    }

    [Fact]
    public void Later_audits_that_prove_too_many_errors_break_the_certificate_and_say_since_when()
    {
        var truth = Project.Run(Plan);
        var certificate = truth.Standing[0];
        var good = Later(certificate, 20, wrong: 0, Now);
        var held = Assert.IsType<CertificateHeld>(AcceptanceRules.Next(truth, Project.Predicted, good, Now));
        truth = AcceptanceRules.Evolve(truth, held);
        Assert.Null(AcceptanceRules.Next(truth, Project.Predicted, good, Now));

        var broke = Assert.IsType<CertificateBroke>(AcceptanceRules.Next(truth, Project.Predicted,
            [.. good, .. Later(certificate, 30, wrong: 6, Now.AddHours(1))], Now.AddHours(2)));
        Assert.Equal((Now, Now.AddHours(2)), (broke.Revocation.Since, broke.Revocation.At));
        Assert.Equal(ClopperPearson.Lower(6, 30, Spending.OfWatch(0.05, 2)), broke.Revocation.Watch.Lower, 1e-12);

        truth = AcceptanceRules.Evolve(truth, broke);
        Assert.Null(truth.Covering(certificate.Classes[0], 0.99999));
        Assert.Equal(AcceptanceState.Broken, AcceptanceView.Of(truth, Project.Predicted, good).State);
        Assert.Null(truth.NextLook);
    }

    /// <summary>A certificate at the very limit: watching it must break it no more often than one time in twenty.</summary>
    [Fact]
    public void A_good_certificate_is_hardly_ever_broken_by_chance()
    {
        var truth = Project.Run(Plan);
        var broken = Enumerable.Range(0, 200).Count(seed =>
        {
            var random = new Random(seed);
            ImmutableArray<Audit> audits = [.. Enumerable.Range(0, 400).SelectMany(i => Later(truth.Standing[0], 1, random.NextDouble() < 0.02 ? 1 : 0, Now.AddSeconds(i)))];
            var watched = truth;
            while (AcceptanceRules.Next(watched, Project.Predicted, audits, Now) is { } happened) watched = AcceptanceRules.Evolve(watched, happened);
            return !watched.Broken.IsEmpty;
        });
        Assert.InRange(broken, 0, 10);
    }

    [Fact]
    public void A_model_that_is_never_sure_can_have_no_certificate()
    {
        var predicted = PredictionHistogram.Of(2, Enumerable.Repeat((0, 0.9), 5_000));
        var truth = AcceptanceTruth.Begin(AcceptancePlanner.Plan(Policy, predicted), 1);
        Assert.Equal(AcceptanceState.Unattainable, AcceptanceView.Of(truth, predicted, []).State);
        Assert.False(truth.IsAudit(0, 0.9));
        Assert.Null(AcceptanceRules.Next(truth, predicted, [], Now));
    }

    [Fact]
    public void Few_tasks_can_have_no_certificate_however_sure_the_model_is()
    {
        var predicted = PredictionHistogram.Of(2, Enumerable.Repeat((0, 0.999), 150));
        Assert.Equal(AcceptanceState.Unattainable, AcceptanceView.Of(AcceptanceTruth.Begin(AcceptancePlanner.Plan(Policy, predicted), 1), predicted, []).State);
    }

    [Fact]
    public void A_class_with_audits_enough_is_tested_alone()
    {
        var predicted = PredictionHistogram.Of(3, Enumerable.Range(0, 61_000).Select(i => (i < 30_000 ? 0 : i < 60_000 ? 1 : 2, 0.999)));
        var parts = AcceptancePlanner.Plan(Policy, predicted).Looks[0].Parts;
        Assert.Equal(["0", "1", "2"], parts.Select(p => string.Join(",", p.Classes)));
        var few = PredictionHistogram.Of(3, Enumerable.Range(0, 3_000).Select(i => (i % 3, 0.999)));
        Assert.Equal("0,1,2", string.Join(",", Assert.Single(AcceptancePlanner.Plan(Policy, few).Looks[0].Parts).Classes));
    }

    [Fact]
    public void What_looks_and_watches_may_spend_adds_up_to_no_more_than_the_whole()
    {
        Assert.InRange(Enumerable.Range(1, 100).Sum(k => Spending.OfLook(0.05, k)), 0.0499, 0.05 + 1e-12);
        Assert.InRange(Enumerable.Range(1, 100_000).Sum(k => Spending.OfWatch(0.05, k)), 0.0499, 0.05 + 1e-12);
        Assert.All(Plan.Looks, l => Assert.True(l.AlphaOfPart * l.Parts.Length <= l.Alpha + 1e-15));
    }

    static ImmutableArray<Audit> Later(Certificate certificate, int count, int wrong, DateTimeOffset at) =>
        [.. Enumerable.Range(0, count).Select(i => new Audit(1_000_000 + i, (uint)i, certificate.Classes[0], 0.99999,
            i < wrong ? AuditStatus.Differs : AuditStatus.Agrees, at))];
}
