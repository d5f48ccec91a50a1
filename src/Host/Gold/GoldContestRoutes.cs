using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Quality.Contests;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;
using Labelwise.Host.Statistics;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Gold;

/// <summary>What people say against known answers that they missed, where the pipeline has them told. A contest is kept as one of a flag is,
/// under the task's name.</summary>
static class GoldContestRoutes
{
    /// <summary>Blocks asked at once, and most lines of a list.</summary>
    const int BlocksAtOnce = 32, MostLines = 500;

    const string Labels = """{"objects":[],"properties":{"quality":"good"}}""";
    const string Contested = """{"flag":"gold-17","by":"0a1b2c3d4e5f6g7h","comment":"That one is bad: look at the rim.","at":"2027-01-02T10:00:00+00:00"}""";
    const string Missed = $$"""{"task":"8h7g6f5e4d3c2b1a-17","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"},"answered":{{Labels}},"known":{{Labels}},"score":0,"at":"2027-01-02T09:00:00+00:00","contest":{{Contested}}}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/gold/missed", Right.Annotate, Missing, new("The known answers that the caller missed, where the pipeline has people told; none else.")
        {
            Answer = $$"""{"items":[{{Missed}}],"next":null}""",
        });
        routes.Project("POST /projects/{project}/gold/missed/{task}/contest", Right.Annotate, Contest, new("Says something against a known answer that the caller missed and was told of.")
        {
            Body = """{"comment":"That one is bad: look at the rim."}""", Answer = Missed,
        });
        routes.Project("GET /projects/{project}/gold/contests", Right.SetUp, Contests, new("What people say against known answers; what nobody ruled on comes first.")
        {
            Answer = $$"""{"items":[{"user":"0a1b2c3d4e5f6g7h","name":"Ben","missed":{{Missed}}}],"next":null}""",
        });
        routes.Project("POST /projects/{project}/gold/contests/ruling", Right.SetUp, Rule, new("A curator's word on a contested known answer: it is upheld, or taken back and held against nobody any more.")
        {
            Body = """{"user":"0a1b2c3d4e5f6g7h","task":"8h7g6f5e4d3c2b1a-17","withdrawn":true,"comment":"You are right."}""", Answer = Missed, Kind = ActivityKind.Gold,
        });
    }

    static async Task<IResult> Missing(ProjectCall call)
    {
        if (!call.Project.Pipeline.Checks.TellMissed) return Answers.Ok(new([]), ApiJson.Api.PageMissedGoldAnswer);
        var user = call.Caller.User;
        var contests = (await VendorViewRoutes.Contests(call).All()).Where(c => c.Whose == user).ToDictionary(c => c.Flag, StringComparer.Ordinal);
        var tasks = contests.Keys.Select(TaskOf).OfType<int>().ToHashSet();
        foreach (var some in (await GoldMarking.Tasks(call).Tasks()).Select(TaskBlock.Of).Distinct().Chunk(BlocksAtOnce))
            foreach (var (block, rows) in some.Zip(await Task.WhenAll(some.Select(b => call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, b)).MissedGold(user)))))
                tasks.UnionWith(rows.Select(row => block * TaskBlock.Size + row));
        var items = new List<MissedGoldAnswer>();
        foreach (var task in tasks.Order().Take(MostLines))
            if (await Shown(call, new(call.Project.Id, task), user, contests.GetValueOrDefault(FlagOf(task))) is { } shown) items.Add(shown);
        return Answers.Ok(new([.. items.OrderByDescending(i => i.At)]), ApiJson.Api.PageMissedGoldAnswer);
    }

    static async Task<IResult> Contest(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var comment = body.Text("comment", TaskRules.LongestRemark);
        if (body.Refuses(out why)) return why.ToHttp();
        // Whoever was not told of it is told nothing here either.
        if (!call.Project.Pipeline.Checks.TellMissed || !TaskId.TryParse(call.Route("task"), null, out var task) || task.Project != call.Project.Id
            || TaskBlock.Of(task.Index) >= call.Project.Blocks || !await HasMissed(call, task, call.Caller.User)) return new NotFound().ToHttp();
        var said = await VendorViewRoutes.Contests(call).Contest(new(call.Caller.User, FlagOf(task.Index), call.Caller.User, comment, call.Service<TimeProvider>().GetUtcNow()));
        if (said.Refuses(out why, out var contest)) return why.ToHttp();
        return await Shown(call, task, call.Caller.User, contest) is { } shown ? Answers.Ok(shown, ApiJson.Api.MissedGoldAnswer) : new NotFound().ToHttp();
    }

    static async Task<IResult> Contests(ProjectCall call)
    {
        var directory = await call.Directory();
        var items = new List<ContestedGoldAnswer>();
        foreach (var contest in (await VendorViewRoutes.Contests(call).All()).Where(c => TaskOf(c.Flag) is not null).OrderBy(c => c.Ruling is not null).ThenByDescending(c => c.At).Take(MostLines))
            if (await Shown(call, new(call.Project.Id, TaskOf(contest.Flag)!.Value), contest.Whose, contest) is { } missed) items.Add(new(contest.Whose, directory.NameOf(contest.Whose), missed));
        return Answers.Ok(new(items), ApiJson.Api.PageContestedGoldAnswer);
    }

    static async Task<IResult> Rule(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (user, task) = (body.Id<UserId>("user"), body.Id<TaskId>("task"));
        var (withdrawn, comment) = (body.Truth("withdrawn", otherwise: false), body.Text("comment", TaskRules.LongestRemark, otherwise: ""));
        if (body.Refuses(out why)) return why.ToHttp();
        if (task.Project != call.Project.Id || !(await VendorViewRoutes.Contests(call).All()).Any(c => c.Whose == user && c.Flag == FlagOf(task.Index))) return new NotFound().ToHttp();
        if (withdrawn && (await call.Grains.GetGrain<ITaskGrain>(task.Value).UnmarkGold(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), comment))).Refuses(out why, out _)
            && why is not NotFound) return why.ToHttp();
        if (withdrawn) await GoldMarking.Tasks(call).Remove([task.Index]);
        var ruling = new ContestRuling(call.Caller.User, withdrawn, comment, call.Service<TimeProvider>().GetUtcNow());
        if ((await VendorViewRoutes.Contests(call).Rule(user, FlagOf(task.Index), ruling)).Refuses(out why, out var contest)) return why.ToHttp();
        call.Did(("task", task), ("removed", withdrawn ? true : null));
        return await Shown(call, task, user, contest) is { } shown ? Answers.Ok(shown, ApiJson.Api.MissedGoldAnswer) : new NotFound().ToHttp();
    }

    static async Task<bool> HasMissed(ProjectCall call, TaskId task, UserId user) =>
        await call.Grains.GetGrain<ITaskGrain>(task.Value).Truth() is { GoldStands: true } truth && CheckOf(truth, user) is { Answer.Score: < Domain.Tasks.GoldAnswer.Missed };

    static async Task<MissedGoldAnswer?> Shown(ProjectCall call, TaskId task, UserId user, Contest? contest)
    {
        if (await call.Grains.GetGrain<ITaskGrain>(task.Value).Truth() is not { Origin.Sample: var sample } truth || CheckOf(truth, user) is not { Answer: { } answer }) return null;
        var documents = await call.Service<LabelNames>().Named(call.Project.Spec, [answer.Label, truth.Gold?.Label ?? default], call.Aborted);
        call.Service<SampleIndex>().Shown(task, sample);
        return new(
            task, SampleLinks.Of(call.Project.Id, sample), documents.GetValueOrDefault(answer.Label), truth.GoldStands ? documents.GetValueOrDefault(truth.Gold!.Label) : null,
            Math.Round(answer.Score, 4), answer.At, contest is null ? null : ContestAnswer.Of(contest));
    }

    static Check? CheckOf(TaskTruth truth, UserId user) => truth.ChecksOf(user).LastOrDefault(c => c is { Kind: CheckKind.Gold, Answer: not null });

    const string Flag = "gold-";

    static string FlagOf(int task) => string.Create(CultureInfo.InvariantCulture, $"{Flag}{task}");

    static int? TaskOf(string flag) =>
        flag.StartsWith(Flag, StringComparison.Ordinal) && int.TryParse(flag.AsSpan(Flag.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var task) ? task : null;
}
