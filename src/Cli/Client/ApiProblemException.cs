using System.Net;
using System.Text;
using System.Text.Json;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary>The server refused.</summary>
/// <remarks>RFC 9457.</remarks>
sealed class ApiProblemException(HttpStatusCode status, string code, string message) : CommandFailedException(message)
{
    const int MostViolations = 20;

    public HttpStatusCode Status => status;

    public override string Code => code;

    public static async Task<ApiProblemException> Of(HttpResponseMessage reply, CancellationToken cancellation)
    {
        var text = await reply.Content.ReadAsStringAsync(cancellation);
        try
        {
            using var problem = JsonDocument.Parse(text);
            return Of(reply.StatusCode, problem.RootElement);
        }
        catch (JsonException)
        {
            return new(reply.StatusCode, "no-answer", $"The server answered {(int)reply.StatusCode} and no reason.");
        }
    }

    static ApiProblemException Of(HttpStatusCode status, JsonElement problem)
    {
        var code = Text(problem, "code") ?? "refused";
        var message = new StringBuilder(Text(problem, "detail") ?? Text(problem, "title") ?? $"The server answered {(int)status}.").Append($" ({code})");
        if (problem.TryGetProperty("violations", out var violations) && violations.ValueKind is JsonValueKind.Array)
            foreach (var violation in violations.EnumerateArray().Take(MostViolations))
                message.Append($"\n  {Text(violation, "pointer")}: {Text(violation, "message")}");
        return new(status, code, message.ToString());
    }

    static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
