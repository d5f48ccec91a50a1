using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Quality.Contests;
using Labelwise.Grains.WorkOrders;
using Labelwise.Host.Http;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Statistics;

/// <summary>What whoever manages a vendor sees of its people, and what people say against flags.</summary>
static class VendorViewRoutes
{
    const int LongestFlag = 40;

    const string Contested = """{"flag":"random","by":"0a1b2c3d4e5f6g7h","comment":"I took over the blurred ones.","at":"2027-01-02T10:00:00+00:00"}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/vendor/annotators", Right.SeeVendorStatistics, People, new("The people of the vendors that the caller manages, as curators see them, and what their work orders come to; none for anybody else.")
        {
            Answer = """{"vendors":["Label Works"],"items":[],"orders":[],"asOf":"2027-01-02T10:00:00+00:00","complete":true}""",
        });
        routes.Project("POST /projects/{project}/annotators/{user}/contests", Right.SeeOwnStatistics, Contest, new("Says something against a flag: on one's own work, or on that of the people one manages.")
        {
            Body = """{"flag":"random","comment":"I took over the blurred ones."}""", Answer = Contested,
        });
        routes.Project("POST /projects/{project}/annotators/{user}/contests/ruling", Right.SetMembers, Rule, new("A curator's word on a contested flag.")
        {
            Body = """{"flag":"random","withdrawn":true,"comment":"Right: those were blurred."}""",
            Answer = Contested[..^1] + ""","ruling":{"by":"1a1b2c3d4e5f6g7h","withdrawn":true,"comment":"Right: those were blurred.","at":"2027-01-02T11:00:00+00:00"}}""",
        });
    }

    /// <summary>Whether the caller manages a vendor of which somebody is, or was, one.</summary>
    public static async Task<bool> Manages(ProjectCall call, UserId person) => (await Managed(call)).Any(v => v.Ever.Contains(person));

    static async Task<IResult> People(ProjectCall call)
    {
        var vendors = await Managed(call);
        var people = vendors.SelectMany(v => v.Ever).ToHashSet();
        var (view, surveyed, directory) = (await SurveyRoutes.Quality(call).View(), await SurveyRoutes.Survey(call).People(), await call.Directory());
        var contests = await Contests(call).All();
        var known = surveyed.People.ToDictionary(p => p.User);
        var orders = (await OrderBook.Of(call)).Where(o => vendors.Any(v => v.Id == o.Vendor)).Select(o => OrderBook.Whole(call, o));
        return Answers.Ok(new VendorPeopleAnswer(
            [.. vendors.Select(v => v.Name)],
            [.. view.Annotators.Where(a => people.Contains(a.Evidence.Annotator)).Select(a => QualityViews.Of(call.Project, a, known.GetValueOrDefault(a.Evidence.Annotator), directory, contests))],
            [.. (await Task.WhenAll(orders)).OfType<WorkOrderAnswer>()], surveyed.Survey.AsOf, surveyed.Survey.Complete), ApiJson.Api.VendorPeopleAnswer);
    }

    static async Task<IResult> Contest(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        if (!UserId.TryParse(call.Route("user"), null, out var user) || user != call.Caller.User && !await Manages(call, user)) return new NotFound().ToHttp();
        var (flag, comment) = (body.Text("flag", LongestFlag), body.Text("comment", TaskRules.LongestRemark));
        if (flag.StartsWith("gold-", StringComparison.Ordinal) || flag.StartsWith("task-", StringComparison.Ordinal))
            body.Refuse("flag", "unknown-value", "A known answer, or a decision, is contested where it is shown.");
        if (body.Refuses(out why)) return why.ToHttp();
        return (await Contests(call).Contest(new(user, flag, call.Caller.User, comment, Now(call)))).Refuses(out why, out var contest)
            ? why.ToHttp() : Answers.Ok(ContestAnswer.Of(contest), ApiJson.Api.ContestAnswer);
    }

    static async Task<IResult> Rule(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        if (!UserId.TryParse(call.Route("user"), null, out var user)) return new NotFound().ToHttp();
        var (flag, comment, withdrawn) = (body.Text("flag", LongestFlag), body.Text("comment", TaskRules.LongestRemark, otherwise: ""), body.Truth("withdrawn", otherwise: true));
        if (body.Refuses(out why)) return why.ToHttp();
        return (await Contests(call).Rule(user, flag, new(call.Caller.User, withdrawn, comment, Now(call)))).Refuses(out why, out var contest)
            ? why.ToHttp() : Answers.Ok(ContestAnswer.Of(contest), ApiJson.Api.ContestAnswer);
    }

    /// <summary>The vendors that the caller manages.</summary>
    public static async Task<IReadOnlyList<Vendor>> Managed(Call call)
    {
        var ids = await call.Grains.GetGrain<IBusinessListGrain>(OrderBook.VendorsOf(call.Caller.Tenant)).All();
        return [.. (await Task.WhenAll(ids.Select(id => OrderBook.Vendor(call, new(id)).Facts()))).OfType<Vendor>().Where(v => v.IsManagedBy(call.Caller.User))];
    }

    public static IContestsGrain Contests(ProjectCall call) => call.Grains.GetGrain<IContestsGrain>(call.Project.Id.Value);

    static DateTimeOffset Now(ProjectCall call) => call.Service<TimeProvider>().GetUtcNow();
}

/// <param name="Vendors">Names of those that the caller manages.</param>
/// <param name="Orders">What was ordered from them.</param>
public sealed record VendorPeopleAnswer(
    IReadOnlyList<string> Vendors, IReadOnlyList<AnnotatorAnswer> Items, IReadOnlyList<WorkOrderAnswer> Orders, DateTimeOffset? AsOf, bool Complete);

/// <summary>What was said against a flag.</summary>
public sealed record ContestAnswer(string Flag, UserId By, string Comment, DateTimeOffset At, RulingAnswer? Ruling)
{
    public static ContestAnswer Of(Contest c) => new(c.Flag, c.By, c.Comment, c.At, c.Ruling is { } r ? new(r.By, r.Withdrawn, r.Comment, r.At) : null);
}

/// <param name="Withdrawn">Whether the curator took the flag back.</param>
public sealed record RulingAnswer(UserId By, bool Withdrawn, string Comment, DateTimeOffset At);
