using System.Globalization;
using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Questions;

namespace Labelwise.Host.Activities;

/// <summary>Who did what in a project.</summary>
static class ActivityRoutes
{
    public static void Map(Routes routes) =>
        routes.Project("GET /projects/{project}/activity", Right.SeeActivity, List, new("Who did what in the project, the newest first. What was done to a single task stands in its own history.")
        {
            Query = ["by", "kind", "from", "to", "limit", "cursor"],
            Answer = """{"items":[{"number":41,"at":"2027-01-01T08:00:00+00:00","by":{"user":"0a1b2c3d4e5f6g7h","name":"Ada"},"kind":"members","facts":[{"name":"user","value":"Ben"},{"name":"roles","value":"annotator"}]}],"next":null}""",
        });

    static async Task<IResult> List(ProjectCall call)
    {
        var query = new Query(call.Http);
        var filter = new ActivityFilter(query.Id<UserId>("by"), query.Choice("kind", Words.ActivityKinds), Time(query, "from"), Time(query, "to"));
        var (limit, cursor) = (query.Limit(), query.Text("cursor"));
        long? before = null;
        if (cursor is not null)
            if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) before = number;
            else query.Refuse("cursor", "bad-cursor", "This is no cursor of this list.");
        if (query.Refuses(out var why)) return why.ToHttp();
        var page = await call.Grains.GetGrain<IActivityGrain>(call.Project.Id.Value).Read(filter, before, limit);
        var directory = await call.Directory();
        return Answers.Ok(
            new([.. page.Entries.Select(e => ActivityAnswer.Of(e, directory))], page.Next?.ToString(CultureInfo.InvariantCulture)), ApiJson.Api.PageActivityAnswer);
    }

    static DateTimeOffset? Time(Query query, string name)
    {
        if (query.Text(name) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        query.Refuse(name, "not-a-time", "This is no time (RFC 3339).");
        return null;
    }
}

/// <param name="Token">Whether an API token did it in the person's name.</param>
public sealed record ActivityAnswer(long Number, DateTimeOffset At, PersonAnswer By, string Kind, IReadOnlyList<FactAnswer> Facts, bool? Token)
{
    public static ActivityAnswer Of(ActivityEntry entry, TenantDirectory directory)
    {
        var deed = entry.Deed;
        return new(
            entry.Number, entry.At, new(deed.By, directory.NameOf(deed.By)), Words.Of(deed.Kind),
            [.. deed.Facts.Select(f => new FactAnswer(f.Name, f.Name is "user" && UserId.TryParse(f.Value, null, out var user) ? directory.NameOf(user) : f.Value))],
            deed.Token is null ? null : true);
    }
}

public sealed record FactAnswer(string Name, string Value);
