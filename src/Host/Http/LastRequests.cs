namespace Labelwise.Host.Http;

/// <summary>Ends requests that outlast the stop of the server: the rest of the time to stop belongs to the grains, which
/// otherwise go as if killed.</summary>
sealed class LastRequests : IDisposable
{
    /// <summary>How long a request that runs when the server is told to stop may go on.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    readonly CancellationTokenSource over = new();
    readonly IHostApplicationLifetime life;
    readonly CancellationTokenRegistration stopping;

    public LastRequests(IHostApplicationLifetime life)
    {
        this.life = life;
        stopping = life.ApplicationStopping.Register(() => over.CancelAfter(Patience));
    }

    public bool IsStopping => life.ApplicationStopping.IsCancellationRequested;

    /// <summary>Waits for a request as long as there is time.</summary>
    public Task Serve(HttpContext http, RequestDelegate next) => Until(over.Token, http, next);

    /// <summary>Does not wait: a live connection would never end by itself.</summary>
    public Task ServeLive(HttpContext http, RequestDelegate next) => Until(life.ApplicationStopping, http, next);

    static async Task Until(CancellationToken end, HttpContext http, RequestDelegate next)
    {
        await using var ending = end.UnsafeRegister(static http => ((HttpContext)http!).Abort(), http);
        await next(http);
    }

    public void Dispose()
    {
        stopping.Dispose();
        over.Dispose();
    }
}
