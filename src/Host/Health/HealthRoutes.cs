using Labelwise.Grains.Accounts;

namespace Labelwise.Host;

/// <summary>Probes for whoever keeps the server running.</summary>
static class HealthRoutes
{
    /// <summary>How long the store may take to answer.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", http => Say(http, 200, "ok"));
        app.MapGet("/readyz", async http =>
        {
            try
            {
                var grains = http.RequestServices.GetRequiredService<IGrainFactory>();
                await grains.GetGrain<ITenantGrain>("readiness").Directory().WaitAsync(Patience, http.RequestAborted);
                await Say(http, 200, "ready");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await Say(http, 503, "not ready");
            }
        });
    }

    static Task Say(HttpContext http, int status, string word)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(word, http.RequestAborted);
    }
}
