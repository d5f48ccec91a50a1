using System.CommandLine;
using System.Text.Json;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary>What every client command is told: which server and which project.</summary>
static class Connection
{
    const string UsualUrl = "http://127.0.0.1:5080";

    public static Option<string?> UrlOption() => new("--url") { Description = $"The server, such as {UsualUrl} (or {Surroundings.Url})." };

    public static Option<string> ProjectOption() => new("--project") { Description = "Id or name of the project.", Required = true };

    public static string UrlOf(Surroundings around, string? given) => given ?? around.Variable(Surroundings.Url) ?? UsualUrl;

    /// <summary>A client that is signed in.</summary>
    /// <exception cref="CommandFailedException">There is no session for that server.</exception>
    public static ApiClient SignedIn(Surroundings around, string? url)
    {
        var client = new ApiClient(UrlOf(around, url), null);
        client.Token = around.Variable(Surroundings.Token) ?? new StoredSessions(around.Folder).TokenFor(client.Url);
        if (client.Token is not null) return client;
        client.Dispose();
        throw new CommandFailedException($"Nobody is signed in to {UrlOf(around, url)}: run 'labelwise sign-in EMAIL', or set {Surroundings.Token}.");
    }

    /// <returns>The session: token, expiresAt and user.</returns>
    public static async Task<JsonElement> SignIn(ApiClient client, string email, string password, CancellationToken cancellation)
    {
        var session = await client.Post("sessions", new { email, password }, cancellation);
        client.Token = session.GetProperty("token").GetString();
        return session;
    }

    /// <returns>The id of the one project that has this id or name.</returns>
    public static async Task<string> Project(ApiClient client, string idOrName, CancellationToken cancellation)
    {
        var found = new List<string>();
        await foreach (var project in Items(client, "projects", cancellation))
        {
            var id = project.GetProperty("id").GetString()!;
            if (id == idOrName) return id;
            if (project.GetProperty("name").GetString() == idOrName) found.Add(id);
        }
        return found switch
        {
            [var one] => one,
            [] => throw new CommandFailedException($"You have no project '{idOrName}' at {client.Url}."),
            _ => throw new CommandFailedException($"{found.Count} projects are named '{idOrName}': give the id, one of {string.Join(", ", found)}."),
        };
    }

    /// <summary>Every item of a list, page after page.</summary>
    public static async IAsyncEnumerable<JsonElement> Items(
        ApiClient client, string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.Get($"{path}?limit=500{(cursor is "" ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellation);
            foreach (var item in page.GetProperty("items").EnumerateArray()) yield return item;
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
    }
}
