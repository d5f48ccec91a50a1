using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Host.Http;

namespace Labelwise.Host.Accounts;

/// <summary>API tokens: for programs that act in a person's name. Whoever signs in makes and revokes their own.</summary>
static class TokenRoutes
{
    const int LongestName = 100, MostDays = 366;

    /// <summary>By which those who look for leaked secrets know one of ours.</summary>
    const string Prefix = "lw_";

    const string One = """{"id":"9h8g7f6e5d4c3b2a","name":"nightly pull","scope":"read","createdAt":"2027-01-01T08:00:00+00:00","expiresAt":"2027-04-01T08:00:00+00:00","lastUsedAt":"2027-01-02T03:00:00+00:00"}""";

    public static void Map(Routes routes)
    {
        routes.SignedIn("GET /me/tokens", List, new("The caller's API tokens, the newest first; 'lastUsedAt' is exact to ten minutes.") { Answer = $$"""{"items":[{{One}}],"next":null}""", InPerson = true });
        routes.SignedIn("POST /me/tokens", Create, new("Makes an API token that acts for the caller: 'full', in all that they may do, or 'read', to look and pull alone. It is shown this once.")
        {
            Body = """{"name":"nightly pull","scope":"read","days":90}""", Status = 201, InPerson = true,
            Answer = """{"token":"lw_3q2-7w…","id":"9h8g7f6e5d4c3b2a","name":"nightly pull","scope":"read","createdAt":"2027-01-01T08:00:00+00:00","expiresAt":"2027-04-01T08:00:00+00:00"}""",
            Refusals = [(409, "token-already-made"), (409, "too-many-tokens")],
        });
        routes.SignedIn("DELETE /me/tokens/{token}", Revoke, new("Revokes an API token; it is void at once.") { Status = 204, InPerson = true, Refusals = [(404, "not-found")] });
    }

    static async Task<IResult> List(Call call) =>
        Answers.Ok(new([.. (await AccountOf(call).Tokens()).Select(ApiTokenAnswer.Of)]), ApiJson.Api.PageApiTokenAnswer);

    /// <summary>A repeat is refused instead of answered again: no token is kept that could be shown twice.</summary>
    static async Task<IResult> Create(Call call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (name, scope, days) = (body.Name("name", LongestName), body.Choice("scope", Words.TokenScopes), body.Whole("days", 1, MostDays));
        if (body.Refuses(out why)) return why.ToHttp();
        var (secret, now) = (Prefix + Tokens.New(), call.Service<TimeProvider>().GetUtcNow());
        var token = new ApiToken(new(IdLetters.Fresh()), Tokens.HashOf(secret).ToString(), name, scope, now, now.AddDays(days), call.Key);
        if ((await AccountOf(call).Issue(token)).Refuses(out why, out _)) return why.ToHttp();
        await call.Grains.GetGrain<ISessionGrain>(token.Key).Begin(EmailAddress.Normalise(call.Caller.Account.Email)!, token.ExpiresAt);
        return Answers.Created($"{Routes.Prefix}/me/tokens/{token.Id}", ApiTokenAnswer.Of(token) with { Token = secret }, ApiJson.Api.ApiTokenAnswer);
    }

    static async Task<IResult> Revoke(Call call)
    {
        if (!ApiTokenId.TryParse(call.Route("token"), null, out var id)) return new NotFound().ToHttp();
        return (await AccountOf(call).Revoke(id)).Refuses(out var why, out _) ? why.ToHttp() : Answers.Nothing;
    }

    static IAccountGrain AccountOf(Call call) => call.Grains.GetGrain<IAccountGrain>(EmailAddress.Normalise(call.Caller.Account.Email)!);
}

/// <param name="Token">Shown once, when it was made.</param>
public sealed record ApiTokenAnswer(
    ApiTokenId Id, string Name, string Scope, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, string? Token = null)
{
    public static ApiTokenAnswer Of(ApiToken token) => new(token.Id, token.Name, Words.Of(token.Scope), token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
