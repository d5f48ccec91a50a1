using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Harness;

/// <summary>What came back.</summary>
sealed record Reply(int Status, JsonNode? Json, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => (string?)Json?["code"];

    /// <summary>Everything in it that a caller could compare, without what differs for any two requests.</summary>
    public string Shape => $"{Status} {Json?.ToJsonString()} {string.Join(';', Headers.Where(h => h.Key is not "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}={h.Value}"))}";
}

/// <summary>Somebody at a client of the API.</summary>
sealed class Client(Uri server)
{
    static readonly HttpClient Http = new(new InTurn(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }));

    public string? Token { get; set; }
    public string User { get; set; } = "";

    public Task<Reply> Get(string path) => Send("GET", path);
    public Task<Reply> Post(string path, object? body, string? key = null) => Send("POST", path, body, ("Idempotency-Key", key));
    public Task<Reply> Put(string path, object? body) => Send("PUT", path, body);

    /// <summary>What is handed out to them, once there is anything.</summary>
    /// <param name="kind"><c>tasks</c> to label, or <c>reviews</c>.</param>
    public async Task<JsonArray> Handed(string project, string kind = "tasks") =>
        (await Patience.Until(() => Post($"/projects/{project}/{kind}/next", new { count = 1 }), reply => reply.Json!["tasks"]!.AsArray().Count > 0)).Json!["tasks"]!.AsArray();

    public Task<Reply> Send(string method, string path, object? body = null, params (string Name, string? Value)[] headers) =>
        SendContent(method, path, body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, options: JsonSerializerOptions.Web),
        }, headers);

    async Task<Reply> SendContent(string method, string path, HttpContent? content, (string Name, string? Value)[] headers)
    {
        var absolute = path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith('!') ? path.TrimStart('!') : $"/api/v1{path}";
        using var request = new HttpRequestMessage(new(method), new Uri(server, absolute)) { Content = content };
        if (Token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new((int)response.StatusCode, isJson && bytes.Length > 0 ? JsonNode.Parse(bytes) : null, bytes,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value)));
    }
}
