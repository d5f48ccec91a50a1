using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Evaluations;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;
using Labelwise.Host.Http;
using Labelwise.Host.Jobs;
using Labelwise.Host.Models;

namespace Labelwise.Host.Evaluations;

/// <summary>Candidates measured on sealed versions, looked at and compared.</summary>
static class EvaluationRoutes
{
    const int LongestName = 1_000, MostListed = 1_000;

    const string Item = """{"id":"evaluation~8h7g6f5e4d3c2b1a~60303ae22b998861bce3b28f","model":"potato-cnn","modelVersion":2,"name":"potato-cnn","version":3,"split":"test","createdAt":"2027-01-01T08:00:00+00:00","by":"0a1b2c3d4e5f6g7h","kind":"classification","samples":400,"metric":"accuracy","value":0.9425,"low":0.9153,"high":0.9614,"mayHaveSeen":false}""";

    public static void Map(Routes routes)
    {
        routes.SignedIn("POST /models/{model}/evaluations", Start, new("Measures a model on a sealed version, or on one split of it. The same again is the same evaluation; without 'modelVersion' it is the newest's.")
        {
            Body = """{"project":"8h7g6f5e4d3c2b1a","version":3,"split":"test","modelVersion":2}""", Status = 202, Answer = """{"id":"evaluation~8h7g6f5e4d3c2b1a~60303ae22b998861bce3b28f"}""",
            Refusals = [(403, "forbidden"), (404, "not-found"), (409, "no-such-split"), (409, "classes-not-in-spec"), (409, "model-does-not-fit"), (422, "does-not-conform")],
        });
        routes.Project("POST /projects/{project}/evaluations", Right.Evaluate, StartBrought, new("Measures predictions that were made elsewhere on a sealed version: a form with 'version', 'name' and 'file', a JSON object a line as PUT …/predictions takes; 'split' and 'property' may be given. They are not kept as the project's predictions.")
        {
            BodyType = "multipart/form-data", Status = 202, Answer = """{"id":"evaluation~8h7g6f5e4d3c2b1a~60303ae22b998861bce3b28f"}""",
            Refusals = [(400, "malformed-request"), (409, "no-such-split"), (409, "nothing-to-measure"), (413, "too-large"), (415, "wrong-media-type"), (422, "does-not-conform")],
        });
        routes.Project("GET /projects/{project}/evaluations", Right.SeeEvaluations, List, new("The finished evaluations, the newest first.")
        {
            Query = ["version", "split"], Answer = $$"""{"items":[{{Item}}],"next":null}""",
        });
        routes.Evaluation("GET /evaluations/{evaluation}", Right.SeeEvaluations, Get, new("What an evaluation measured, with 95 % intervals; while it is under way, its state.")
        {
            Answer = $$"""{"id":"evaluation~8h7g6f5e4d3c2b1a~60303ae22b998861bce3b28f","project":"8h7g6f5e4d3c2b1a","state":"succeeded","of":{{Item}},"measures":[{"metric":"accuracy","value":0.9425,"low":0.9153,"high":0.9614},{"metric":"f1","class":"bad","value":0.91,"low":0.86,"high":0.94}],"classes":{"good":280,"bad":120},"confusion":[{"truth":"good","said":"bad","count":9}],"slices":[{"name":"source","slice":"tray camera","samples":200,"value":0.93,"low":0.88,"high":0.96,"standsOut":false}],"failures":0,"unlabeled":0,"latency":{"measured":16,"p50Ms":4.1,"p90Ms":5.2,"p99Ms":6.3},"samplesPerSecond":812.5,"errors":23}""",
        });
        routes.Evaluation("GET /evaluations/{evaluation}/errors", Right.SeeEvaluations, Errors, new("The samples on which the model is wrong, the worst first: most sure of a wrong class, or the largest share of wrong boxes.")
        {
            Query = ["class", "said", "limit", "cursor"],
            Answer = """{"items":[{"externalId":"tray-17.png","task":"8h7g6f5e4d3c2b1a-16","sample":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","width":640,"height":480,"truth":{"objects":[],"properties":{"quality":"good"}},"said":{"objects":[],"properties":{"quality":"bad"}},"confidence":0.998,"badness":0.998}],"next":null}""",
        });
        routes.Evaluation("GET /evaluations/{evaluation}/comparison", Right.SeeEvaluations, Compare, new("How another evaluation on the same samples differs from this one, and whether by more than chance.")
        {
            Query = ["with"], Refusals = [(409, "not-comparable")],
            Answer = $$$"""{"first":{{{Item}}},"second":{{{Item}}},"differences":[{"metric":"accuracy","first":0.9425,"second":0.955,"difference":0.0125,"low":0.001,"high":0.024,"chance":0.031,"exceedsChance":true}],"mcNemar":{"onlyFirst":4,"onlySecond":14,"chance":0.031}}""",
        });
    }

    static async Task<IResult> Start(Call call)
    {
        if (await ModelRoutes.MayNot(call)) return ModelRoutes.Refused;
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var project = body.Id<ProjectId>("project");
        var version = body.Whole("version", 1, int.MaxValue);
        var split = body.Has("split") ? body.Text("split", LongestName) : null;
        var wanted = body.Has("modelVersion") ? body.Whole("modelVersion", 1, int.MaxValue) : (int?)null;
        if (body.Refuses(out why)) return why.ToHttp();
        if ((await call.Caller.Project(project, Right.Evaluate)).Refuses(out why, out var settings)) return why.ToHttp();
        var id = call.Route("model");
        if (id.Length > IId<UserId>.MaxLength || await call.Grains.Model(call.Caller.Tenant, id).View() is not { } model) return new NotFound().ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async _ =>
        {
            var of = new ModelRef(id, wanted ?? model.Versions.Length);
            var evaluation = EvaluationNames.Of(settings.Id, of, version, split);
            var started = await call.Grains.GetGrain<IEvaluationGrain>(evaluation).Start(new(settings.Tenant, of, version, split, call.Caller.User));
            return started.Refuses(out var why, out var _) ? why.ToHttp() : Answers.Accepted($"/api/v1/jobs/{evaluation}", new StartedJob(evaluation), ApiJson.Api.StartedJob);
        });
    }

    static async Task<IResult> StartBrought(ProjectCall call)
    {
        if ((await Http.Upload.Read(call, ["version", "name"], ["file"], "split", "property")).Refuses(out var why, out var upload)) return why.ToHttp();
        using var _ = upload;
        if (Wrong(upload) is { IsEmpty: false } wrong) return Problems.Nonconforming(wrong).ToHttp();
        var version = int.Parse(upload.Fields["version"], CultureInfo.InvariantCulture);
        var (split, file) = (upload.Fields.GetValueOrDefault("split"), upload.Files["file"]);
        var brought = new BroughtFile(file.Hash, upload.Fields["name"], upload.Fields.GetValueOrDefault("property"));
        return await call.Once(call.Fingerprint(upload.Content), async _ =>
        {
            await file.Staged.Keep(call.Service<IBlobStore>(), call.Aborted);
            var evaluation = EvaluationNames.Of(call.Project.Id, brought, version, split);
            var started = await call.Grains.GetGrain<IEvaluationGrain>(evaluation).Start(new(call.Project.Tenant, EvaluationNames.Brought, version, split, call.Caller.User, brought));
            return started.Refuses(out var why, out var _) ? why.ToHttp() : Answers.Accepted($"/api/v1/jobs/{evaluation}", new StartedJob(evaluation), ApiJson.Api.StartedJob);
        });
    }

    static ImmutableArray<Violation> Wrong(Http.Upload upload)
    {
        var wrong = ImmutableArray.CreateBuilder<Violation>();
        if (!int.TryParse(upload.Fields["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
            wrong.Add(new("/version", "wrong-type", "'version' is the number of a sealed version, from 1."));
        foreach (var (name, text) in upload.Fields.Where(f => f.Value.Length is 0 or > LongestName))
            wrong.Add(new($"/{name}", "out-of-range", $"'{name}' has from 1 to {LongestName} characters."));
        return wrong.ToImmutable();
    }

    static async Task<IResult> List(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (version, split) = (query.Whole("version", 1, int.MaxValue), query.Text("split"));
        if (query.Refuses(out var why)) return why.ToHttp();
        var found = (await Finished(call).All()).Where(e => (version is null || e.Version == version) && (split is null || e.Split == split));
        return Answers.Ok(new([.. found.Take(MostListed).Select(e => EvaluationItem.Of(e, call.Project.Id))]), ApiJson.Api.PageEvaluationItem);
    }

    static async Task<IResult> Get(ProjectCall call, string id)
    {
        if (await Finished(call).Find(id) is { } evaluation)
            return Answers.Ok(EvaluationAnswer.Finished(evaluation, await Report(call, evaluation), call.Project.Id), ApiJson.Api.EvaluationAnswer);
        return await call.Grains.GetGrain<IEvaluationGrain>(id).View() is { } job
            ? Answers.Ok(new(id, call.Project.Id, Words.Of(job.State)), ApiJson.Api.EvaluationAnswer) : new NotFound().ToHttp();
    }

    static async Task<IResult> Errors(ProjectCall call, string id)
    {
        var query = new Query(call.Http);
        var (name, said, limit, after) = (query.Text("class"), query.Text("said"), query.Limit(), query.Whole("cursor", 0, WorstErrors.Most) ?? 0);
        if (query.Refuses(out var why)) return why.ToHttp();
        if (await Finished(call).Find(id) is not { } evaluation) return new NotFound().ToHttp();
        var report = await Report(call, evaluation);
        var wanted = (await call.Service<EvaluationFiles>().Errors(report.Worst, call.Aborted)).Where(e => Is(e.Sample, name, said)).ToList();
        var page = wanted.Skip(after).Take(limit).ToList();
        var tasks = await call.Grains.GetGrain<ICatalogGrain>(call.Project.Id.Value).Find([.. page.Select(e => e.Sample.ExternalId)]);
        return Answers.Ok(new(
            [.. page.Zip(tasks).Select(e => ErrorAnswer.Of(e.First, report, e.Second < 0 ? null : new TaskId(call.Project.Id, e.Second)))],
            after + page.Count < wanted.Count ? $"{after + page.Count}" : null), ApiJson.Api.PageErrorAnswer);
    }

    static bool Is(Judged sample, string? name, string? said) =>
        (name is null || sample.Truth == name || sample.Truths.Any(t => t.Class == name) || (sample.Truth is null && sample.Found.Any(f => f.Class == name)))
        && (said is null || sample.Said == said || sample.Found.Any(f => f.Class == said));

    static async Task<IResult> Compare(ProjectCall call, string id)
    {
        var query = new Query(call.Http);
        var with = query.Text("with");
        if (with is null) query.Refuse("with", "missing-member", "'with' names the evaluation to compare with.");
        if (query.Refuses(out var why)) return why.ToHttp();
        if (await Finished(call).Find(id) is not { } first || await Finished(call).Find(with!) is not { } second) return new NotFound().ToHttp();
        if ((first.Version, first.Split, first.Kind) != (second.Version, second.Split, second.Kind)) return new NotComparable().ToHttp();
        var (one, other) = (await Report(call, first), await Report(call, second));
        var others = other.Measured.ToDictionary(m => m.Metric);
        var mcNemar = one.RightBits is { } a && other.RightBits is { } b && a.Length == b.Length ? McNemar.Of(a, b) : (McNemar?)null;
        var differences = one.Measured.Select(m => others.TryGetValue(m.Metric, out var theirs) ? Difference.Of(m, theirs) : null).OfType<Difference>()
            // Of accuracy there is an exact test.
            .Select(d => d.Metric == new Metric(MetricNames.Accuracy) && mcNemar is { } test ? d with { Chance = test.Chance } : d);
        return Answers.Ok(new(
            EvaluationItem.Of(first, call.Project.Id), EvaluationItem.Of(second, call.Project.Id), [.. differences.Select(DifferenceAnswer.Of)],
            mcNemar is { } told ? new(told.OnlyFirst, told.OnlySecond, Rounded.Of(told.Chance)) : null), ApiJson.Api.ComparisonAnswer);
    }

    public static IEvaluationListGrain Finished(ProjectCall call) => call.Grains.GetGrain<IEvaluationListGrain>(call.Project.Id.Value);

    public static Task<EvaluationReport> Report(ProjectCall call, FinishedEvaluation evaluation) =>
        EvaluationReport.Read(call.Service<IBlobStore>(), evaluation.Report.Blob, call.Aborted);
}

/// <summary>Two evaluations that did not measure the same.</summary>
sealed record NotComparable() : Refusal("not-comparable", "Only evaluations on the same split of the same version are compared: on other samples a difference says nothing.");
