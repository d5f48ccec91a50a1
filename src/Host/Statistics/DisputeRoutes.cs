using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Quality.Contests;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Activities;
using Labelwise.Host.Gold;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Statistics;

/// <summary>What people say against decisions that went otherwise than they answered. A curator upholds one, or has its task reviewed again: whatever then
/// stands is what everybody's figures go by. A contest is kept as one of a flag is, under the task's name.</summary>
static class DisputeRoutes
{
    const int MostLines = 500;

    const string Labels = """{"objects":[],"properties":{"quality":"good"}}""";
    const string Dispute = $$"""{"user":"0a1b2c3d4e5f6g7h","name":"Ben","task":"8h7g6f5e4d3c2b1a-17","state":"REVIEWED","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"},"answered":{{Labels}},"decided":{{Labels}},"contest":{"flag":"task-17","by":"0a1b2c3d4e5f6g7h","comment":"Look at the rim: it is good.","at":"2027-01-02T10:00:00+00:00"} }""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/disputes", Right.SetUp, All, new("Decisions that somebody contests; what nobody ruled on comes first.")
        {
            Answer = $$"""{"items":[{{Dispute}}],"next":null}""",
        });
        routes.Project("GET /projects/{project}/disputes/mine", Right.Annotate, Mine, new("Decisions that the caller contested, and what became of them.")
        {
            Answer = $$"""{"items":[{{Dispute}}],"next":null}""",
        });
        routes.Project("POST /projects/{project}/disputes", Right.Annotate, Contest, new("Says something against a decision that went otherwise than the caller answered.")
        {
            Body = """{"task":"8h7g6f5e4d3c2b1a-17","comment":"Look at the rim: it is good."}""", Answer = Dispute,
        });
        routes.Project("POST /projects/{project}/disputes/ruling", Right.SetUp, Rule, new("A curator's word on a contested decision: it is upheld, or its task is reviewed again.")
        {
            Body = """{"user":"0a1b2c3d4e5f6g7h","task":"8h7g6f5e4d3c2b1a-17","withdrawn":true,"comment":"It may be."}""", Answer = Dispute, Kind = ActivityKind.Reviews,
        });
    }

    static async Task<IResult> All(ProjectCall call) => await List(call, c => true);

    static async Task<IResult> Mine(ProjectCall call) => await List(call, c => c.Whose == call.Caller.User);

    static async Task<IResult> List(ProjectCall call, Func<Contest, bool> wanted)
    {
        var items = new List<DisputeAnswer>();
        foreach (var contest in (await VendorViewRoutes.Contests(call).All()).Where(c => wanted(c) && TaskOf(c.Flag) is not null).OrderBy(c => c.Ruling is not null).ThenByDescending(c => c.At).Take(MostLines))
            if (await Shown(call, new(call.Project.Id, TaskOf(contest.Flag)!.Value), contest.Whose, contest) is { } shown) items.Add(shown);
        return Answers.Ok(new(items), ApiJson.Api.PageDisputeAnswer);
    }

    static async Task<IResult> Contest(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (task, comment) = (body.Id<TaskId>("task"), body.Text("comment", TaskRules.LongestRemark));
        if (body.Refuses(out why)) return why.ToHttp();
        // Whoever did not answer a task is told nothing of it: of known answers they were handed neither.
        if (task.Project != call.Project.Id || TaskBlock.Of(task.Index) >= call.Project.Blocks
            || await call.Grains.GetGrain<ITaskGrain>(task.Value).Truth() is not { } truth || AnswerOf(truth, call.Caller.User) is not { } own) return new NotFound().ToHttp();
        if (truth.Decision is not { } decided) return new WrongState(truth.State, "Nothing is decided about this task that could be contested.").ToHttp();
        if (decided.Label == own.Label) return new Conflict("nothing-to-contest", "It was decided as you answered.").ToHttp();
        var said = await VendorViewRoutes.Contests(call).Contest(new(call.Caller.User, FlagOf(task.Index), call.Caller.User, comment, call.Service<TimeProvider>().GetUtcNow()));
        if (said.Refuses(out why, out var contest)) return why.ToHttp();
        return await Shown(call, task, call.Caller.User, contest) is { } shown ? Answers.Ok(shown, ApiJson.Api.DisputeAnswer) : new NotFound().ToHttp();
    }

    static async Task<IResult> Rule(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (user, task) = (body.Id<UserId>("user"), body.Id<TaskId>("task"));
        var (again, comment) = (body.Truth("withdrawn", otherwise: false), body.Text("comment", TaskRules.LongestRemark, otherwise: ""));
        if (body.Refuses(out why)) return why.ToHttp();
        if (task.Project != call.Project.Id || (await VendorViewRoutes.Contests(call).All()).FirstOrDefault(c => c.Whose == user && c.Flag == FlagOf(task.Index)) is not { } known) return new NotFound().ToHttp();
        // One that waits for a reviewer already, or is at work again, is looked at anew as it is.
        if (again && (await call.Grains.GetGrain<ITaskGrain>(task.Value).AskReview(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), comment.Length > 0 ? comment : known.Comment))).Refuses(out why, out _)
            && why is not WrongState) return why.ToHttp();
        var ruling = new ContestRuling(call.Caller.User, again, comment, call.Service<TimeProvider>().GetUtcNow());
        if ((await VendorViewRoutes.Contests(call).Rule(user, FlagOf(task.Index), ruling)).Refuses(out why, out var contest)) return why.ToHttp();
        call.Did(("task", task), ("removed", again ? true : null));
        return await Shown(call, task, user, contest) is { } shown ? Answers.Ok(shown, ApiJson.Api.DisputeAnswer) : new NotFound().ToHttp();
    }

    static async Task<DisputeAnswer?> Shown(ProjectCall call, TaskId task, UserId user, Contest contest)
    {
        if (await call.Grains.GetGrain<ITaskGrain>(task.Value).Truth() is not { Origin.Sample: var sample } truth || AnswerOf(truth, user) is not { } own) return null;
        var decided = truth.Decision?.Label ?? default;
        var documents = await call.Service<LabelNames>().Named(call.Project.Spec, [own.Label, decided], call.Aborted);
        call.Service<SampleIndex>().Shown(task, sample);
        return new(
            user, (await call.Directory()).NameOf(user), task, Words.Of(truth.State), SampleLinks.Of(call.Project.Id, sample), documents.GetValueOrDefault(own.Label), documents.GetValueOrDefault(decided),
            ContestAnswer.Of(contest));
    }

    static Annotation? AnswerOf(TaskTruth truth, UserId user) => truth.Annotations.LastOrDefault(a => a.Annotator == user);

    const string Prefix = "task-";

    static string FlagOf(int task) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{task}");

    static int? TaskOf(string flag) =>
        flag.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(flag.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var task) ? task : null;
}

/// <summary>A contested decision.</summary>
/// <param name="Answered">What they said.</param>
/// <param name="Decided">What stands; absent while it is looked at anew.</param>
/// <param name="Contest">What they said against it; a ruling that withdraws had the task reviewed again.</param>
public sealed record DisputeAnswer(
    UserId User, string Name, TaskId Task, string State, SampleAnswer Sample, LabelDocument? Answered, LabelDocument? Decided, ContestAnswer Contest);
