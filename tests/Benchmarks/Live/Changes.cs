using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Labelwise.Cli.Load;

namespace Labelwise.Benchmarks.Live;

/// <summary>Annotators who lease and submit at a fixed rate, each a change of two, and when each was asked for.</summary>
sealed class Changes(Uri url, LoadSite site)
{
    readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = site.Tokens.Length, UseCookies = false });

    /// <summary>When a task was sent in, by its id: a stopwatch's timestamp.</summary>
    public ConcurrentDictionary<string, long> SubmittedAt { get; } = new(StringComparer.Ordinal);

    /// <returns>Changes made.</returns>
    public async Task<int> Make(double perSecond, TimeSpan length)
    {
        var (pace, started) = (new Pace(perSecond / 2, length), Stopwatch.GetTimestamp());
        var made = await Task.WhenAll(site.Tokens.Select(async token =>
        {
            var (changes, bearer) = (0, new AuthenticationHeaderValue("Bearer", token));
            while (pace.Take(Stopwatch.GetElapsedTime(started)) is { } meant)
            {
                if (meant - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early) await Task.Delay(early);
                var task = (await Call(bearer, $"projects/{site.Project}/tasks/next", new { count = 1 })).GetProperty("tasks")[0];
                var id = task.GetProperty("id").GetString()!;
                SubmittedAt[id] = Stopwatch.GetTimestamp();
                await Call(bearer, $"tasks/{id}/submit", new { lease = task.GetProperty("lease").GetProperty("id").GetString(), activeMs = 100, labels = LoadSite.Labels(changes) });
                changes += 2;
            }
            return changes;
        }));
        return made.Sum();
    }

    async Task<JsonElement> Call(AuthenticationHeaderValue bearer, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, $"api/v1/{path}"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } },
        };
        request.Headers.Authorization = bearer;
        using var reply = await http.SendAsync(request);
        reply.EnsureSuccessStatusCode();
        return (await JsonDocument.ParseAsync(await reply.Content.ReadAsStreamAsync())).RootElement;
    }
}
