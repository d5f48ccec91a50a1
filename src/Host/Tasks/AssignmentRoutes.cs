using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
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
            Answer = """{"assigned":1,"refused":[]}""",
        });

    static async Task<IResult> Assign(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var kind = body.Choice("kind", Words.AssignmentKinds);
        var tasks = body.Ids<TaskId>("tasks", MostTasks);
        var to = ToWhom(body);
        var filter = TaskFilters.Of(body, call.Project, out var violations);
        if (tasks is null == filter is null) body.Refuse("tasks", "missing-member", "Name 'tasks' or a 'filter', one of the two.");
        var crew = await Crews.Of(call, to, kind);
        if (to.IsNamed && crew.People.IsEmpty) body.Refuse("to", "not-a-member", "Work goes to members whose role allows it.");
        if (crew.Order is not null && kind is not AssignmentKind.Label) body.Refuse("kind", "unknown-value", "A work order is for labels.");
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

    static Recipient ToWhom(Body body)
    {
        var reader = new DocumentReader();
        if (body.Document("to", required: true) is { ValueKind: JsonValueKind.Object } to && reader.Members(to).ToList() is [var (name, value)]
            && reader.Text(value, IId<UserId>.MaxLength) is { } text && reader.IsClean)
            switch (name)
            {
                case "user" when UserId.TryParse(text, null, out var user): return new(user, null, null);
                case "vendor" when VendorId.TryParse(text, null, out var vendor): return new(null, vendor, null);
                case "workOrder" when WorkOrderId.TryParse(text, null, out var order): return new(null, null, order);
            }
        body.Refuse("to", "wrong-type", "This must be {\"user\": id}, {\"vendor\": id} or {\"workOrder\": id}.");
        return default;
    }
}
