using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Labelwise.Cli.Load;

/// <summary>What a run measured.</summary>
/// <param name="P50Ms">Of one cycle: a lease and its submission, two calls one after another.</param>
/// <param name="Refusals">Answers other than success, whatever their reason.</param>
/// <param name="Seconds">From the first call to the last answer.</param>
sealed record LoadResult(double CyclesPerSecond, double P50Ms, double P99Ms, int Refusals, int Cycles, double Seconds);

/// <summary>Annotators who lease one task and submit it, again and again, each over a connection of their own.</summary>
static class LoadRun
{
    public static async Task<LoadResult> Measure(Uri url, LoadSite site, TimeSpan length, CancellationToken cancellation)
    {
        var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseCookies = false, UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = site.Tokens.Length, ActivityHeadersPropagator = null,
        });
        using (http)
        {
            var started = Stopwatch.GetTimestamp();
            var workers = site.Tokens.Select((token, i) => Work(http, url, site.Project, token, i, started, length, cancellation)).ToArray();
            var done = await Task.WhenAll(workers);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var cycles = done.SelectMany(d => d.Cycles).Order().ToArray();
            return new(Math.Round(cycles.Length / seconds, 1), Quantile(cycles, 0.5), Quantile(cycles, 0.99), done.Sum(d => d.Refusals), cycles.Length, Math.Round(seconds, 2));
        }
    }

    static async Task<(List<double> Cycles, int Refusals)> Work(
        HttpMessageInvoker http, Uri url, string project, string token, int number, long started, TimeSpan length, CancellationToken cancellation)
    {
        var (cycles, refusals) = (new List<double>(), 0);
        var (bearer, next) = (new AuthenticationHeaderValue("Bearer", token), new Uri(url, $"api/v1/projects/{project}/tasks/next"));
        for (var turn = number; Stopwatch.GetElapsedTime(started) < length; turn++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var leased = await Call(http, next, bearer, """{"count":1}"""u8.ToArray(), cancellation);
            if (leased is null) { refusals++; continue; }
            if (leased.RootElement.GetProperty("tasks") is var tasks && tasks.GetArrayLength() is 0) break;  // all is done
            var task = tasks[0];
            var body = JsonSerializer.SerializeToUtf8Bytes(new
            {
                lease = task.GetProperty("lease").GetProperty("id").GetString(), activeMs = 100,
                labels = LoadSite.Labels(turn),
            });
            using var submitted = await Call(http, new(url, $"api/v1/tasks/{task.GetProperty("id").GetString()}/submit"), bearer, body, cancellation);
            if (submitted is null) refusals++;
            else cycles.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return (cycles, refusals);
    }

    /// <returns>Null where it was refused.</returns>
    static async Task<JsonDocument?> Call(HttpMessageInvoker http, Uri to, AuthenticationHeaderValue bearer, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Version = HttpVersion.Version11, Content = new ByteArrayContent(body) };
        request.Headers.Authorization = bearer;
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Content.Headers.ContentType = new("application/json");
        using var reply = await http.SendAsync(request, cancellation);
        await using var content = await reply.Content.ReadAsStreamAsync(cancellation);
        return reply.IsSuccessStatusCode ? await JsonDocument.ParseAsync(content, cancellationToken: cancellation) : null;
    }

    /// <param name="sorted">Ascending.</param>
    static double Quantile(double[] sorted, double share) => sorted is [] ? 0 : Math.Round(sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)], 2);
}
