using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.Projects;

/// <summary>Projects as a whole.</summary>
static class ProjectRoutes
{
    /// <summary>Longest name of a project, in characters.</summary>
    const int LongestName = 200;

    const string Example = """
        {"id":"8h7g6f5e4d3c2b1a","name":"Potatoes","createdAt":"2027-01-01T08:00:00+00:00",
         "spec":{"version":1,"document":{"media":"image","classes":[],"properties":[{"id":"quality0","name":"quality","type":"option","options":[{"id":"good0000","name":"good"},{"id":"bad00000","name":"bad"}],"required":true}]}},
         "guideline":{"version":1,"markdown":"Green ones are bad."},
         "pipeline":{"version":1,"document":{"redundancy":{"min":1,"max":3,"targetConfidence":0.98},"autoAccept":{"enabled":false,"maxError":0.01,"confidence":0.95,"auditRate":0.05},"review":{"rate":0.1},"lease":"PT15M","order":"uncertainty"}},
         "roles":["curator"],"members":4,"tasks":2000}
        """;

    public static void Map(Routes routes)
    {
        routes.Admin("POST /projects", Create, new("Makes a project.")
        {
            Body = """{"name":"Potatoes","spec":{"media":"image","classes":[],"properties":[{"name":"quality","type":"option","options":["good","bad"],"required":true}]},"pipeline":{"review":{"rate":0.05}},"guideline":"Green ones are bad."}""",
            Status = 201, Answer = Example, Kind = ActivityKind.Project,
        });
        routes.SignedIn("GET /projects", List, new("The projects that the caller may see, the newest first.")
        {
            Answer = """{"items":[{"id":"8h7g6f5e4d3c2b1a","name":"Potatoes","createdAt":"2027-01-01T08:00:00+00:00","roles":["curator"],"tasks":2000,"reviewed":340}],"next":null}""",
        });
        routes.Project("GET /projects/{project}", Right.SeeProject, async call => Answers.Ok(await View(call, call.Project), ApiJson.Api.ProjectAnswer),
            new("A project with the documents in force.") { Answer = Example });
    }

    static async Task<IResult> Create(Call call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var id = new ProjectId(ids.Next());
            var name = body.Name("name", LongestName);
            var spec = body.Document("spec", required: true) is { ValueKind: not JsonValueKind.Undefined } document
                ? DataSpec.Parse(document, ids.Next) : new(null, []);
            var pipeline = PipelineDocument.Read(body.Document("pipeline", required: false));
            var guideline = body.Text("guideline", DocumentRoutes.LongestGuideline, otherwise: "");
            if (body.Refuses(out var why, ("spec", spec.Violations), ("pipeline", pipeline.Violations))) return why.ToHttp();

            await call.Grains.GetGrain<ITenantGrain>(call.Caller.Tenant.Value).List(id);
            var command = new CreateProject(call.Caller.Tenant, name, spec.Spec!, pipeline.Pipeline!, guideline, call.Caller.User);
            if ((await call.Grains.GetGrain<IProjectGrain>(id.Value).Create(command)).Refuses(out why, out var project)) return why.ToHttp();
            call.Did(id, ("name", name));
            return Answers.Created($"/api/v1/projects/{id}", await View(call, project), ApiJson.Api.ProjectAnswer);
        });
    }

    static async Task<IResult> List(Call call)
    {
        var query = new Query(call.Http);
        var (limit, after) = (query.Limit(), query.Text("cursor"));
        if (query.Refuses(out var why)) return why.ToHttp();
        var all = (await ProjectLists.Of(call.Caller)).SkipWhile(p => after is not null && p.Id.Value != after).Skip(after is null ? 0 : 1).ToList();
        var page = await Task.WhenAll(all.Take(limit).Select(async p =>
        {
            var totals = await call.Grains.GetGrain<IQueueGrain>(p.Id.Value).Totals();
            return new ProjectItem(p.Id, p.Name, p.CreatedAt, Words.Of(p.RolesOf(call.Caller.User)), totals.Tasks, totals.States[(int)TaskState.Reviewed]);
        }));
        return Answers.Ok(new(page, all.Count > limit ? page[^1].Id.Value : null), ApiJson.Api.PageProjectItem);
    }

    static async Task<ProjectAnswer> View(Call call, ProjectSettings project)
    {
        var grain = call.Grains.GetGrain<IProjectGrain>(project.Id.Value);
        var totals = await call.Grains.GetGrain<IQueueGrain>(project.Id.Value).Totals();
        return new(
            project.Id, project.Name, project.CreatedAt, Documents.Of(project.SpecVersion, project.Spec),
            new(project.GuidelineVersion, await grain.Guideline(project.GuidelineVersion) ?? ""), Documents.Of(project.PipelineVersion, project.Pipeline),
            Words.Of(project.RolesOf(call.Caller.User)), project.Members.Count, totals.Tasks);
    }
}
