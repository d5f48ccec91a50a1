using System.Text;

namespace Labelwise.Tests.Security.Fuzz;

/// <summary>One request of the fuzz: all that is needed to send it again.</summary>
/// <param name="Path">As it goes on the wire, with its query.</param>
sealed record Attempt(ApiRoute Route, string Actor, string Path, byte[]? Body, string? ContentType, IReadOnlyList<(string Name, string Value)> Headers)
{
    const int Shown = 1500;

    public HttpRequestMessage ToRequest(Uri server, string? token)
    {
        // Left as it is: what a client library would mend is what this is about.
        var address = new Uri($"{server.GetLeftPart(UriPartial.Authority)}{Path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new(Route.Verb), address);
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            if (ContentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, Shown));
        return $"{Route.Verb} {Path[..Math.Min(Path.Length, 500)]} as {Actor} ({ContentType}; {string.Join("; ", Headers.Select(h => $"{h.Name}: {h.Value[..Math.Min(h.Value.Length, 80)]}"))})\n{body}";
    }
}
