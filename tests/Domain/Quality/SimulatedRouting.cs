using System.Collections.Immutable;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Quality;

/// <summary>What a whole loop delivered.</summary>
sealed record Delivered(double Accuracy, double LabelsPerTask, double AutoShare, double AutoError, double Reviewed);

/// <summary>A project from prediction to the last decision: audits first, doubtful tasks next, confident ones last; a
/// reviewer who is always right.</summary>
sealed class SimulatedRouting
{
    const int Classes = 10, Annotators = 20;
    static readonly AutoAcceptPolicy Accept = new(true, 0.02, 0.95, 0.05);
    static readonly Redundancy OneToThree = new(1, 3, 0.98);
    const double ReviewRate = 0.05;

    readonly Random random;
    readonly SimulatedCrowd crowd;
    readonly (int Class, double Confidence)[] predictions;
    readonly uint[] ranks;
    readonly PredictionHistogram predicted;
    readonly AuditStatus[] audits;
    readonly int[] decided;
    readonly bool[] byModel;
    readonly Skill[] skills = new Skill[Annotators];
    AcceptanceTruth truth;
    int labels, reviews, audited;

    public SimulatedRouting(int seed, int tasks, SimulatedModel model)
    {
        random = new(seed);
        crowd = new(seed + 1, tasks, Classes, Annotators);
        predictions = [.. crowd.Truth.Select(t =>
        {
            var logit = Math.Abs(model.Mean + model.Spread * Chance.Normal(random));
            var right = random.NextDouble() < 1 / (1 + Math.Exp(-logit * model.Calibration));
            return (right ? t : (t + 1 + random.Next(Classes - 1)) % Classes, 1 / (1 + Math.Exp(-logit)));
        })];
        predicted = PredictionHistogram.Of(Classes, predictions);
        ranks = [.. predictions.Select((_, i) => AuditOrder.Rank((ulong)seed, i))];
        truth = AcceptanceTruth.Begin(AcceptancePlanner.Plan(Accept, predicted), (ulong)seed);
        (audits, byModel) = (new AuditStatus[tasks], new bool[tasks]);
        decided = Enumerable.Repeat(-1, tasks).ToArray();
    }

    public Delivered Run()
    {
        var all = Enumerable.Range(0, decided.Length).ToList();
        foreach (var task in all.Where(IsConfident).OrderBy(t => ranks[t])) Gather(task, first: true);
        foreach (var task in all.Where(t => !IsConfident(t)).OrderBy(t => predictions[t].Confidence)) Ask(task);
        foreach (var task in all.Where(t => decided[t] < 0).OrderBy(t => ranks[t]))
        {
            if (Gather(task, first: false)) continue;
            if (truth.Covering(predictions[task].Class, predictions[task].Confidence) is null) Ask(task);
            else (decided[task], byModel[task]) = (predictions[task].Class, true);
        }
        var auto = all.Where(t => byModel[t]).ToList();
        return new(
            all.Average(t => decided[t] == crowd.Truth[t] ? 1.0 : 0), labels / (double)all.Count, auto.Count / (double)all.Count,
            auto.Count(t => decided[t] != crowd.Truth[t]) / Math.Max(1.0, auto.Count), reviews / (double)all.Count);
    }

    /// <summary>Audits a task, if it is to be audited, and looks after every few.</summary>
    bool Gather(int task, bool first)
    {
        if (!truth.IsAudit(ranks[task], predictions[task].Class, predictions[task].Confidence)
            || first && ranks[task] >= truth.AuditsFirst(predictions[task].Class)) return false;
        Audit(task);
        if (++audited % 20 == 0) Look();
        return true;
    }

    bool IsConfident(int task) => truth.Plan.Holds(predictions[task].Confidence);

    void Look()
    {
        while (AcceptanceRules.Next(truth, predicted, Audits(), SimulatedProject.Start) is { } happened)
            truth = AcceptanceRules.Evolve(truth, happened);
    }

    ImmutableArray<Audit> Audits() =>
        [.. predictions.Index().Where(p => IsConfident(p.Index) && (audits[p.Index] is not AuditStatus.None || truth.IsAudit(ranks[p.Index], p.Item.Class, p.Item.Confidence)))
            .Select(p => new Audit(p.Index, ranks[p.Index], p.Item.Class, p.Item.Confidence, audits[p.Index], SimulatedProject.Start))];

    void Audit(int task)
    {
        var answers = new List<(int Annotator, int Class)> { Answer(task, []) };
        var agrees = answers[0].Class == predictions[task].Class;
        if (agrees) Decide(task, answers[0].Class, answers, Posterior(task, answers));
        else Review(task, answers);
        audits[task] = decided[task] == predictions[task].Class ? AuditStatus.Agrees : AuditStatus.Differs;
    }

    void Ask(int task)
    {
        var answers = new List<(int Annotator, int Class)>();
        var consensus = default(Consensus);
        do
        {
            answers.Add(Answer(task, answers));
            consensus = Posterior(task, answers);
        }
        while (consensus.Need is Need.AnotherOpinion);
        if (consensus.Need is Need.Reviewer || random.NextDouble() < ReviewRate) Review(task, answers);
        else Decide(task, consensus.Class, answers, consensus);
    }

    (int, int) Answer(int task, List<(int Annotator, int Class)> before)
    {
        labels++;
        var annotator = random.Next(Annotators);
        while (before.Any(b => b.Annotator == annotator)) annotator = random.Next(Annotators);
        return (annotator, crowd.Answer(annotator, crowd.Truth[task]));
    }

    Consensus Posterior(int task, List<(int Annotator, int Class)> answers)
    {
        var prior = Priors.Of(Classes, [new(predictions[task].Class, (float)predictions[task].Confidence)]);
        return Consensus.Of(prior.AsSpan(), [.. answers.Select(a => new Opinion(a.Class, skills[a.Annotator].Accuracy))], OneToThree);
    }

    void Decide(int task, int @class, List<(int Annotator, int Class)> answers, Consensus consensus) =>
        Settle(task, @class, answers, consensus.Posterior);

    void Review(int task, List<(int Annotator, int Class)> answers)
    {
        reviews++;
        Settle(task, crowd.Truth[task], answers, OneCoin.Certain(Classes, crowd.Truth[task]));
    }

    void Settle(int task, int @class, List<(int Annotator, int Class)> answers, ImmutableArray<double> posterior)
    {
        decided[task] = @class;
        foreach (var (annotator, answered) in answers) skills[annotator] += OneCoin.Contribution(posterior.AsSpan(), answered);
    }
}
