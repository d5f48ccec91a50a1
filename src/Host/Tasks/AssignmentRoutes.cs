using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.Tasks;

/// <summary>A curator sets work or reviews aside for somebody.</summary>
static class AssignmentRoutes
{
    /// <summary>Most tasks named in one request.</summary>
    const int MostTasks = 10_000;

    public static void Map(Routes routes) =>
        routes.Project("POST /projects/{project}/assignments", Right.Assign, Assign, new("Sets tasks aside, those named or those that pass a filter, for a member, {user}; shared out among a vendor's people, {vendor}; or as part of a work order, {workOrder}, for its vendor's people.")
        {
            Body = """{"tasks":["8h7g6f5e4d3c2b1a-17"],"to":{"user":"0a1b2c3d4e5f6g7h"},"kind":"label"}""",
            Answer = """{"assigned":1,"refused":[]}""", Kind = ActivityKind.Assignment,
        });

    static async Task<IResult> Assign(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var kind = body.Choice("kind", Words.AssignmentKinds);
        var tasks = body.Ids<TaskId>("tasks", MostTasks);
        var to = Recipient.Of(body);
        var (filter, violations) = await TaskFilters.Of(body, call);
        if (tasks is null == filter is null) body.Refuse("tasks", "missing-member", "Name 'tasks' or a 'filter', one of the two.");
        var crew = await Crews.Of(call, to, kind, body);
        if (body.Refuses(out why, ("filter", violations))) return why.ToHttp();

        return await call.Once(call.Fingerprint(body.Utf8), async _ =>
        {
            var wanted = tasks ?? await Passing(call, filter!);
            var refused = new List<RefusedAssignment>();
            var assigned = 0;
            foreach (var block in wanted.Distinct().GroupBy(t => t.Project == call.Project.Id ? TaskBlock.Of(t.Index) : -1))
            {
                if (block.Key < 0 || block.Key >= call.Project.Blocks)
                {
                    refused.AddRange(block.Select(t => new RefusedAssignment(t, "not-found")));
                    continue;
                }
                var grain = call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, block.Key));
                var taken = (await crew.Take(grain, block.Key, [.. block], kind)).ToHashSet();
                assigned += taken.Count;
                refused.AddRange(block.Where(t => !taken.Contains(TaskBlock.Row(t.Index))).Select(t => new RefusedAssignment(t, "not-available")));
            }
            call.Did(("kind", Words.Camel(kind)), ("tasks", assigned), ("user", to.User), ("workOrder", (await (crew.Order?.Facts() ?? Task.FromResult<Domain.WorkOrders.WorkOrder?>(null)))?.Name));
            return Answers.Ok(new(assigned, refused), ApiJson.Api.AssignmentAnswer);
        });
    }

    static async Task<ImmutableArray<TaskId>> Passing(ProjectCall call, RowFilter filter)
    {
        var found = new List<TaskId>();
        for (var block = 0; block < call.Project.Blocks && found.Count < MostTasks; block++)
        {
            var page = await call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, block)).Rows(filter, 0, MostTasks - found.Count);
            found.AddRange(page.Items.Select(i => i.Row.Id));
        }
        return [.. found];
    }
}
