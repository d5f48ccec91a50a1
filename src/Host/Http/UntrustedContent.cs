using Microsoft.Net.Http.Headers;

namespace Labelwise.Host.Http;

/// <summary>Bytes that came from outside, sent so that no browser runs anything in them.</summary>
/// <param name="contentType">What the bytes were found to be; shown in place only where it is an image that browsers draw.</param>
/// <param name="tag">Entity tag, quotes included; the bytes under one address never change.</param>
public sealed class UntrustedContent(Stream content, string contentType, string tag) : IResult
{
    static readonly IReadOnlySet<string> Shown = new HashSet<string>(StringComparer.Ordinal) { "image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff" };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = content;
        var headers = httpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, max-age=31536000, immutable";
        headers.ETag = tag;
        var type = Shown.Contains(contentType) ? contentType
            : contentType.StartsWith("text/", StringComparison.Ordinal) ? "text/plain; charset=utf-8" : "application/octet-stream";
        if (!Shown.Contains(contentType)) headers.ContentDisposition = "attachment";
        if (httpContext.Request.Headers.IfNoneMatch == tag)
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        await Results.Stream(content, type, entityTag: new EntityTagHeaderValue(tag), enableRangeProcessing: true).ExecuteAsync(httpContext);
    }
}
