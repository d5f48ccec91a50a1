using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Gold;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;
using Labelwise.Host.Statistics;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Gold;

/// <summary>Known answers: marked, taken back, and how people fare on them. For curators alone.</summary>
static class GoldRoutes
{
    /// <summary>Blocks asked at once.</summary>
    const int BlocksAtOnce = 32;

    const string Labels = """{"objects":[],"properties":{"quality":"good"}}""";
    const string Item = $$"""{"task":"8h7g6f5e4d3c2b1a-17","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"},"label":{{Labels}},"by":"1a1b2c3d4e5f6g7h","name":"Ada","at":"2027-01-01T08:00:00+00:00","note":"Green at the rim is bad.","stands":true,"answers":6,"right":{"value":0.33,"interval":[0.1,0.7],"of":6},"answered":[{"name":"bad","count":4},{"name":"good","count":2}]}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/gold", Right.SetUp, List, new("The known answers and how people fared on each; those that most people surely miss come first, as they may be wrong themselves.")
        {
            Query = ["limit", "cursor"], Answer = $$"""{"items":[{{Item}}],"next":null}""",
        });
        routes.Project("PUT /projects/{project}/gold", Right.SetUp, Import, new("Takes known answers by the external ids of their samples. A task that is not REVIEWED yet is decided by it; one that is, must be REVIEWED with the same label. What cannot be taken is named, the rest is.")
        {
            Body = $$"""{"answers":[{"externalId":"tray-17.png","labels":{{Labels}},"note":"Green at the rim is bad."}]}""",
            Answer = """{"accepted":1,"errors":[{"record":2,"externalId":"tray-99.png","code":"unknown-external-id","reason":"The project has no sample 'tray-99.png'."}]}""", Kind = ActivityKind.Gold,
        });
        routes.Task("PUT /tasks/{task}/gold", Right.SetUp, Mark, new("Vouches for the label that a task is REVIEWED with: a known answer from now on. The task itself stays as it is.")
        {
            Body = """{"note":"Green at the rim is bad."}""", Answer = Item, Kind = ActivityKind.Gold, Refusals = [(409, "wrong-state"), (409, "too-many")],
        });
        routes.Task("DELETE /tasks/{task}/gold", Right.SetUp, Unmark, new("Takes a known answer back: it is held against nobody any more, and what is known of people is worked out anew.") { Status = 204, Kind = ActivityKind.Gold });
    }

    static async Task<IResult> Mark(TaskCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var note = body.Text("note", Domain.Tasks.GoldAnswer.LongestNote, otherwise: "").Trim();
        if (body.Refuses(out why)) return why.ToHttp();
        if (TaskBlock.Of(call.Task.Index) >= call.Project.Blocks) return new NotFound().ToHttp();
        if (await GoldMarking.Mark(call, call.Task, null, note, call.Fingerprint(body.Utf8)) is { } refusal) return refusal.ToHttp();
        call.Did(("task", call.Task));
        var block = await Block(call, TaskBlock.Of(call.Task.Index)).Gold();
        return block.FirstOrDefault(g => g.Task.Row.Id == call.Task) is { } tally && await Shown(call, [tally]) is [var shown]
            ? Answers.Ok(shown, ApiJson.Api.GoldAnswer) : new NotFound().ToHttp();
    }

    static async Task<IResult> Unmark(TaskCall call)
    {
        var outcome = await call.TaskGrain.UnmarkGold(new(call.Key, call.Caller.User, call.Fingerprint([]), ""));
        if (outcome.Refuses(out var why, out _)) return why.ToHttp();
        await GoldMarking.Tasks(call).Remove([call.Task.Index]);
        call.Did(("task", call.Task), ("removed", true));
        return Answers.Nothing;
    }

    static async Task<IResult> Import(ProjectCall call)
    {
        if ((await Body.ReadWithLabels(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (answers, errors) = GoldMarking.Read(body.Document("answers", required: true));
        if (body.Refuses(out why)) return why.ToHttp();
        var accepted = await GoldMarking.Take(call, answers, errors);
        call.Did(("accepted", accepted));
        return Answers.Ok(new(accepted, [.. errors.OrderBy(e => e.Record)]), ApiJson.Api.GoldImportAnswer);
    }

    static async Task<IResult> List(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (limit, cursor) = (query.Limit(), query.Text("cursor"));
        var from = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out from)) query.Refuse("cursor", "bad-parameter", "This is no cursor of ours.");
        if (query.Refuses(out var why)) return why.ToHttp();
        var tallies = new List<GoldTally>();
        foreach (var some in (await GoldMarking.Tasks(call).Tasks()).Select(TaskBlock.Of).Distinct().Chunk(BlocksAtOnce))
            foreach (var ofBlock in await Task.WhenAll(some.Select(b => Block(call, b).Gold()))) tallies.AddRange(ofBlock);
        var sorted = tallies.OrderBy(g => Estimate.OfCounts(g.Right, g.Answers)?.High ?? 1).ThenBy(g => g.Task.Row.Id.Index).ToList();
        var page = sorted.Skip(from).Take(limit).ToList();
        return Answers.Ok(new(await Shown(call, page), from + page.Count < sorted.Count ? (from + page.Count).ToString(CultureInfo.InvariantCulture) : null), ApiJson.Api.PageGoldAnswer);
    }

    static async Task<IReadOnlyList<GoldAnswer>> Shown(ProjectCall call, IReadOnlyList<GoldTally> tallies)
    {
        var documents = await call.Service<LabelNames>().Named(call.Project.Spec, tallies.Select(g => g.Task.Row.Label), call.Aborted);
        var directory = await call.Directory();
        var truths = await Task.WhenAll(tallies.Select(g => call.Grains.GetGrain<ITaskGrain>(g.Task.Row.Id.Value).Truth()));
        return [.. tallies.Zip(truths).Where(t => t.Second?.Gold is not null).Select(t => Show(t.First, t.Second!))];

        GoldAnswer Show(GoldTally tally, TaskTruth truth)
        {
            var (row, gold) = (tally.Task.Row, truth.Gold!);
            call.Service<SampleIndex>().Shown(row.Id, tally.Task.Sample);
            var answered = tally.Classes.Select((count, index) => new ClassCount(ClassNames.Of(call.Project, index), count)).Where(c => c.Count > 0).OrderByDescending(c => c.Count).ToList();
            return new(
                row.Id, SampleLinks.Of(call.Project.Id, tally.Task.Sample), documents.GetValueOrDefault(row.Label), gold.By, directory.NameOf(gold.By), gold.At, gold.Note, truth.GoldStands,
                tally.Answers, Estimate.OfCounts(tally.Right, tally.Answers) is { } e ? new ShareView(Math.Round(e.Value, 4), [Math.Round(e.Low, 4), Math.Round(e.High, 4)], e.Of) : null,
                answered.Count > 0 ? answered : null);
        }
    }

    static ITaskBlockGrain Block(ProjectCall call, int block) => call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, block));
}
