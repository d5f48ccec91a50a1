using Labelwise.Host.Accounts;
using Labelwise.Host.Http;

namespace Labelwise.Host.Live;

/// <summary>Lets the signed-in through to the hub. Here alone a token may stand in the address, where browsers can put
/// none elsewhere.</summary>
static class LiveGate
{
    public static void UseLiveGate(this IApplicationBuilder app) => app.UseWhen(
        http => http.Request.Path.StartsWithSegments(LiveHub.Path, StringComparison.OrdinalIgnoreCase),
        live => live.Use(async (http, next) =>
        {
            var last = http.RequestServices.GetRequiredService<LastRequests>();
            if (last.IsStopping)
            {
                await new Unavailable("stopping", "The server is stopping.").ToHttp().ExecuteAsync(http);
                return;
            }
            if (!Doorkeeper.IsOwnOrigin(http.Request))
            {
                await new CrossSite().ToHttp().ExecuteAsync(http);
                return;
            }
            var doorkeeper = http.RequestServices.GetRequiredService<Doorkeeper>();
            var token = Doorkeeper.BearerOf(http.Request) ?? http.Request.Query["access_token"].FirstOrDefault() ?? http.Request.Cookies[Doorkeeper.Cookie];
            if ((await doorkeeper.Find(token ?? "")).Refuses(out var why, out var caller))
            {
                await why.ToHttp().ExecuteAsync(http);
                return;
            }
            http.Items[LiveHub.CallerItem] = caller;
            await last.ServeLive(http, next);
        }));
}
