namespace Labelwise.Host.Http;

/// <summary>One line a request that sets something up, fails or takes long: who, what, how it went. People's work is told by
/// the history of their tasks. Never a token, a password, a label or the query, where tokens and search texts stand.</summary>
sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider time)
{
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    public async Task InvokeAsync(HttpContext http)
    {
        var began = time.GetTimestamp();
        await next(http);
        var took = time.GetElapsedTime(began);
        if (http.Features.Get<Overload.Shed>() is not null) return;
        var status = http.Response.StatusCode;
        var level = status >= 500 ? LogLevel.Error : took > Slow && http.WebSockets is { IsWebSocketRequest: false } ? LogLevel.Warning
            : SetsUp(http) ? LogLevel.Information : LogLevel.Debug;
        if (log.IsEnabled(level))
            log.Log(level, "{Method} {Path} by {Who} from {Address}: {Status} in {Ms:0} ms",
                http.Request.Method, Shortened(http.Request.Path.Value ?? ""), http.Features.Get<Caller>()?.User.Value ?? "nobody",
                Accounts.SessionRoutes.AddressOf(http), status, took.TotalMilliseconds);
    }

    /// <summary>Whether it changes what others work under, or who may.</summary>
    static bool SetsUp(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<MappedRoute>()
        is { Method: not "GET", Door: not Door.Task, Right: not (Right.Annotate or Right.Review) };

    static string Shortened(string path) => path.Length <= 300 ? path : path[..300];
}
