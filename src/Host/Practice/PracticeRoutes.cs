using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Practice;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Practice;

/// <summary>The introduction of newcomers: tasks whose answer is known, marked at once. What is answered here is no annotation.</summary>
static class PracticeRoutes
{
    const string Sample = """{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"}""";
    const string Labels = """{"objects":[],"properties":{"quality":"good"}}""";
    const string Standing = """{"introduced":true,"of":8,"done":3,"score":0.91}""";
    const string Known = $$"""{"task":"8h7g6f5e4d3c2b1a-17","sample":{{Sample}},"specVersion":1,"known":{{Labels}},"note":"Green at the rim is bad.","fits":true}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/practice", Right.SeeProject, List,
            new("The practice tasks and how far the caller is; the known answers are for curators alone.")
            {
                Answer = $$"""{"standing":{{Standing}},"items":[{{Known}}]}""",
            });
        routes.Project("GET /projects/{project}/practice/standing", Right.SeeProject, async call => Answers.Ok(await Examples.StandingOf(call), ApiJson.Api.PracticeStandingAnswer),
            new("How far the caller is with the introduction.") { Answer = Standing });
        routes.Project("PUT /projects/{project}/practice", Right.Annotate, Introduce, new("The caller has been through the introduction, or passes it by: it is offered no more.")
        {
            Body = """{"introduced":true}""", Answer = Standing,
        });
        routes.Project("PUT /projects/{project}/practice/{task}", Right.SetUp, Put, new("Makes a REVIEWED task an example to practise on: a copy of its sample and label, as they are now. The task itself is not touched.")
        {
            Body = """{"note":"Green at the rim is bad."}""", Answer = Known, Kind = ActivityKind.Practice, Refusals = [(409, "wrong-state"), (409, "does-not-fit"), (409, "too-many-examples")],
        });
        routes.Project("DELETE /projects/{project}/practice/{task}", Right.SetUp, Remove, new("Takes an example away.") { Status = 204, Kind = ActivityKind.Practice });
        routes.Project("POST /projects/{project}/practice/{task}/answer", Right.Annotate, Mark, new("Marks an answer against the known one. The first try counts; nothing else in the project is touched.")
        {
            Body = $$"""{"labels":{{Labels}}}""",
            Answer = $$"""{"score":1,"first":true,"known":{{Labels}},"note":"Green at the rim is bad.","questions":[{"property":"quality","right":true}],"objects":[{"known":"o1","answered":"o7","likeness":0.87,"classRight":true,"answersRight":true}],"standing":{{Standing}}}""",
            Refusals = [(422, "does-not-conform")],
        });
        routes.Project("GET /projects/{project}/practice/scores", Right.SeeMembers, Scores, new("How each annotator did in the introduction, by name.")
        {
            Query = ["limit", "cursor"],
            Answer = """{"items":[{"user":"0a1b2c3d4e5f6g7h","name":"Ben","introducedAt":"2027-01-01T08:05:00+00:00","of":8,"done":8,"score":0.91}],"next":null}""",
        });
    }

    static async Task<IResult> List(ProjectCall call)
    {
        var (standing, given) = (await Examples.Record(call, call.Caller.User).Standing(), await Examples.Given(call));
        var (seesAll, all) = (call.May(Right.SetUp), await Examples.Grain(call).All());
        var known = seesAll ? await call.Service<Fitting>().Known(all, call.Aborted) : [];
        return Answers.Ok(
            new(Examples.View(standing, given), [.. (seesAll ? all : given).Select((e, i) => Examples.View(call, e, standing, seesAll ? known[i] : null))]),
            ApiJson.Api.PracticeAnswer);
    }

    static async Task<IResult> Introduce(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        if (!body.Truth("introduced", otherwise: true)) body.Refuse("introduced", "unknown-value", "What was shown once stays shown: this is true.");
        if (body.Refuses(out why)) return why.ToHttp();
        var standing = await Examples.Record(call, call.Caller.User).Introduce();
        return Answers.Ok(Examples.View(standing, await Examples.Given(call)), ApiJson.Api.PracticeStandingAnswer);
    }

    static async Task<IResult> Put(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var note = body.Text("note", PracticeExample.LongestNote, otherwise: "");
        if (body.Refuses(out why)) return why.ToHttp();
        if (TaskOf(call) is not { } id || await call.Grains.GetGrain<ITaskGrain>(id.Value).Truth() is not { Origin: { } origin } truth) return new NotFound().ToHttp();
        if (truth is not { State: TaskState.Reviewed, Decision: { Label.IsNone: false } decision })
            return new Conflict("wrong-state", "Only a task that is REVIEWED has a known answer.").ToHttp();
        var example = new PracticeExample(id, origin.Sample, decision.Label, note.Trim());
        var known = (await call.Service<Fitting>().Known([example], call.Aborted))[0];
        if (!Fitting.Fits(call.Project.Spec, example.Sample, known))
            return new Conflict("does-not-fit", "The label of this task was made under an earlier data spec and does not conform to the one of today.").ToHttp();
        if ((await Examples.Grain(call).Put(example)).Refuses(out why, out _)) return why.ToHttp();
        call.Did(("task", id));
        return Answers.Ok(Examples.View(call, example, PracticeStanding.None, known), ApiJson.Api.PracticeExampleAnswer);
    }

    static async Task<IResult> Remove(ProjectCall call)
    {
        if (TaskOf(call) is not { } id || !await Examples.Grain(call).Remove(id)) return new NotFound().ToHttp();
        call.Did(("task", id), ("removed", true));
        return Answers.Nothing;
    }

    static async Task<IResult> Mark(ProjectCall call)
    {
        if ((await Body.ReadWithLabels(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var labels = TaskBodies.Labels(body, required: true, out var violations);
        if (body.Refuses(out why, ("labels", violations))) return why.ToHttp();
        var given = await Examples.Given(call);
        if (TaskOf(call) is not { } id || given.FirstOrDefault(e => e.Task == id) is not { } example) return new NotFound().ToHttp();
        var (spec, known) = (call.Project.Spec, (await call.Service<Fitting>().Known([example], call.Aborted))[0]);
        var (answer, wrong) = spec.Resolve(labels!, Fitting.FactsOf(spec, example.Sample));
        if (answer is null) return new DoesNotConform(wrong).InBody().ToHttp();

        var mark = PracticeMark.Of(spec, answer, known);
        var standing = await Examples.Record(call, call.Caller.User).Answer(id, mark.Score, call.Key);
        return Answers.Ok(View(spec, mark, example.Note, known, standing.To(id)!, Examples.View(standing, given)), ApiJson.Api.PracticeMarkAnswer);
    }

    static PracticeMarkAnswer View(DataSpec spec, PracticeMark mark, string note, LabelDocument known, Domain.Practice.PracticeAnswer tried, PracticeStandingAnswer standing)
    {
        var names = spec.Properties.ToDictionary(p => p.Id, p => p.Name, StringComparer.Ordinal);
        return new(
            Math.Round(mark.Score, 4), tried.Tries is 1, spec.Named(known), note,
            [.. mark.Questions.Select(q => new MarkedQuestionAnswer(names.GetValueOrDefault(q.Property, q.Property), q.Right))],
            [.. mark.Objects.Select(o => new MarkedObjectAnswer(o.Known, o.Answered, Math.Round(o.Likeness, 4), o.ClassRight, o.AnswersRight))], standing);
    }

    static async Task<IResult> Scores(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (limit, after) = (query.Limit(), query.Text("cursor"));
        if (query.Refuses(out var why)) return why.ToHttp();
        var directory = await call.Directory();
        var people = call.Project.Members.Where(m => m.Value.HasFlag(ProjectRoles.Annotator)).Select(m => (User: m.Key, Name: directory.NameOf(m.Key)))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.User.Value, StringComparer.Ordinal).ToList();
        var from = after is null ? 0 : people.FindIndex(p => p.User.Value == after) + 1;
        var page = people.Skip(from).Take(limit).ToList();
        var (given, standings) = (await Examples.Given(call), await Task.WhenAll(page.Select(p => Examples.Record(call, p.User).Standing())));
        var items = page.Zip(standings, (p, standing) =>
        {
            var view = Examples.View(standing, given);
            return new PracticeScoreAnswer(p.User, p.Name, standing.IntroducedAt, view.Of, view.Done, view.Score);
        });
        return Answers.Ok(new([.. items], from + page.Count < people.Count ? page[^1].User.Value : null), ApiJson.Api.PagePracticeScoreAnswer);
    }

    static TaskId? TaskOf(ProjectCall call) =>
        TaskId.TryParse(call.Route("task"), null, out var id) && id.Project == call.Project.Id ? id : null;
}
