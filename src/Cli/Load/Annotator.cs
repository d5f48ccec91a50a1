using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Labelwise.Cli.Load;

/// <summary>How a cycle of lease and submission ended.</summary>
enum Cycle { Done, Refused, NothingLeft }

/// <summary>One annotator at a connection of their own. A submission that was refused is tried again before anything else
/// is leased.</summary>
/// <param name="number">Tells their labels from others'.</param>
sealed class Annotator(HttpMessageInvoker http, Uri url, string project, string token, int number)
{
    static readonly byte[] One = """{"count":1}"""u8.ToArray();

    readonly AuthenticationHeaderValue bearer = new("Bearer", token);
    readonly Uri next = new(url, $"api/v1/projects/{project}/tasks/next");
    (Uri To, byte[] Body)? held;
    int turn = number;

    /// <summary>Status and code of each answer that was no success.</summary>
    public List<string> Refusals { get; } = [];

    public static HttpMessageInvoker Connections(int annotators) => new(new SocketsHttpHandler
    {
        UseCookies = false, UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = annotators, ActivityHeadersPropagator = null,
    });

    public async Task<Cycle> Cycle(CancellationToken cancellation)
    {
        if (held is null)
        {
            using var leased = await Call(next, One, cancellation);
            if (leased is null) return Load.Cycle.Refused;
            if (leased.RootElement.GetProperty("tasks") is var tasks && tasks.GetArrayLength() is 0) return Load.Cycle.NothingLeft;
            held = Answer(tasks[0]);
        }
        using var submitted = await Call(held.Value.To, held.Value.Body, cancellation);
        if (submitted is null) return Load.Cycle.Refused;
        held = null;
        return Load.Cycle.Done;
    }

    (Uri To, byte[] Body) Answer(JsonElement task) => (
        new(url, $"api/v1/tasks/{task.GetProperty("id").GetString()}/submit"),
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            lease = task.GetProperty("lease").GetProperty("id").GetString(), activeMs = 100, labels = LoadSite.Labels(turn++),
        }));

    /// <returns>Null where it was refused.</returns>
    async Task<JsonDocument?> Call(Uri to, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Version = HttpVersion.Version11, Content = new ByteArrayContent(body) };
        request.Headers.Authorization = bearer;
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Content.Headers.ContentType = new("application/json");
        using var reply = await http.SendAsync(request, cancellation);
        await using var content = await reply.Content.ReadAsStreamAsync(cancellation);
        if (reply.IsSuccessStatusCode) return await JsonDocument.ParseAsync(content, cancellationToken: cancellation);
        Refusals.Add($"{(int)reply.StatusCode} {await CodeIn(reply, content, cancellation)}".TrimEnd());
        return null;
    }

    static async Task<string?> CodeIn(HttpResponseMessage reply, Stream content, CancellationToken cancellation)
    {
        if (reply.Content.Headers.ContentType?.MediaType is not "application/problem+json") return null;
        using var problem = await JsonDocument.ParseAsync(content, cancellationToken: cancellation);
        return problem.RootElement.GetProperty("code").GetString();
    }
}
