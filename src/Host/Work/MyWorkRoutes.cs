using Labelwise.Domain.Questions;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Questions;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Guidelines;
using Labelwise.Host.Http;
using Labelwise.Host.Practice;
using Labelwise.Host.Projects;
using Labelwise.Host.Questions;
using Labelwise.Host.Samples;
using Labelwise.Host.Statistics;
using Labelwise.Host.Tasks;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Work;

/// <summary>An annotator's day: what waits for them in each of their projects.</summary>
static class MyWorkRoutes
{
    /// <summary>Most projects of an answer, and most lines of each of its lists.</summary>
    const int MostProjects = 50, MostLines = 20;

    const string Task = """{"task":"8h7g6f5e4d3c2b1a-17","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…","thumbnailUrl":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…?size=320"},"until":"2027-01-02T08:00:00+00:00" """;

    public static void Map(Routes routes) =>
        routes.SignedIn("GET /me/work", List, new("What waits for the caller in each project where they annotate: open tasks, work that came back and why, work begun, answers to their questions, changes of the guideline.")
        {
            Query = ["limit", "cursor"],
            Answer = $$"""
                {"items":[{"project":{"id":"8h7g6f5e4d3c2b1a","name":"Potatoes"},"open":120,
                 "returned":[{{Task}},"rejection":{"comment":"Look at the left edge.","by":"Ada","at":"2027-01-01T08:00:00+00:00"} }],
                 "begun":[{{Task}},"savedAt":"2027-01-01T08:00:00+00:00"}],"waiting":1,"answered":[],
                 "guideline":{"version":4,"seen":3,"acknowledged":3,"mustRead":4},"orders":[{"id":"8h7g6f5e4d3c2b1a~3c4d5e6f7g8h9j0k","name":"First batch","vendor":"9h8g7f6e5d4c3b2a","vendorName":"Label Works","unitPrice":"0.05","currency":"EUR","quantity":1000,"due":"2027-02-01T00:00:00+00:00","tasks":800,"done":120,"accepted":100,"mine":40,"myPay":"2.00"}],"practice":{"introduced":true,"of":8,"done":8,"score":0.91} }],"next":null}
                """,
        });

    static async Task<IResult> List(Call call)
    {
        var query = new Query(call.Http);
        var (limit, after) = (Math.Min(query.Limit(), MostProjects), query.Text("cursor"));
        if (query.Refuses(out var why)) return why.ToHttp();
        var mine = (await ProjectLists.Of(call.Caller)).Where(p => p.RolesOf(call.Caller.User).HasFlag(ProjectRoles.Annotator))
            .SkipWhile(p => after is not null && p.Id.Value != after).Skip(after is null ? 0 : 1).ToList();
        var page = await System.Threading.Tasks.Task.WhenAll(mine.Take(limit).Select(p => In(new ProjectCall(call.Http, call.Caller, p))));
        return Answers.Ok(new(page, mine.Count > limit ? page[^1].Project.Id.Value : null), ApiJson.Api.PageMyWorkAnswer);
    }

    static async Task<MyWorkAnswer> In(ProjectCall call)
    {
        var (project, user) = (call.Project, call.Caller.User);
        var totals = await call.Grains.GetGrain<IQueueGrain>(project.Id.Value).Totals();
        var held = await call.Grains.GetGrain<IAnnotatorGrain>($"{project.Id}/{user}").Holding();
        var questions = call.Grains.GetGrain<IQuestionListGrain>(project.Id.Value);
        var counts = await questions.Counts(user);
        return new(
            new(project.Id, project.Name), Open(call, totals, held.Count(h => h.Lease is { Returned: false, Kind: AssignmentKind.Label })), await Returned(call, held.Where(h => h.Lease.Returned)), await Begun(call, held.Where(h => !h.Lease.Returned)),
            counts[(int)QuestionState.Open], await Answered(call, questions), await GuidelineRoutes.ReadingOf(call), await Orders(call), await Examples.StandingOf(call));
    }

    /// <summary>In the steps of the counters, lest it tell which of their tasks were open to others.</summary>
    static int Open(ProjectCall call, ProjectTotals totals, int held)
    {
        var open = totals.OpenForLabels + held;
        if (!call.Project.Pipeline.Checks.Any || call.May(Right.SeeStatistics)) return open;
        var step = ProgressAnswer.Step(totals.Tasks);
        return (open + step - 1) / step * step;
    }

    static async Task<IReadOnlyList<ReturnedWork>> Returned(ProjectCall call, IEnumerable<Handout> held)
    {
        var returned = new List<ReturnedWork>();
        foreach (var one in held.OrderBy(h => h.Lease.EndsAt).Take(MostLines))
            returned.Add(new(one.Task, SampleOf(call, one), await Handouts.ReturnOf(call, Grain(call, one), one.Lease), one.Lease.EndsAt));
        return returned;
    }

    static async Task<IReadOnlyList<BegunWork>> Begun(ProjectCall call, IEnumerable<Handout> held)
    {
        var begun = new List<BegunWork>();
        foreach (var one in held.OrderBy(h => h.Lease.EndsAt).Take(MostLines))
            if (await Grain(call, one).DraftOf(call.Caller.User) is { } draft) begun.Add(new(one.Task, SampleOf(call, one), draft.SavedAt, one.Lease.EndsAt));
        return begun;
    }

    static async Task<IReadOnlyList<QuestionAnswer>> Answered(ProjectCall call, IQuestionListGrain questions)
    {
        var answered = new List<QuestionAnswer>();
        foreach (var row in await questions.Page(new(QuestionState.Answered, call.Caller.User), null, MostLines))
            if (await call.Grains.GetGrain<IQuestionGrain>(row.Id.Value).Truth() is { } question) answered.Add(await QuestionViews.Of(call, question));
        return answered;
    }

    static async Task<IReadOnlyList<WorkOrderAnswer>> Orders(ProjectCall call)
    {
        var mine = await System.Threading.Tasks.Task.WhenAll((await OrderBook.Of(call)).Select(order => OrderBook.Mine(call, order)));
        return [.. mine.OfType<WorkOrderAnswer>().OrderBy(o => o.Due).Take(MostLines)];
    }

    static ITaskGrain Grain(ProjectCall call, Handout held) => call.Grains.GetGrain<ITaskGrain>(held.Task.Value);

    static SampleAnswer SampleOf(ProjectCall call, Handout held)
    {
        call.Service<SampleIndex>().Shown(held.Task, held.Sample);
        return SampleLinks.Of(call.Project.Id, held.Sample);
    }
}
