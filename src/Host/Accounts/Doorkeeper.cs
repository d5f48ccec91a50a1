using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Accounts;
using Labelwise.Host.Http;

namespace Labelwise.Host.Accounts;

/// <summary>Finds out who asks: by a bearer token, or by the web client's cookie.</summary>
public sealed class Doorkeeper(IGrainFactory grains)
{
    public const string Cookie = "labelwise";

    /// <summary>Sent by our own pages with every request: another site's page cannot, short of our consent (CORS).</summary>
    public const string ClientHeader = "X-Labelwise-Client";

    /// <returns>Refused as <see cref="NotSignedIn"/>, or as <see cref="CrossSite"/> where a cookie alone is no proof.</returns>
    public async ValueTask<Outcome<Caller>> Enter(HttpContext http)
    {
        var request = http.Request;
        if (BearerOf(request) is { } token) return await Find(token);
        if (request.Cookies[Cookie] is not { Length: > 0 } cookie || request.Headers.ContainsKey("Authorization")) return new NotSignedIn();
        if (!IsOwnOrigin(request)) return new CrossSite();
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!safe && request.Headers[ClientHeader] != "web") return new CrossSite();
        return await Find(cookie);
    }

    public static bool HasNoCredential(HttpRequest request) =>
        request.Headers.Authorization.Count is 0 && !request.Cookies.ContainsKey(Cookie);

    /// <summary>Whose token this is, if anybody's.</summary>
    public async ValueTask<Outcome<Caller>> Find(string token)
    {
        if (token.Length > Tokens.MostCharacters) return new NotSignedIn();
        var session = Tokens.HashOf(token).ToString();
        return await Standing(session) is { } holder ? new Caller(holder, session, grains) : new NotSignedIn();
    }

    /// <returns>Null once a session has ended.</returns>
    public Task<SessionHolder?> Standing(string session) => grains.GetGrain<ISessionGrain>(session).Holder();

    /// <summary>What keeps an API token from a route: its scope, or that only somebody who signed in may do this.</summary>
    public static Refusal? WhyNotByToken(Caller caller, string method, Operation operation) => caller switch
    {
        { Holder.Token: null } => null,
        _ when operation.InPerson => new BeyondToken("An API token is not enough for this; sign in."),
        { Holder.Scope: TokenScope.Read } when !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) => new BeyondToken("This API token may only read."),
        _ => null,
    };

    /// <summary>Whether a browser sent this from one of our own pages, or no browser did.</summary>
    public static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin] ? request.Headers.Origin.Count is 0
        : string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    public static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim() : null;
}
