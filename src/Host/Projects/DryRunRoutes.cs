using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Specs;
using Labelwise.Grains;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;

namespace Labelwise.Host.Projects;

/// <summary>What a change would do, before it is made.</summary>
static class DryRunRoutes
{
    const string Spec = """{"media":"image","classes":[],"properties":[{"name":"quality","type":"option","options":["good","bad"],"required":true}]}""";
    const string Pipeline = """{"redundancy":{"min":1,"max":3,"targetConfidence":0.98},"autoAccept":{"enabled":true,"maxError":0.01,"confidence":0.95,"auditRate":0.05},"review":{"rate":0.1},"lease":"PT15M","order":"uncertainty"}""";

    public static void Map(Routes routes)
    {
        routes.Project("POST /projects/{project}/spec/preview", Right.SetUp, PreviewSpec, new("What a data spec would do to the labels that are there; nothing is changed.")
        {
            Body = Spec,
            Answer = """{"tasks":2000,"counted":2000,"labels":1200,"breaking":12,"rules":[{"rule":"option","change":"removed","id":"k2m4p6r8","name":"green","labels":12,"breaking":12}],"document":{}}""",
        });
        routes.Project("POST /projects/{project}/pipeline/forecast", Right.SetUp, Forecast, new("How many tasks would go to whom under a pipeline; nothing is changed.")
        {
            Body = Pipeline,
            Answer = """{"tasks":20000,"byModel":13800,"byPeople":6200,"labelsPerTask":1.1,"reviews":640,"audits":150,"accuracy":0.93}""",
        });
        routes.Project("GET /projects/{project}/histogram", Right.SeeStatistics, Histogram, new("Predictions by confidence; the bins narrow towards 1.")
        {
            Answer = """{"model":{"id":"m1","version":1},"bins":[{"from":0.5,"to":0.75,"count":120}]}""",
        });
    }

    static async Task<IResult> PreviewSpec(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var reading = DataSpec.Parse(body.Root, IdLetters.Fresh, call.Project.Spec);
        if (reading.Spec is null) return Problems.Nonconforming(reading.Violations).ToHttp();
        var (impact, counted) = await call.Service<SpecImpacts>().Of(call.Project, reading.Spec, call.Aborted);
        return Answers.Ok(
            new(await Tasks.TaskLists.Count(call, RowFilter.All), counted, impact.Labels, impact.Breaking,
                [.. impact.Rules.Select(r => new RuleImpactAnswer(Words.Camel(r.Rule.Rule), Words.Camel(r.Rule.Change), r.Rule.Id, r.Rule.Within, r.Rule.Name, r.Labels, r.Breaking))],
                Documents.Of(0, reading.Spec).Document), ApiJson.Api.SpecPreviewAnswer);
    }

    static async Task<IResult> Forecast(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var reading = PipelineDocument.Read(body.Root);
        if (reading.Pipeline is null) return Problems.Nonconforming(reading.Violations).ToHttp();
        var quality = call.Grains.GetGrain<IQualityGrain>(call.Project.Id.Value);
        var predicted = (await quality.Predictions())?.Histogram ?? PredictionHistogram.Empty(call.Project.ClassIds.Length);
        var people = (await quality.View()).Annotators.Aggregate(default(Skill), (sum, a) => sum + a.Evidence.Skill);
        var tasks = await Tasks.TaskLists.Count(call, RowFilter.All);
        var forecast = PipelineForecast.Of(
            reading.Pipeline, predicted, Math.Max(0, tasks - predicted.Total), call.Project.ClassIds.Length, people.Accuracy);
        return Answers.Ok(
            new(forecast.Tasks, Math.Round(forecast.ByModel), Math.Round(forecast.ByPeople), Math.Round(forecast.LabelsPerTask, 2), Math.Round(forecast.Reviews),
                forecast.Audits, Math.Round(people.Accuracy, 3)), ApiJson.Api.ForecastAnswer);
    }

    static async Task<IResult> Histogram(ProjectCall call)
    {
        if (await call.Grains.GetGrain<IQualityGrain>(call.Project.Id.Value).Predictions() is not { } known)
            return Answers.Ok(new(null, []), ApiJson.Api.HistogramAnswer);
        var counts = Enumerable.Range(0, ConfidenceBins.Count)
            .Select(bin => Enumerable.Range(0, known.Histogram.Classes).Sum(c => known.Histogram.Counts[c * ConfidenceBins.Count + bin]));
        return Answers.Ok(
            new(new(known.Model.Model, known.Model.Version), [.. counts.Select((count, bin) => new BinAnswer(
                Math.Round(ConfidenceBins.Edges[bin], 6), bin + 1 < ConfidenceBins.Count ? Math.Round(ConfidenceBins.Edges[bin + 1], 6) : 1, count))]),
            ApiJson.Api.HistogramAnswer);
    }
}
