using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Labelwise.Grains;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Projects;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.Projects;

/// <summary>The documents of a project: data spec, guideline, pipeline; each versioned.</summary>
static class DocumentRoutes
{
    /// <summary>Longest guideline, in characters.</summary>
    public const int LongestGuideline = 200_000;

    const string Spec = """{"media":"image","classes":[],"properties":[{"name":"quality","type":"option","options":["good","bad"],"required":true}]}""";
    const string Pipeline = """{"redundancy":{"min":1,"max":3,"targetConfidence":0.98},"autoAccept":{"enabled":true,"maxError":0.01,"confidence":0.95,"auditRate":0.05},"review":{"rate":0.1},"lease":"PT15M","order":"uncertainty","quality":{"gold":0.05,"selfCheck":0.02,"tellMissed":false}}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/spec", Right.SeeProject, SpecAt,
            new("The data spec in force, or an earlier one by its version: ?version=2.") { Answer = $$"""{"version":3,"document":{{Spec}}}""" });
        routes.Project("PUT /projects/{project}/spec", Right.SetUp, PutSpec, Changes("Sets the data spec; what keeps its id or name keeps its labels.", ActivityKind.Spec, Spec, Spec));
        routes.Project("GET /projects/{project}/guideline", Right.SeeProject, GuidelineAt,
            new("The guideline in force, as Markdown, or an earlier one by its version: ?version=2.") { Query = ["version"], Answer = """{"version":3,"markdown":"Green ones are bad.","mustRead":false}""" });
        routes.Project("PUT /projects/{project}/guideline", Right.SetUp, PutGuideline,
            Changes("Sets the guideline; with 'mustRead' annotators get no task until they said that they read it.", ActivityKind.Guideline, """{"markdown":"Green ones are bad.","mustRead":true}""", null)
                with { Answer = """{"version":4,"markdown":"Green ones are bad.","mustRead":true}""" });
        routes.Project("GET /projects/{project}/pipeline", Right.SeeProject, call => Task.FromResult(PipelineOf(call.Project)),
            new("The pipeline in force.") { Answer = $$"""{"version":3,"document":{{Pipeline}}}""" });
        routes.Project("PUT /projects/{project}/pipeline", Right.SetUp, PutPipeline, Changes("Sets the pipeline.", ActivityKind.Pipeline, Pipeline, Pipeline));
    }

    static async Task<IResult> SpecAt(ProjectCall call)
    {
        var query = new Query(call.Http);
        var version = query.Whole("version", 1, int.MaxValue) ?? call.Project.SpecVersion;
        if (query.Refuses(out var why)) return why.ToHttp();
        if (version == call.Project.SpecVersion) return SpecOf(call.Project);
        return await call.ProjectGrain.Spec(version) is { } spec ? SpecOf(call.Project with { SpecVersion = version, Spec = spec }) : new NotFound().ToHttp();
    }

    static async Task<IResult> GuidelineAt(ProjectCall call)
    {
        var query = new Query(call.Http);
        var version = query.Whole("version", 1, int.MaxValue) ?? call.Project.GuidelineVersion;
        if (query.Refuses(out var why)) return why.ToHttp();
        return version <= call.Project.GuidelineVersion ? await GuidelineOf(call, call.Project with { GuidelineVersion = version }) : new NotFound().ToHttp();
    }

    static Operation Changes(string summary, ActivityKind kind, string body, string? document) => new(summary)
    {
        Kind = kind, Body = body, Answer = document is null ? null : $$"""{"version":4,"document":{{document}}}""", Refusals = [(412, "changed-meanwhile")],
    };

    static Task<IResult> PutSpec(ProjectCall call) => Put(call, s => s.SpecVersion, async (body, expected) =>
    {
        var reading = DataSpec.Parse(body.Root, IdLetters.Fresh, call.Project.Spec);
        if (reading.Spec is null) return Problems.Nonconforming(reading.Violations);
        return await call.ProjectGrain.ChangeSpec(reading.Spec, call.Caller.User, expected);
    }, SpecOf);

    static Task<IResult> PutPipeline(ProjectCall call) => Put(call, s => s.PipelineVersion, async (body, expected) =>
    {
        var reading = PipelineDocument.Read(body.Root);
        if (reading.Pipeline is null) return Problems.Nonconforming(reading.Violations);
        return await call.ProjectGrain.ChangePipeline(reading.Pipeline, call.Caller.User, expected);
    }, PipelineOf);

    static async Task<IResult> PutGuideline(ProjectCall call)
    {
        ProjectSettings? changed = null;
        var answer = await Put(call, s => s.GuidelineVersion, async (body, expected) =>
        {
            var markdown = body.Text("markdown", LongestGuideline);
            var mustRead = body.Truth("mustRead", otherwise: false);
            if (body.Refuses(out var why)) return why;
            return await call.ProjectGrain.ChangeGuideline(markdown, call.Caller.User, expected, mustRead);
        }, settings => { changed = settings; return Answers.Nothing; });
        return changed is null ? answer : await GuidelineOf(call, changed);
    }

    static async Task<IResult> Put(ProjectCall call, Func<ProjectSettings, int> version, Func<Body, int?, Task<Outcome<ProjectSettings>>> change, Func<ProjectSettings, IResult> answer)
    {
        if (!Documents.TryIfMatch(call.Http.Request, out var expected)) return new MalformedRequest("If-Match names a version, as \"v3\".").ToHttp();
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        if ((await change(body, expected)).Refuses(out why, out var settings)) return why.ToHttp();
        if (version(settings) != version(call.Project) || settings.MustRead != call.Project.MustRead)
            call.Did(("version", version(settings)), ("mustRead", settings.MustRead > call.Project.MustRead ? "true" : null));
        return answer(settings);
    }

    static IResult SpecOf(ProjectSettings project) =>
        new Answer<DocumentAnswer>(200, Documents.Of(project.SpecVersion, project.Spec), ApiJson.Api.DocumentAnswer) { ETag = Documents.Tag(project.SpecVersion) };

    static IResult PipelineOf(ProjectSettings project) =>
        new Answer<DocumentAnswer>(200, Documents.Of(project.PipelineVersion, project.Pipeline), ApiJson.Api.DocumentAnswer) { ETag = Documents.Tag(project.PipelineVersion) };

    static async Task<IResult> GuidelineOf(ProjectCall call, ProjectSettings project) => new Answer<GuidelineAnswer>(
        200, new(project.GuidelineVersion, await call.ProjectGrain.Guideline(project.GuidelineVersion) ?? "", project.MustRead >= project.GuidelineVersion),
        ApiJson.Api.GuidelineAnswer)
        { ETag = Documents.Tag(project.GuidelineVersion) };
}
