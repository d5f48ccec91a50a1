using System.Globalization;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Host.Http;

namespace Labelwise.Host.Statistics;

/// <summary>How far each two people agree.</summary>
static class PairRoutes
{
    public static void Map(Routes routes) =>
        routes.Project("GET /projects/{project}/agreement/pairs", Right.SeeStatistics, Pairs, new("All pairs of people with tasks in common, those who agree least first, and last those with fewer than ten tasks in common.")
        {
            Query = ["limit", "cursor"],
            Answer = """{"asOf":"2027-01-02T10:00:00+00:00","complete":true,"total":780,"among":40,"items":[{"one":"0a1b2c3d4e5f6g7h","other":"1a1b2c3d4e5f6g7h","items":120,"agreeing":0.9,"kappa":0.78,"matched":85,"meanIou":0.84}],"next":"50","people":{"0a1b2c3d4e5f6g7h":"Ben","1a1b2c3d4e5f6g7h":"Ana"}}""",
        });

    static async Task<IResult> Pairs(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (limit, cursor, after) = (query.Limit(), query.Text("cursor"), 0);
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)) query.Refuse("cursor", "bad-parameter", "This is no cursor of ours.");
        return query.Refuses(out var why) ? why.ToHttp() : Answers.Ok(PairsAnswer.Of(await SurveyRoutes.Survey(call).Pairs(after, limit), await call.Directory()), ApiJson.Api.PairsAnswer);
    }
}

/// <param name="Total">Pairs there are…</param>
/// <param name="Among">…among so many people.</param>
/// <param name="People">Names by id, of those on this page.</param>
public sealed record PairsAnswer(
    DateTimeOffset? AsOf, bool Complete, int Total, int Among, IReadOnlyList<PairView> Items,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? Next, IReadOnlyDictionary<string, string> People)
{
    public static PairsAnswer Of(PairsPage page, TenantDirectory directory) => new(
        page.Survey.AsOf, page.Survey.Complete, page.Total, page.People, page.Pairs, page.Next?.ToString(CultureInfo.InvariantCulture),
        page.Pairs.SelectMany(p => new[] { p.One, p.Other }).Distinct().ToDictionary(p => p.Value, directory.NameOf, StringComparer.Ordinal));
}
