using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain.Evaluations;
using Labelwise.Grains.Evaluations;
using Labelwise.Grains.Versions;
using Labelwise.Host.Http;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Evaluations;

/// <summary>What more labels would buy, and what predictions are worth to people.</summary>
static class LearningRoutes
{
    /// <summary>Numbers of labels at which the curve is told, and how far beyond the largest training set.</summary>
    const int Told = 48, Beyond = 16;

    /// <summary>Training sets looked at.</summary>
    const int MostPoints = 64;

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/learning-curve", Right.SeeEvaluations, Curve, new(
            "How a model's metric grows with the labels it was trained on: an inverse power law through its versions' evaluations on the same samples. A card says what a version was trained on by \"trainedOn\": \"PROJECT/versions/3/train\".")
        {
            Query = ["model", "version", "split", "metric", "target"],
            Answer = """{"series":[{"model":"potato-cnn","version":3,"split":"test","sizes":4}],"model":"potato-cnn","version":3,"split":"test","metric":"accuracy","points":[{"labels":500,"value":0.88,"low":0.85,"high":0.91,"modelVersion":1,"trainedOn":1,"evaluation":"evaluation~8h7g6f5e4d3c2b1a~60303ae22b998861bce3b28f","mayHaveSeen":false}],"curve":[{"labels":500,"value":0.88,"low":0.86,"high":0.9}],"ceiling":0.97,"target":{"value":0.95,"labels":9400,"low":5100,"high":31000,"more":5400,"cost":"216.00","currency":"EUR"},"unplaced":1}""",
        });
        routes.Project("GET /projects/{project}/online-test", Right.SeeEvaluations, Online, new(
            "How often people hand in something else than a model said, and how long they take with and without seeing it.")
        {
            Answer = """{"models":[{"model":"cell-detector","version":2,"shown":{"answers":210,"different":84,"rate":0.4,"low":0.336,"high":0.467,"medianMs":9100},"hidden":{"answers":40,"different":31,"rate":0.775,"low":0.625,"high":0.877,"medianMs":21000},"timeFactor":[0.46,0.38,0.56]}],"without":{"answers":30,"different":0,"rate":0,"low":0,"high":0.11,"medianMs":22500}}""",
        });
    }

    static async Task<IResult> Online(ProjectCall call) =>
        Answers.Ok(await call.Service<OnlineTests>().Of(call.Project, call.Aborted), ApiJson.Api.OnlineTestAnswer);

    static async Task<IResult> Curve(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (model, version, split, metric, target) = (query.Text("model"), query.Whole("version", 1, int.MaxValue), query.Text("split"), query.Text("metric"), query.Share("target"));
        if (query.Refuses(out var why)) return why.ToHttp();
        var all = await EvaluationRoutes.Finished(call).All();
        var placed = new List<(FinishedEvaluation Evaluation, TrainedOn On, int Labels)>();
        foreach (var evaluation in all)
            if (TrainedOn.Parse(evaluation.TrainedOn) is { } on && on.Project == call.Project.Id && await Labels(call, on) is > 0 and var labels)
                placed.Add((evaluation, on, labels));
        var series = placed.GroupBy(p => (p.Evaluation.Model.Model, p.Evaluation.Version, p.Evaluation.Split))
            .Select(g => (g.Key, Points: g.ToList(), Sizes: g.Select(p => p.Labels).Distinct().Count())).OrderByDescending(s => s.Sizes).ToList();
        var told = series.Select(s => new SeriesAnswer(s.Key.Model, s.Key.Version, s.Key.Split, s.Sizes)).ToList();
        var chosen = series.FirstOrDefault(s => (model ?? s.Key.Model) == s.Key.Model && (version ?? s.Key.Version) == s.Key.Version && (split ?? s.Key.Split) == s.Key.Split);
        var unplaced = all.Length - placed.Count;
        if (chosen.Points is null) return Answers.Ok(new(told, unplaced), ApiJson.Api.LearningCurveAnswer);
        metric ??= chosen.Points[0].Evaluation.Report.Metric;
        var points = new List<(CurvePointAnswer Shown, CurvePoint Point)>();
        foreach (var (evaluation, on, labels) in chosen.Points.OrderBy(p => p.Labels).Take(MostPoints))
            if ((await EvaluationRoutes.Report(call, evaluation)).Measured.FirstOrDefault(m => m.Metric == new Metric(metric)) is { } measured)
                points.Add((
                    new(labels, Rounded.Of(measured.Value), Rounded.Of(measured.Interval?.Low), Rounded.Of(measured.Interval?.High), evaluation.Model.Version, on.Version, evaluation.Id,
                        on.MayHaveSeen(call.Project.Id, evaluation.Split)),
                    new(labels, measured.Value, Deviation(measured), measured.Replicates)));
        var answer = new LearningCurveAnswer(
            told, unplaced, chosen.Key.Model, chosen.Key.Version, chosen.Key.Split, metric, [.. points.Select(p => p.Shown)]);
        return Answers.Ok(await WithCurve(call, answer, [.. points.Select(p => p.Point)], target), ApiJson.Api.LearningCurveAnswer);
    }

    static async Task<LearningCurveAnswer> WithCurve(ProjectCall call, LearningCurveAnswer answer, ImmutableArray<CurvePoint> points, double? target)
    {
        if (LearningCurve.Fit(points) is not { } curve) return answer;
        var others = LearningCurve.Resampled(points);
        var (least, most) = (points.Min(p => p.Labels), points.Max(p => p.Labels));
        var grid = Enumerable.Range(0, Told).Select(i => Math.Round(least * Math.Pow(most * Beyond / least, i / (Told - 1.0)))).Distinct();
        return answer with
        {
            Curve = [.. grid.Select(n => Band(n, curve.At(n), [.. others.Select(o => o.At(n)).Order()]))], Ceiling = Rounded.Of(curve.Ceiling),
            Target = target is { } wanted ? await To(call, wanted, curve, others, most) : null,
        };
    }

    /// <summary>Of a perfect score no replicate differs, but its interval still knows how few samples that was on.</summary>
    static double Deviation(Measured measured) => Math.Max(
        Measuring.Deviation(measured.Replicates.Select(r => (double)r)) ?? 0, measured.Interval is { } i ? (i.High - i.Low) / (2 * Estimate.Deviations) : 0);

    static CurveBand Band(double labels, double value, double[] ascending) => new(
        labels, Rounded.Of(value), Rounded.Of(Math.Min(value, LearningCurve.Quantile(ascending, 0.025))), Rounded.Of(Math.Max(value, LearningCurve.Quantile(ascending, 0.975))));

    static async Task<TargetAnswer> To(ProjectCall call, double target, LearningCurve curve, ImmutableArray<LearningCurve> others, double most)
    {
        var ascending = others.Select(o => o.LabelsTo(target)).Order().ToArray();
        var more = curve.LabelsTo(target) - most;
        // What the project's work orders pay for an accepted task, in the currency of most of them.
        var priced = (await OrderBook.Of(call)).GroupBy(o => o.Currency).MaxBy(g => g.Sum(o => o.Quantity));
        var unit = priced is { } orders && orders.Sum(o => o.Quantity) is > 0 and var tasks ? orders.Sum(o => o.PriceNow * o.Quantity) / tasks : (decimal?)null;
        var labels = Known(curve.LabelsTo(target));
        return new(
            target, labels, Known(LearningCurve.Quantile(ascending, 0.025)), Known(LearningCurve.Quantile(ascending, 0.975)), labels is null ? null : Math.Max(0, Math.Ceiling(more)),
            unit is { } price && labels is not null && more > 0 ? (price * (decimal)Math.Ceiling(more)).ToString("0.00", CultureInfo.InvariantCulture) : null, unit is null ? null : priced!.Key);

        // Beyond a thousand times what there is, a curve says nothing but that it is far.
        double? Known(double n) => n <= 1_000 * most ? Math.Ceiling(n) : null;
    }

    static async Task<int> Labels(ProjectCall call, TrainedOn on) =>
        await call.Grains.GetGrain<IDatasetGrain>(call.Project.Id.Value).Version(on.Version) is not { } version ? 0
        : on.Split is null ? version.Samples : version.Statistics.BySplit.GetValueOrDefault(on.Split);
}

/// <param name="Series">What there are curves of: a model on the same samples, and how many numbers of labels it was trained on.</param>
/// <param name="Unplaced">Evaluations of models whose card names no version of this project.</param>
/// <param name="Metric">The first one measured, unless another is asked for.</param>
/// <param name="Curve">Null where there are fewer than three numbers of labels.</param>
/// <param name="Ceiling">What it comes to in the end.</param>
public sealed record LearningCurveAnswer(
    IReadOnlyList<SeriesAnswer> Series, int Unplaced, string? Model = null, int? Version = null, string? Split = null, string? Metric = null,
    IReadOnlyList<CurvePointAnswer>? Points = null, IReadOnlyList<CurveBand>? Curve = null, double? Ceiling = null, TargetAnswer? Target = null);

public sealed record SeriesAnswer(string Model, int Version, string? Split, int Sizes);

/// <param name="TrainedOn">The version of the project.</param>
public sealed record CurvePointAnswer(
    int Labels, double Value, double? Low, double? High, int ModelVersion, int TrainedOn, string Evaluation, bool MayHaveSeen);

/// <param name="Low">End of the 95 % interval: what the test samples leave open, wider where points stray from the curve by more.</param>
public sealed record CurveBand(double Labels, double Value, double Low, double High);

/// <param name="Labels">After which the target is reached; null where it never is, or only far beyond what is known.</param>
/// <param name="More">Labels beyond those of the largest training set.</param>
/// <param name="Cost">Of those, at the mean price of the project's work orders.</param>
public sealed record TargetAnswer(double Value, double? Labels, double? Low, double? High, double? More, string? Cost, string? Currency);
