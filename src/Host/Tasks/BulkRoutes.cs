using System.Collections.Frozen;
using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Jobs;

namespace Labelwise.Host.Tasks;

/// <summary>A curator's act on many tasks at once, as a job.</summary>
static class BulkRoutes
{
    /// <summary>Most tasks named in one request.</summary>
    const int MostTasks = 10_000;

    enum Act { Assign, Turn, Tag, Untag, Reopen, Review, Gold, Ungold }

    static readonly FrozenDictionary<string, Act> Acts = Enum.GetValues<Act>().ToFrozenDictionary(act => Words.Camel(act), StringComparer.Ordinal);

    public static void Map(Routes routes) =>
        routes.Project("POST /projects/{project}/tasks/bulk", Right.Assign, Start, new("Does one thing to many tasks: those named, or those that pass a filter. The job's errors name what could not be done.")
        {
            Body = """{"filter":{"state":"REVIEWED","class":"good"},"act":"review","reason":"look twice"}""", Status = 202, Kind = ActivityKind.Bulk,
            Answer = """{"id":"bulk~8h7g6f5e4d3c2b1a~k2m4"}""",
        });

    static async Task<IResult> Start(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var tasks = body.Ids<TaskId>("tasks", MostTasks);
        var (filter, violations) = await TaskFilters.Of(body, call);
        if (tasks is null == filter is null) body.Refuse("tasks", "missing-member", "Name 'tasks' or a 'filter', one of the two.");
        var act = await Read(body, call);
        if (body.Refuses(out why, ("filter", violations))) return why.ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var id = JobId.Of(JobKind.Bulk, call.Project.Id, ids.Next());
            ImmutableArray<TaskId> named = tasks is { } given ? [.. given.Where(t => t.Project == call.Project.Id).Distinct()] : default;
            await call.Grains.GetGrain<IBulkGrain>(id).Start(new(call.Caller.User, filter ?? RowFilter.All, named, act));
            call.Did(("act", body.Root.GetProperty("act").GetString()), ("tasks", tasks?.Length), ("filter", tasks is null ? body.Root.GetProperty("filter").GetRawText() : null), ("job", id));
            return Answers.Accepted($"/api/v1/jobs/{id}", new StartedJob(id), ApiJson.Api.StartedJob);
        });
    }

    static async Task<BulkAct> Read(Body body, ProjectCall call)
    {
        switch (body.Choice("act", Acts))
        {
            case Act.Assign:
                var kind = body.Choice("kind", Words.AssignmentKinds);
                var crew = await Crews.Of(call, Recipient.Of(body), kind, body);
                return new BulkAssign(crew.People, kind, crew.OrderId);
            case Act.Turn: return new BulkMark(new(Turn: body.Choice("turn", Words.Turns)));
            case Act.Tag: return new BulkMark(new(Add: body.Name("tag", RowMark.LongestTag)));
            case Act.Untag: return new BulkMark(new(Remove: body.Name("tag", RowMark.LongestTag)));
            case Act.Reopen: return new BulkReopen(body.Text("reason", TaskRules.LongestRemark, otherwise: ""));
            case Act.Gold: return new BulkMarkGold(body.Text("note", GoldAnswer.LongestNote, otherwise: ""));
            case Act.Ungold: return new BulkUnmarkGold(body.Text("reason", TaskRules.LongestRemark, otherwise: ""));
            default: return new BulkAskReview(body.Text("reason", TaskRules.LongestRemark, otherwise: ""));
        }
    }
}
