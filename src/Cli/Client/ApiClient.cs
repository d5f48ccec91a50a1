using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary>Calls a server over HTTP. A lost reply is asked for again under the same idempotency key, so that what was done
/// is done once.</summary>
sealed class ApiClient : IDisposable
{
    /// <summary>Tries of one call; the waits between them add up to half a minute.</summary>
    const int MostTries = 8;

    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    readonly HttpClient http;

    /// <param name="token">Null to call without a session.</param>
    public ApiClient(string url, string? token)
    {
        Url = Address(url);
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            BaseAddress = Url, Timeout = Timeout.InfiniteTimeSpan,
        };
        Token = token;
    }

    public Uri Url { get; }

    public string? Token
    {
        get;
        set
        {
            field = value;
            http.DefaultRequestHeaders.Authorization = value is null ? null : new("Bearer", value);
        }
    }

    public Task<JsonElement> Get(string path, CancellationToken cancellation) => Json(HttpMethod.Get, path, null, cancellation);

    public Task<JsonElement> Post(string path, object body, CancellationToken cancellation) =>
        Json(HttpMethod.Post, path, () => JsonContent.Create(body), cancellation);

    public Task<JsonElement> Put(string path, object body, CancellationToken cancellation) =>
        Json(HttpMethod.Put, path, () => JsonContent.Create(body), cancellation);

    public Task<JsonElement> Delete(string path, CancellationToken cancellation) => Json(HttpMethod.Delete, path, null, cancellation);

    /// <param name="content">Made anew for each try.</param>
    public Task<JsonElement> Upload(string path, Func<HttpContent> content, CancellationToken cancellation) => Json(HttpMethod.Post, path, content, cancellation);

    /// <summary>An answer whose body is yet to be read.</summary>
    public Task<HttpResponseMessage> Open(string path, CancellationToken cancellation) => Send(HttpMethod.Get, path, null, cancellation);

    /// <summary>A whole body, read again from the start when the connection breaks.</summary>
    public async Task<byte[]> Bytes(string path, CancellationToken cancellation)
    {
        for (var failed = 1; ; failed++)
            try
            {
                using var reply = await Open(path, cancellation);
                return await reply.Content.ReadAsByteArrayAsync(cancellation);
            }
            catch (HttpRequestException e) when (failed < MostTries && e.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown)
            {
                await Task.Delay(Wait(failed), cancellation);
            }
    }

    public void Dispose() => http.Dispose();

    async Task<JsonElement> Json(HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellation)
    {
        using var reply = await Send(method, path, content, cancellation);
        if (reply.StatusCode is HttpStatusCode.NoContent) return default;
        try { return await reply.Content.ReadFromJsonAsync<JsonElement>(cancellation); }
        catch (JsonException e) { throw new CommandFailedException($"{Url} did not answer as a Labelwise server does.", e); }
    }

    async Task<HttpResponseMessage> Send(HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellation)
    {
        var key = method == HttpMethod.Post ? Guid.NewGuid().ToString("N") : null;
        for (var tried = 1; ; tried++)
        {
            HttpResponseMessage? reply = null;
            try
            {
                using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = content?.Invoke() };
                if (key is not null) request.Headers.Add("Idempotency-Key", key);
                reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (reply.IsSuccessStatusCode) return reply;
            }
            catch (HttpRequestException e) when (tried >= MostTries)
            {
                throw new CommandFailedException($"{Url} cannot be reached: {e.Message}", e);
            }
            catch (HttpRequestException) { /* tried again */ }
            using (reply)
            {
                if (reply is not null && (tried >= MostTries || !MayPass(reply.StatusCode))) throw await ApiProblemException.Of(reply, cancellation);
                await Task.Delay(reply?.Headers.RetryAfter is { } after ? Later(after) : Wait(tried), cancellation);
            }
        }
    }

    static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    static TimeSpan Wait(int tried) => FirstWait * Math.Pow(2, tried - 1) * (0.75 + 0.5 * Random.Shared.NextDouble());

    static TimeSpan Later(RetryConditionHeaderValue after) => after.Delta ?? (after.Date is { } date && date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : FirstWait);

    static Uri Address(string url) =>
        Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new WrongUsageException($"'{url}' is no address of a server; one is like http://127.0.0.1:5080.");
}
