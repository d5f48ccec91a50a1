using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Labels;
using Labelwise.Grains.Evaluations;
using Labelwise.Host.Http;

namespace Labelwise.Host.Evaluations;

/// <param name="Metric">What candidates are ranked by.</param>
/// <param name="MayHaveSeen">Whether, by its card, the model may have been trained on samples that it is measured on.</param>
public sealed record EvaluationItem(
    string Id, string Model, int ModelVersion, string Name, int Version, string? Split, DateTimeOffset CreatedAt, UserId By, string Kind, int Samples,
    string Metric, double Value, double? Low, double? High, bool MayHaveSeen)
{
    public static EvaluationItem Of(FinishedEvaluation e, ProjectId project) => new(
        e.Id, e.Model.Model, e.Model.Version, e.ModelName, e.Version, e.Split, e.CreatedAt, e.By, Words.Camel(e.Kind), e.Report.Samples,
        e.Report.Metric, Rounded.Of(e.Report.Value), Rounded.Of(e.Report.Low), Rounded.Of(e.Report.High), TrainedOn.Parse(e.TrainedOn)?.MayHaveSeen(project, e.Split) ?? false);
}

/// <param name="State">Of the job that measures; only of one that succeeded is there anything more.</param>
/// <param name="Classes">Labels of each class: samples, or boxes.</param>
/// <param name="Confusion">Of classifications; no answer is an empty name.</param>
/// <param name="Failures">Samples that got no prediction, which count as wrong.</param>
/// <param name="Unlabeled">Samples whose label does not say what is measured; they were passed over.</param>
public sealed record EvaluationAnswer(
    string Id, ProjectId Project, string State, EvaluationItem? Of = null, IReadOnlyList<MeasureAnswer>? Measures = null,
    IReadOnlyDictionary<string, int>? Classes = null, IReadOnlyList<ReportCell>? Confusion = null, IReadOnlyList<SliceAnswer>? Slices = null,
    double? WorkingScore = null, int Failures = 0, int Unlabeled = 0, LatencyAnswer? Latency = null, double? SamplesPerSecond = null, int Errors = 0)
{
    public static EvaluationAnswer Finished(FinishedEvaluation evaluation, EvaluationReport report, ProjectId project) => new(
        evaluation.Id, project, "succeeded", EvaluationItem.Of(evaluation, project),
        [.. report.Measures.Select(m => new MeasureAnswer(m.Name, m.Class, Rounded.Of(m.Value), Rounded.Of(m.Low), Rounded.Of(m.High)))],
        report.Counts.ToDictionary(c => c.Class, c => c.Labels), report.Cells.IsEmpty ? null : report.Cells,
        [.. report.Slices.Select(s => new SliceAnswer(s.Name, s.Value, s.Samples, Rounded.Of(s.Quality.Value), Rounded.Of(s.Quality.Low), Rounded.Of(s.Quality.High), s.StandsOut))],
        report.Kind is EvaluationKind.Detection ? report.WorkingScore : null, report.Failures, report.Unlabeled,
        report.Latency is { } l ? new(l.Measured, Rounded.Ms(l.P50), Rounded.Ms(l.P90), Rounded.Ms(l.P99)) : null,
        report.SamplesPerSecond is { } rate ? Math.Round(rate, 1) : null, report.Errors);
}

/// <param name="Class">Null of all classes.</param>
/// <param name="Low">End of the 95 % interval; null where there is no telling.</param>
public sealed record MeasureAnswer(string Metric, string? Class, double Value, double? Low, double? High);

/// <param name="Value">Accuracy, or F1 of boxes, within the slice.</param>
/// <param name="StandsOut">Whether it is worse than the whole beyond chance, with all slices looked at.</param>
public sealed record SliceAnswer(string Name, string Slice, int Samples, double Value, double Low, double High, bool StandsOut);

/// <param name="Measured">Samples that were predicted one by one, from the stored bytes to the answer.</param>
public sealed record LatencyAnswer(int Measured, double P50Ms, double P90Ms, double P99Ms);

/// <param name="Task">Null where the sample is a task of the project no more.</param>
/// <param name="Truth">In names.</param>
/// <param name="Said">Likewise; of boxes those that score as much as the card asks.</param>
/// <param name="Badness">In (0, 1]: how sure it is of a wrong class, or the share of wrong boxes.</param>
public sealed record ErrorAnswer(
    string ExternalId, TaskId? Task, string Sample, int Width, int Height, LabelDocument Truth, LabelDocument Said, double? Confidence, double Badness)
{
    public static ErrorAnswer Of(JudgedError error, EvaluationReport report, TaskId? task)
    {
        var s = error.Sample;
        return new(s.ExternalId, task, s.Sample.ToString(), s.Width, s.Height, Document(report.Property, s.Truth, s.Truths),
            Document(report.Property, s.Said, s.Found.Where(f => f.Score >= report.WorkingScore)), s.Said is null ? null : Math.Round(s.Confidence, 4), Math.Round(error.Badness, 4));
    }

    static LabelDocument Document(string? property, string? answer, IEnumerable<JudgedBox> boxes) => new(
        [.. boxes.Select((b, at) => new LabeledObject($"o{at + 1}", b.Class, new Box(b.X, b.Y, b.Width, b.Height), PropertyValues.Empty, b.Score < 1 ? b.Score : null))],
        property is null || answer is null ? PropertyValues.Empty : PropertyValues.Of(property, answer));
}

/// <param name="McNemar">Of classes: samples that just one of both has right.</param>
public sealed record ComparisonAnswer(EvaluationItem First, EvaluationItem Second, IReadOnlyList<DifferenceAnswer> Differences, McNemarAnswer? McNemar);

/// <param name="Difference">The second minus the first, with its 95 % interval.</param>
/// <param name="Chance">Probability of so large a difference where there is none.</param>
public sealed record DifferenceAnswer(string Metric, string? Class, double First, double Second, double Difference, double Low, double High, double Chance, bool ExceedsChance)
{
    public static DifferenceAnswer Of(Difference d) => new(
        d.Metric.Name, d.Metric.Class, Rounded.Of(d.First), Rounded.Of(d.Second), Rounded.Of(d.Value), Rounded.Of(d.Low), Rounded.Of(d.High), Rounded.Of(d.Chance), d.ExceedsChance);
}

public sealed record McNemarAnswer(int OnlyFirst, int OnlySecond, double Chance);

/// <summary>Digits that mean something.</summary>
static class Rounded
{
    public static double Of(double value) => Math.Round(value, 5);
    public static double? Of(double? value) => value is { } known ? Of(known) : null;
    public static double Ms(double value) => Math.Round(value, 2);
}
