using Labelwise.Domain;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.Jobs;

/// <summary>Long work: how far it is, and how to end it.</summary>
static class JobRoutes
{
    public const string Example = """{"id":"import~8h7g6f5e4d3c2b1a~k2m4","kind":"import","project":"8h7g6f5e4d3c2b1a","state":"running","done":700,"total":2000,"rate":410.5,"secondsLeft":3.2,"errors":[{"file":"tray-9.png","code":"image-damaged","reason":"The file ends in the middle of the picture."}],"errorCount":1,"startedAt":"2027-01-01T08:00:00+00:00"}""";

    public static void Map(Routes routes)
    {
        routes.Job("GET /jobs/{job}", Right.SeeJobs, (call, kind) => Answer(call, call.Grains.Job(kind, call.Route("job")).View()),
            new("How far a job is; errors name each record that was not taken.") { Answer = Example });
        routes.Job("DELETE /jobs/{job}", Right.CancelJobs, Cancel,
            new("Ends a job after the step under way; what is done stays done.") { Answer = Example, Kind = ActivityKind.Cancelled });
        routes.Project("GET /projects/{project}/jobs", Right.SeeJobs, List, new("The jobs of a project, the newest first.")
        {
            Query = ["limit", "cursor"], Answer = $$"""{"items":[{{Example}}],"next":null}""",
        });
    }

    static async Task<IResult> Answer(ProjectCall call, Task<JobView?> viewing) =>
        await viewing is { } job ? Answers.Ok(JobAnswer.Of(job, call.Project.Id), ApiJson.Api.JobAnswer) : new NotFound().ToHttp();

    /// <summary>Null where there is none, or its record cannot be read: the others are no worse for it.</summary>
    static async Task<JobView?> View(ProjectCall call, string id)
    {
        if (!JobId.TryParse(id, out var kind, out _)) return null;
        try { return await call.Grains.Job(kind, id).View(); }
        catch (Exception e) when (e is IStoreFailure { Code: IStoreFailure.Damaged }) { return null; }
    }

    static Task<IResult> Cancel(ProjectCall call, JobKind kind)
    {
        call.Did(("job", call.Route("job")));
        return Answer(call, call.Grains.Job(kind, call.Route("job")).Cancel());
    }

    static async Task<IResult> List(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (limit, after) = (query.Limit(), query.Text("cursor"));
        if (query.Refuses(out var why)) return why.ToHttp();
        var ids = await call.Grains.GetGrain<IJobListGrain>(call.Project.Id.Value).Newest();
        var from = after is null ? 0 : ids.IndexOf(after) + 1;
        var page = ids.Skip(from).Take(limit).ToList();
        var views = await Task.WhenAll(page.Select(id => View(call, id)));
        return Answers.Ok(
            new([.. views.OfType<JobView>().Select(v => JobAnswer.Of(v, call.Project.Id))], from + page.Count < ids.Length ? page[^1] : null),
            ApiJson.Api.PageJobAnswer);
    }
}
