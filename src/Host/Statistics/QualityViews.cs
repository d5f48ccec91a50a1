using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Quality.Contests;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Statistics;

/// <summary>What is known of people and predictions, as the API shows it.</summary>
static class QualityViews
{
    /// <param name="person">What a survey knows of them; null where it has not met them yet.</param>
    /// <param name="contests">Of the project.</param>
    public static AnnotatorAnswer Of(
        ProjectSettings project, AnnotatorQuality quality, PersonView? person, TenantDirectory directory, ImmutableArray<Contest> contests)
    {
        var e = quality.Evidence;
        return Of(quality, person, directory, contests, coarsely: false) with
        {
            Flags = Contested(Flags(quality, person), e.Annotator, contests), Accuracy = Round(quality.Accuracy), AccuracyInterval = [Round(quality.Low), Round(quality.High)], Gold = Share(e.Gold), SelfConsistency = Share(e.Own),
            Judged = Judged(project, e),
            GoldClasses = e.GoldConfusions.IsDefaultOrEmpty ? null : [.. e.GoldConfusions.Where(c => c.Truth >= 0).GroupBy(c => c.Truth).OrderBy(g => g.Key).Select(g =>
                new ClassRight(ClassNames.Of(project, g.Key), Share(new(g.Where(c => c.Answer == c.Truth).Sum(c => c.Sum), g.Sum(c => c.Sum)))!))],
        };
    }

    /// <summary>As the person themselves may see it: nothing in it moves with known answers, which would tell which they were.</summary>
    /// <param name="coarsely">Whether they may be handed checks: then their accuracy is told in steps that single answers seldom cross,
    /// since one that stood still after an answer would tell as much.</param>
    public static AnnotatorAnswer Of(AnnotatorQuality quality, PersonView? person, TenantDirectory directory, ImmutableArray<Contest> contests, bool coarsely)
    {
        var e = quality.Evidence;
        var (low, high) = e.Skill.Interval(0.95);
        double Told(double share) => coarsely ? InSteps(share, e.Skill.Answers) : Round(share);
        quality = quality with { Flags = quality.Flags.RemoveAll(f => f.Code is AnnotatorFlag.MissesKnown) };
        return new(
            e.Annotator, directory.NameOf(e.Annotator), e.Submitted, Told(e.Skill.Accuracy), [Told(low), Told(high)],
            e.Reviewed, e.Accepted, e.Rejected, e.Skipped, e.ActiveMs, e.Submitted is 0 ? null : Math.Round((double)e.ActiveMs / e.Submitted),
            Contested(Flags(quality, person), e.Annotator, contests), person?.Consensus, person?.Reviews, person?.Confusion, person?.MedianActiveMs, person?.SharedMedianActiveMs,
            person?.PeersMedianActiveMs, person?.Shapes, person?.CharacterErrorRate);
    }

    /// <summary>Answers that somebody's accuracy goes by: of classes. Where none is asked for, it would count whole labels of which a reviewer nearly
    /// always mends something.</summary>
    public static int Judged(ProjectSettings project, AnnotatorEvidence e) => project.ClassIds.Length < 2 ? 0 : (int)Math.Round(e.Known.Answers);

    /// <returns>Null where there is nothing to go by.</returns>
    public static ShareView? Share(Skill sums) => Domain.Quality.Performance.Estimate.OfCounts(sums.Right, sums.Answers) is { } e
        ? new(Round(e.Value), [Round(e.Low), Round(e.High)], Round(e.Of)) : null;

    /// <summary>Somebody who did not answer anything yet: what is believed of anybody.</summary>
    public static AnnotatorQuality Unmet(UserId user)
    {
        var (low, high) = default(Skill).Interval(0.95);
        return new(new(user, 0, default, 0, 0, 0, 0, 0, [], []), default(Skill).Accuracy, low, high, []);
    }

    /// <summary>The survey's first, which say how rare they are; a quick look's where it has none of the kind.</summary>
    static IReadOnlyList<FlagAnswer> Flags(AnnotatorQuality quality, PersonView? person)
    {
        var surveyed = person?.Flags.Select(f => new FlagAnswer(f.Code, f.Message, f.Value, f.Expected, f.Answers, f.ByChance, f.Since)).ToList() ?? [];
        return [.. surveyed, .. quality.Flags.Where(f => surveyed.TrueForAll(s => s.Code != f.Code)).Select(f => new FlagAnswer(f.Code, f.Message, f.Value, f.Expected, f.Answers, f.ByChance))];
    }

    static IReadOnlyList<FlagAnswer> Contested(IReadOnlyList<FlagAnswer> flags, UserId whose, ImmutableArray<Contest> contests) =>
        [.. flags.Select(f => contests.FirstOrDefault(c => c.Whose == whose && c.Flag == f.Code) is { } said ? f with { Contest = ContestAnswer.Of(said) } : f)];

    public static ConfidenceAnswer Of(QualityView view, ProjectTotals totals, ProjectSettings project, Foretold foretold, JudgedView reviews) => new(
        view.Acceptance is { } acceptance ? Of(acceptance, view, project) : NotBegun(project),
        Of(totals, view.Acceptance) is { } set ? new(Round(set.Expected), [Round(set.Low), Round(set.High)]) : new(null, null),
        ForetoldAnswer.Of(foretold), JudgedAnswer.Of(reviews, view.Audits));

    static SetConfidence? Of(ProjectTotals totals, AcceptanceView? acceptance)
    {
        var sums = DecidedSums.Of(totals);
        return SetConfidence.Of(sums.ByPeople, sums.Confidence, sums.ByModel, acceptance);
    }

    static AutoAcceptAnswer Of(AcceptanceView a, QualityView view, ProjectSettings project)
    {
        var certificate = a.Certificates.IsEmpty ? null : a.Certificates.MaxBy(c => c.Classes.Length);
        var pooled = new AcceptanceAnswer(
            null, certificate?.Threshold, certificate?.Bound.Upper, certificate?.Audits ?? a.AuditsSettled,
            certificate?.Errors ?? a.Classes.Sum(c => c.Errors), a.AuditsAtLeast, Round(a.ShareAccepted));
        return new(
            project.Pipeline.AutoAccept.Enabled, StateOf(a.State), MessageOf(a), a.MaxError, a.Confidence, a.AuditsPlanned, pooled,
            [.. a.Classes.Select(c => Of(c, a, project))],
            new(a.Seed.ToString(), a.Floor, project.Pipeline.AutoAccept.AuditRate, view.PlannedAt),
            [.. a.Looks.Select(l => new LookAnswer(l.Number, l.Alpha, l.Tests.Length, l.Tests.Count(t => t.Passed), l.At))],
            [.. view.Audits.Select(audit => Of(audit, project))],
            view.Calibration is { } c ? Of(c) : null);
    }

    static CalibrationAnswer Of(Calibration c) => new(
        c.Curve is not null ? "isotonic" : c.Calibrator.ChangesNothing ? "none" : "temperature", Round(c.Temperature.T), c.Tasks, c.At,
        c.Proof is { } p ? new(Round(p.LogLoss), Round(p.LogLossByTemperature), Round(p.LogLossByCurve)) : null, Of(c.Proof?.Before), Of(c.Proof?.After));

    static ReliabilityAnswer? Of(Reliability? r) => r is null ? null : new(
        Round(r.Error), Round(r.Brier), [.. r.Bins.Select(b => new ReliabilityBinAnswer(Round(b.From), Round(b.To), b.Tasks, Round(b.Claimed), Round(b.Right), [Round(b.Low), Round(b.High)]))]);

    static AutoAcceptAnswer NotBegun(ProjectSettings project)
    {
        var policy = project.Pipeline.AutoAccept;
        return new(
            policy.Enabled, policy.Enabled ? "collecting" : "off",
            policy.Enabled ? "Nothing is accepted automatically before a model has predicted." : "The pipeline lets people decide everything.",
            policy.MaxError, policy.Confidence, 0, new(null, null, null, 0, 0, 0, null), [], null, [], [], null);
    }

    static AcceptanceAnswer Of(ClassAcceptance c, AcceptanceView a, ProjectSettings project) => new(
        ClassNames.Of(project, c.Class), c.Threshold, a.Certificates.FirstOrDefault(s => s.Classes.Contains(c.Class))?.Bound.Upper,
        c.Audits, c.Errors, a.AuditsAtLeast, c.Predicted is 0 ? null : Round((double)c.Accepted / c.Predicted));

    static AuditAnswer Of(Audit audit, ProjectSettings project) => new(
        new(project.Id, audit.Task), ClassNames.Of(project, audit.Class), Round(audit.Confidence),
        audit.IsSettled ? audit.Status is AuditStatus.Agrees : null, audit.Rank, audit.IsSettled ? audit.SettledAt : null);

    static string StateOf(AcceptanceState state) => state switch
    {
        AcceptanceState.Off => "off", AcceptanceState.Collecting => "collecting", AcceptanceState.Certified => "certified",
        AcceptanceState.Broken => "broken", _ => "unattainable",
    };

    static string MessageOf(AcceptanceView a) => a.State switch
    {
        AcceptanceState.Off => "The pipeline lets people decide everything.",
        AcceptanceState.Collecting when a.AuditsSettled < a.AuditsAtLeast => $"{a.AuditsSettled} of at least {a.AuditsAtLeast} audits; about {a.AuditsPlanned} are expected to do.",
        AcceptanceState.Collecting => $"{a.AuditsSettled} audits; about {a.AuditsPlanned} were expected to do. Each new one may be the last.",
        AcceptanceState.Certified => $"The model decides {Percent(a.ShareAccepted)} of the predicted tasks: their error is under {Percent(a.MaxError)} with {Percent(a.Confidence)} confidence.",
        AcceptanceState.Broken => "Later audits broke the certificate: nothing more is accepted automatically, and what was is being reviewed.",
        AcceptanceState.Exhausted => "Audits found too many errors for any certificate: people decide.",
        _ => "The model is too unsure, or too seldom sure, for any certificate: people decide.",
    };

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#}%");

    /// <summary>To what some ten answers more may change, between a hundredth and a tenth.</summary>
    internal static double InSteps(double share, double answers)
    {
        var step = answers < 200 ? 0.1 : answers < 1000 ? 0.05 : 0.01;
        return Round(Math.Round(share / step) * step);
    }

    static double Round(double value) => Math.Round(value, 5);
}
