namespace Labelwise.Host.Http;

/// <summary>One line a request that changes something, fails or takes long: who, what, how it went. Never a token, a
/// password, a label or the query, where tokens and search texts stand.</summary>
sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider time)
{
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    public async Task InvokeAsync(HttpContext http)
    {
        var began = time.GetTimestamp();
        await next(http);
        var took = time.GetElapsedTime(began);
        var status = http.Response.StatusCode;
        var level = status >= 500 ? LogLevel.Error : took > Slow && http.WebSockets is { IsWebSocketRequest: false } ? LogLevel.Warning : LogLevel.Debug;
        if (log.IsEnabled(level))
            log.Log(level, "{Method} {Path} from {Address}: {Status} in {Ms:0} ms",
                http.Request.Method, OneLine(http.Request.Path.Value ?? ""), Accounts.SessionRoutes.AddressOf(http), status, took.TotalMilliseconds);
    }

    /// <summary>A path cannot forge another line.</summary>
    static string OneLine(string text) => string.Create(Math.Min(text.Length, 300), text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? '?' : from[i];
    });
}
