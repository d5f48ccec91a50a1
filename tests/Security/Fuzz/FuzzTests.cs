using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Labelwise.Tests.Security.Fuzz;

/// <summary>Every route of the API's document, given what nobody should send. <c>LABELWISE_FUZZ_SECONDS=600</c> goes on for
/// ten minutes under a new seed, <c>LABELWISE_FUZZ_SEED=n</c> replays one.</summary>
public sealed partial class FuzzTests
{
    /// <summary>Of the ordinary run.</summary>
    const int Requests = 3000;

    /// <summary>Between two looks at whether everybody can still work.</summary>
    const int BetweenLooks = 500;

    static readonly string[] Statistics = ["/progress", "/annotators", "/annotators/{user}", "/confidence", "/consensus", "/agreement", "/agreement/pairs", "/consistency", "/report", "/report.html"];

    /// <summary>An answer that has not come by then never comes.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task No_request_breaks_the_server_or_shows_anything_of_another_tenant()
    {
        var seconds = Setting("LABELWISE_FUZZ_SECONDS");
        var seed = Setting("LABELWISE_FUZZ_SEED") ?? (seconds is null ? 1 : Random.Shared.Next());
        await using var world = await World.Make(o => o with { MostRequestsPerMinute = int.MaxValue, Proxies = [System.Net.IPAddress.Loopback], Hosts = ["127.0.0.1"] });
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = Patience };
        var cast = await Cast.Of(world);
        var routes = await ApiRoute.All(world.Server);
        var attempts = new Attempts(seed, routes, cast.Names, world.OurThings, world.TheirThings);
        var before = await Seen(world.Theirs, routes, world.TheirThings);
        var wrong = new List<string>();
        var clock = Stopwatch.StartNew();

        var sent = 0;
        for (; wrong.Count < 20 && (seconds is null ? sent < Requests : clock.Elapsed.TotalSeconds < seconds); sent++)
        {
            var attempt = attempts.Next();
            if (await Judge(http, world, cast, attempt) is { } fault) wrong.Add($"{sent}: {fault}\n   {attempt}");
            if (sent % BetweenLooks is BetweenLooks - 1) wrong.AddRange(await Blocked(world, cast, routes));
        }
        wrong.AddRange(await Blocked(world, cast, routes));
        Assert.True(wrong.Count is 0, $"LABELWISE_FUZZ_SEED={seed}, {sent} requests:\n{string.Join('\n', wrong)}");
        Assert.Equal(before, await Seen(world.Theirs, routes, world.TheirThings));
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} requests in {clock.Elapsed.TotalSeconds:0} s under seed {seed}");
    }

    /// <returns>What is wrong with the answer; null when nothing is.</returns>
    static async Task<string?> Judge(HttpClient http, World world, Cast cast, Attempt attempt)
    {
        byte[] bytes;
        int status;
        string headers;
        try
        {
            using var request = attempt.ToRequest(world.Server.Url, await cast.TokenOf(attempt));
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            (status, headers) = ((int)response.StatusCode, $"{response.Headers}{response.Content.Headers}");
            if (status is >= 400 and < 500 && response.Content.Headers.ContentType?.MediaType is not "application/problem+json" && bytes.Length > 0)
                return $"{status} in no problem's form";
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested) { return "no answer"; }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError) { return "the server is gone"; }
        catch (HttpRequestException) { return null; }  // refused before it was read to its end
        var text = Encoding.UTF8.GetString(bytes) + headers;
        return status >= 500 ? $"{status} {text}"
            : text.Contains(World.Mark, StringComparison.Ordinal) && !attempt.ToString().Contains(World.Mark, StringComparison.Ordinal) ? $"{status} shows the other tenant: {text}"
            : text.Contains("   at ", StringComparison.Ordinal) || text.Contains("System.", StringComparison.Ordinal) || text.Contains(world.Server.Data, StringComparison.Ordinal) ? $"{status} shows the inside: {text}"
            : null;
    }

    /// <summary>What a look at it cannot do without.</summary>
    static string Needed(ApiRoute route, IReadOnlyDictionary<string, string> things) =>
        route.Pattern.EndsWith("/diff", StringComparison.Ordinal) ? "?from=1"
        : route.Pattern.EndsWith("/comparison", StringComparison.Ordinal) ? $"?with={things["evaluation"]}" : "";

    /// <summary>What the honest cannot do any more: words of an attacker that are kept must not break who reads them.</summary>
    static async Task<IReadOnlyList<string>> Blocked(World world, Cast cast, IReadOnlyList<ApiRoute> routes)
    {
        var blocked = new List<string>();
        foreach (var route in routes.Where(r => r.Verb is "GET"))
            foreach (var (role, client) in world.Ours.Members.Where(m => route.Roles?.Contains(m.Role) is not false))
            {
                client.Token = await cast.TokenOf(role);
                // Everybody sees themselves; an admin, who is no member, somebody who is.
                var things = new Dictionary<string, string>(world.OurThings) { ["user"] = role is "admin" ? world.Ours.Annotator.User : client.User };
                var reply = await client.Get(route.Path(things) + Needed(route, things));
                var mayNotBeTheirs = role is "annotator" && route.Pattern.EndsWith("{task}", StringComparison.Ordinal) || route.Pattern.Contains("{hash}", StringComparison.Ordinal) || route.Pattern.Contains("/models", StringComparison.Ordinal);
                if (reply.Status >= 500 || reply.Status != 200 && !mayNotBeTheirs) blocked.Add($"{route} as {role}: {reply.Status} {Encoding.UTF8.GetString(reply.Bytes)}");
            }
        foreach (var (role, path) in new[] { ("annotator", "tasks/next"), ("reviewer", "reviews/next") })
        {
            var client = world.Ours.Members.First(m => m.Role == role).Client;
            client.Token = await cast.TokenOf(role);
            // The guideline may say by now that it has to be read first, and whoever does goes on.
            var guideline = $"/projects/{world.Ours.Project}/guideline/reading";
            await client.Put(guideline, new { version = (int)(await client.Get(guideline)).Json!["version"]!, acknowledged = true });
            var reply = await client.Post($"/projects/{world.Ours.Project}/{path}", new { count = 20, resume = true });
            if (reply.Status is not 200) blocked.Add($"{path} as {role}: {reply.Status} {Encoding.UTF8.GetString(reply.Bytes)}");
        }
        return blocked;
    }

    /// <summary>All that the other tenant sees of their own, but for statistics, which follow what they count a moment later.</summary>
    static async Task<string> Seen(Team team, IReadOnlyList<ApiRoute> routes, IReadOnlyDictionary<string, string> things)
    {
        var seen = new StringBuilder();
        foreach (var route in routes.Where(r => r.Verb is "GET" && !Statistics.Any(s => r.Pattern.EndsWith(s, StringComparison.Ordinal))))
        {
            var reply = await team.Admin.Get(route.Path(things) + Needed(route, things));
            var counted = Reviewed().Replace(Encoding.UTF8.GetString(reply.Bytes), "");
            seen.AppendLine(CultureInfo.InvariantCulture, $"{route} {reply.Status} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(counted)))}");
        }
        return seen.ToString();
    }

    [GeneratedRegex("\"reviewed\":[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Reviewed();

    static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
