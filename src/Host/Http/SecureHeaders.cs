namespace Labelwise.Host.Http;

/// <summary>Headers of every answer. A route may narrow them further.</summary>
sealed class SecureHeaders(RequestDelegate next)
{
    /// <summary>For our pages: own scripts only, none inline; nobody may frame them.</summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; " +
        "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        Set(http);
        return next(http);
    }

    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? "default-src 'none'; frame-ancestors 'none'" : PagePolicy;
    }
}
