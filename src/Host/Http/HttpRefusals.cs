using Labelwise.Domain;

namespace Labelwise.Host.Http;

/// <summary>No session, or one that stands no more.</summary>
public sealed record NotSignedIn() : Refusal("not-signed-in", "Sign in first: there is no session, or it has ended.");

/// <summary>A browser's request that may have been made by another site's page.</summary>
public sealed record CrossSite() : Refusal("cross-site", "A request by cookie comes from this site's own pages alone.");

/// <summary>An API token asks for more than it is for.</summary>
public sealed record BeyondToken(string Message) : Refusal("beyond-token", Message);

public sealed record MalformedJson() : Refusal("malformed-json", "The body is not one JSON document in UTF-8 of the depth allowed.");

/// <param name="Reason">As the server's parser of HTTP gave it.</param>
public sealed record MalformedRequest(string Reason) : Refusal("malformed-request", Reason);

public sealed record WrongMediaType(string Wanted) : Refusal("wrong-media-type", $"The body must be of type {Wanted}.");

/// <param name="LimitBytes">What would be taken.</param>
public sealed record TooLarge(long LimitBytes)
    : Refusal("too-large", $"The body is larger than the {LimitBytes:n0} bytes that are taken here.");

public sealed record TooManyRequests(TimeSpan Wait) : Refusal("too-many-requests", "Too many requests; wait a little.");

/// <summary>More is asked than can be served. Nothing of this request was begun.</summary>
public sealed record Overloaded() : Refusal("overloaded", "The server has more to do than it can; nothing of this was begun. Try again in a moment.");

/// <summary>The store cannot take or give anything now.</summary>
public sealed record Unavailable(string Code, string Message) : Refusal(Code, Message);

public sealed record Unexpected(string Trace)
    : Refusal("unexpected", $"Something failed here; nothing is known to have changed. Tell the operator this trace id: {Trace}");
