using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.WorkOrders;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Predictions;

namespace Labelwise.Host.Http;

/// <summary>Refusals as HTTP knows them: the one place with status codes (RFC 9457).</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult ToHttp(this Refusal refusal) => new Problem(refusal);

    public static int StatusOf(Refusal refusal) => refusal switch
    {
        MalformedJson or MalformedRequest => 400,
        NotSignedIn or WrongCredentials => 401,
        Forbidden or BeyondToken or NotYourLease or CrossSite or SecretNotValid => 403,
        NotFound => 404,
        TooLarge => 413,
        WrongMediaType => 415,
        DoesNotConform or KeyReused => 422,
        TooManyAttempts or TooManyRequests => 429,
        Unexpected => 500,
        Unavailable { Code: "store-full" } => 507,
        Unavailable or Overloaded => 503,
        { Code: "changed-meanwhile" } => 412,
        { Code: "too-large" } => 413,
        _ when Unprocessable.Contains(refusal.Code) => 422,
        _ => 409,
    };

    /// <summary>One refusal for all that is wrong with a document. Members that are not known have a code of their own.</summary>
    public static DoesNotConform Nonconforming(ImmutableArray<Violation> violations) =>
        violations.FirstOrDefault(v => v.Code is "unknown-member" or "duplicate-member" or "unknown-parameter") is { } first
            ? new(violations, first.Code) : new(violations);

    /// <summary>Codes of refusals that say the content itself is wrong, beside <see cref="DoesNotConform"/>.</summary>
    static readonly ImmutableHashSet<string> Unprocessable =
        ["card-contradicts-model", "model-damaged", "model-external-data", "model-custom-operators", "model-too-large", "model-not-loaded"];

    static TimeSpan? WaitOf(Refusal refusal) => refusal switch
    {
        TooManyAttempts r => r.Wait,
        TooManyRequests r => r.Wait,
        Unavailable or Overloaded => TimeSpan.FromSeconds(1),
        _ => null,
    };

    sealed class Problem(Refusal refusal) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => StatusOf(refusal);

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = StatusOf(refusal);
            response.ContentType = ContentType;
            response.Headers.CacheControl = "no-store";
            var wait = WaitOf(refusal) is { } span ? (int?)Math.Max(1, (int)Math.Ceiling(span.TotalSeconds)) : null;
            if (wait is { } seconds) response.Headers.RetryAfter = seconds.ToString();
            if (refusal is NotSignedIn or WrongCredentials) response.Headers.WWWAuthenticate = "Bearer";
            using var content = new MemoryStream();
            using (var writer = new Utf8JsonWriter(content)) Write(writer, refusal, response.StatusCode, wait);
            response.ContentLength = content.Length;
            if (!HttpMethods.IsHead(httpContext.Request.Method))
                await response.Body.WriteAsync(content.GetBuffer().AsMemory(0, (int)content.Length), httpContext.RequestAborted);
        }
    }

    static void Write(Utf8JsonWriter writer, Refusal refusal, int status, int? retryAfter)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, $"urn:labelwise:problem:{refusal.Code}");
        writer.WriteString("title"u8, TitleOf(refusal.Code));
        writer.WriteNumber("status"u8, status);
        writer.WriteString("detail"u8, refusal.Message);
        writer.WriteString("code"u8, refusal.Code);
        if (retryAfter is { } seconds) writer.WriteNumber("retryAfter"u8, seconds);
        if (FactOf(refusal) is { } fact)
        {
            writer.WriteStartObject("facts"u8);
            writer.WriteString(fact.Name, fact.Value);
            writer.WriteEndObject();
        }
        if (refusal is DoesNotConform { Violations: var violations })
        {
            writer.WriteStartArray("violations"u8);
            foreach (var violation in violations)
            {
                writer.WriteStartObject();
                writer.WriteString("pointer"u8, violation.Pointer);
                writer.WriteString("code"u8, violation.Code);
                writer.WriteString("message"u8, violation.Message);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    /// <summary>What a client needs, beside the code, to say a refusal in another language than ours.</summary>
    static (string Name, string Value)? FactOf(Refusal refusal) => refusal switch
    {
        LeaseLost r => ("at", r.EndedAt.ToString("O")),
        ReviewHeld r => ("until", r.Until.ToString("O")),
        WrongState r => ("state", Words.Of(r.State)),
        GuidelineNotAcknowledged r => ("version", r.Version.ToString(CultureInfo.InvariantCulture)),
        QuantityBelowTasks r => ("tasks", r.Tasks.ToString(CultureInfo.InvariantCulture)),
        TooLarge r => ("bytes", r.LimitBytes.ToString(CultureInfo.InvariantCulture)),
        WrongMediaType r => ("wanted", r.Wanted),
        ClassesNotInSpec r => ("classes", string.Join(", ", r.Classes)),
        Unexpected r => ("trace", r.Trace),
        _ => null,
    };

    /// <returns>As <c>Lease lost</c>.</returns>
    static string TitleOf(string code) => $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('-', ' ')}";
}
