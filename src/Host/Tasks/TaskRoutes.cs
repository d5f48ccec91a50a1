using System.Collections.Frozen;
using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;
using Labelwise.Host.Statistics;

namespace Labelwise.Host.Tasks;

/// <summary>Finding tasks, and one of them with its history.</summary>
static class TaskRoutes
{
    const string Example = """{"id":"8h7g6f5e4d3c2b1a-17","state":"REVIEWED","version":4,"sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"},"annotations":[{"id":"a1","annotator":"0a1b2c3d4e5f6g7h","name":"Ben","labels":{"objects":[],"properties":{"quality":"good"}},"specVersion":1,"guidelineVersion":1,"submittedAt":"2027-01-01T08:05:00+00:00","activeMs":4200,"counts":true}],"reviews":[],"decision":{"by":{"kind":"people","users":["0a1b2c3d4e5f6g7h"]},"labels":{"objects":[],"properties":{"quality":"good"}},"confidence":0.991,"rule":"consensus","at":"2027-01-01T08:05:00+00:00"},"history":[{"at":"2027-01-01T08:05:00+00:00","by":"0a1b2c3d4e5f6g7h","command":"submit","from":"WORKING","to":"SUBMITTED"}],"leases":[]}""";

    static readonly FrozenDictionary<string, TaskSort> Sorts = new Dictionary<string, TaskSort>(StringComparer.Ordinal)
    {
        ["import"] = TaskSort.Import, ["confidence"] = TaskSort.Confidence, ["-confidence"] = TaskSort.ConfidenceDown,
    }.ToFrozenDictionary();

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/tasks", Right.SeeTasks, List, new("Tasks that pass a filter; of an annotator, those they answered.")
        {
            Query = [.. TaskFilters.Names, "sort", "skip", "limit", "cursor"],
            Answer = """{"items":[{"id":"8h7g6f5e4d3c2b1a-17","state":"REVIEWED","externalId":"tray-17.png","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"},"label":{"objects":[],"properties":{"quality":"good"}},"confidence":0.991,"decidedBy":"people","annotators":["0a1b2c3d4e5f6g7h"],"updatedAt":"2027-01-01T08:05:00+00:00"}],"next":null}""",
        });
        routes.Project("GET /projects/{project}/tasks/count", Right.SeeTasks, Count, new("How many tasks pass a filter; of an annotator, of those they answered.")
        {
            Query = TaskFilters.Names, Answer = """{"count":2000}""",
        });
        routes.Project("GET /projects/{project}/tasks/confidence", Right.SeeStatistics, Confidence, new("How right those that pass a filter may be expected to be as a whole.")
        {
            Query = TaskFilters.Names, Answer = """{"tasks":2000,"decided":1900,"byModel":1100,"expectedAccuracy":0.981,"interval":[0.972,0.989]}""",
        });
        routes.Task("GET /tasks/{task}/consensus", Right.SeeConsensus, Consensus, new("What everybody's documents amount to, and how sure each object and property is.") { Answer = ConsensusAnswer.Example });
        routes.Task("GET /tasks/{task}", Right.SeeTasks, Get, new("One task with its history; an annotator sees their own part, blind.") { Answer = Example });
    }

    static async Task<IResult> List(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (limit, cursor) = (query.Limit(), query.Text("cursor"));
        var sort = query.Choice("sort", Sorts) ?? TaskSort.Import;
        var skip = query.Whole("skip", 0, int.MaxValue) ?? 0;
        if (!TaskPlace.TryParse(cursor, sort, out var after)) query.Refuse("cursor", "bad-cursor", "This is no cursor of this list.");
        if (sort is not TaskSort.Import && !SeesAll(call)) NotTheirs(query);
        var filter = await FilterOf(query, call);
        if (query.Refuses(out var why)) return why.ToHttp();

        var page = await TaskLists.Page(call, filter, sort, after, skip, limit);
        var whole = SeesAll(call);
        var documents = whole
            ? await call.Service<LabelNames>().Named(call.Project.Spec, page.Items.Select(i => i.Row.Label), call.Aborted) : [];
        foreach (var item in page.Items) call.Service<SampleIndex>().Shown(item.Row.Id, item.Sample);
        return Answers.Ok(
            new([.. page.Items.Select(item => Show(call, item, whole, documents))], page.Next?.ToString()), ApiJson.Api.PageTaskItem);
    }

    static async Task<IResult> Count(ProjectCall call)
    {
        var query = new Query(call.Http);
        var filter = await FilterOf(query, call);
        return query.Refuses(out var why) ? why.ToHttp() : Answers.Ok(new(await TaskLists.Count(call, filter)), ApiJson.Api.CountAnswer);
    }

    static async Task<IResult> Confidence(ProjectCall call)
    {
        var query = new Query(call.Http);
        var filter = await TaskFilters.Of(query, call);
        if (query.Refuses(out var why)) return why.ToHttp();
        var sums = await Decided(call, filter);
        var acceptance = (await call.Grains.GetGrain<IQualityGrain>(call.Project.Id.Value).View()).Acceptance;
        var set = SetConfidence.Of(sums.ByPeople, sums.Confidence, sums.ByModel, acceptance, filter.Class);
        return Answers.Ok(new(sums.Tasks, sums.ByPeople + sums.ByModel, sums.ByModel,
            set is { } s ? Math.Round(s.Expected, 5) : null, set is { } i ? [Math.Round(i.Low, 5), Math.Round(i.High, 5)] : null), ApiJson.Api.SetAnswer);
    }

    /// <summary>Of all tasks the queue has the sums.</summary>
    static async Task<DecidedSums> Decided(ProjectCall call, RowFilter filter) => filter == RowFilter.All
        ? DecidedSums.Of(await call.Grains.GetGrain<IQueueGrain>(call.Project.Id.Value).Totals()) : await TaskLists.Decided(call, filter);

    static bool SeesAll(ProjectCall call) => call.May(Right.SeeStatistics) || call.May(Right.Review);

    static async Task<RowFilter> FilterOf(Query query, ProjectCall call)
    {
        var filter = await TaskFilters.Of(query, call);
        if (SeesAll(call)) return filter;
        // A filter on what an annotator must not see would tell them of it.
        if (filter with { Text = null, Annotator = null } != RowFilter.All) NotTheirs(query);
        return filter with { Annotator = call.Caller.User };
    }

    static void NotTheirs(Query query) =>
        query.Refuse("sort", "not-yours", "You see the tasks you answered, in order of import; 'q' alone filters them.");

    static async Task<IResult> Get(TaskCall call)
    {
        if (await call.TaskGrain.Truth() is not { Origin: { } origin } truth) return new NotFound().ToHttp();
        var judges = call.May(Right.SeeStatistics) || call.May(Right.Review);
        if (judges) truth = await Handouts.Predicted(call.Grains, truth);
        var documents = await call.Service<LabelNames>().Named(call.Project.Spec, TaskViews.Hashes(truth), call.Aborted);
        var directory = await call.Directory();
        var sample = await call.Service<Handouts>().SampleOf(origin.Id, origin.Sample, call.Aborted);
        if (judges)
            return new Answer<TaskAnswer>(200, TaskViews.Whole(truth, sample, documents, directory, call.May(Right.SetUp)), ApiJson.Api.TaskAnswer) { ETag = $"\"{truth.Version}\"" };
        return TaskViews.OwnPart(truth, call.Caller.User, sample, documents, directory) is { } own
            ? Answers.Ok(own, ApiJson.Api.TaskAnswer) : new NotFound().ToHttp();
    }

    static async Task<IResult> Consensus(TaskCall call) => await call.TaskGrain.Consensus() is { } found
        ? Answers.Ok(ConsensusAnswer.Of(found, call.Project.Spec, await call.Directory()), ApiJson.Api.ConsensusAnswer)
        : Answers.Ok(ConsensusAnswer.Nothing, ApiJson.Api.ConsensusAnswer);

    /// <summary>A check was decided long before they answered it; to them it is as new as any other.</summary>
    static DateTimeOffset OwnTime(TaskRow row, UserId user)
    {
        var at = row.UpdatedAt;
        foreach (var check in row.Checks) if (check.Annotator == user && check.At > at) at = check.At;
        foreach (var lease in row.Leases) if (lease.Assignment is { Kind: AssignmentKind.Check } held && held.Holder == user && held.GrantedAt > at) at = held.GrantedAt;
        return at;
    }

    static TaskItem Show(ProjectCall call, ListedTask item, bool whole, IReadOnlyDictionary<ContentHash, Domain.Labels.LabelDocument> documents)
    {
        var (row, sample) = (item.Row, item.Sample);
        var link = SampleLinks.Of(call.Project.Id, sample);
        return whole
            ? new(row.Id, Words.Of(row.State), sample.ExternalId, link, documents.GetValueOrDefault(row.Label),
                row.Confidence > 0 ? Math.Round(row.Confidence, 5) : null, row.Decision is { } d ? Words.Of(d.By) : null,
                [.. row.Opinions.Select(o => o.Annotator).Distinct()], Words.Of(row.Waits), row.UpdatedAt,
                item.Mark is { Tags.IsEmpty: false } tagged ? tagged.Tags : null, item.Mark is { Turn: not Turn.Usual } mark ? Words.Camel(mark.Turn) : null,
                row.Gold && call.May(Right.SetUp) ? true : null)
            : new(row.Id, Words.Of(TaskState.Submitted), sample.ExternalId, link, null, null, null, null, null, OwnTime(row, call.Caller.User));
    }
}
