using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Labelwise.Host.Http;

/// <summary>What a successful call sends back.</summary>
public static class Answers
{
    public static Answer<T> Ok<T>(T value, JsonTypeInfo<T> type) => new(200, value, type);

    /// <param name="location">Path of what was made.</param>
    public static Answer<T> Created<T>(string location, T value, JsonTypeInfo<T> type) => new(201, value, type) { Location = location };

    /// <summary>Work that goes on; <paramref name="location"/> is where to look.</summary>
    public static Answer<T> Accepted<T>(string location, T value, JsonTypeInfo<T> type) => new(202, value, type) { Location = location };

    public static IResult Nothing { get; } = new NoContent();

    sealed class NoContent : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => StatusCodes.Status204NoContent;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
    }
}

/// <summary>An answer that can be kept, and sent again to a repeat.</summary>
public interface IKeepable : IResult
{
    int Status { get; }
    string? Location { get; }
    byte[] ToUtf8();
}

/// <summary>A document sent as JSON.</summary>
public sealed class Answer<T>(int status, T value, JsonTypeInfo<T> type) : IKeepable, IStatusCodeHttpResult
{
    public int Status => status;
    public int? StatusCode => status;
    public string? Location { get; init; }

    /// <summary>As <c>"v3"</c>, quotes included.</summary>
    public string? ETag { get; init; }

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(value, type);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (ETag is not null)
        {
            httpContext.Response.Headers.ETag = ETag;
            if (status is 200 && HttpMethods.IsGet(httpContext.Request.Method) && httpContext.Request.Headers.IfNoneMatch == ETag)
            {
                httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        return JsonBytes.Send(httpContext, status, ToUtf8(), Location);
    }
}

/// <summary>An answer that was kept.</summary>
public sealed class KeptAnswer(int status, string body, string? location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers["Idempotent-Replay"] = "true";
        return JsonBytes.Send(httpContext, status, System.Text.Encoding.UTF8.GetBytes(body), location);
    }
}

static class JsonBytes
{
    public static Task Send(HttpContext http, int status, byte[] utf8, string? location)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = utf8.Length;
        response.Headers.CacheControl = "no-store";
        if (location is not null) response.Headers.Location = location;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(utf8, http.RequestAborted).AsTask();
    }
}
