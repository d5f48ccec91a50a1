using System.Threading.RateLimiting;
using Labelwise.Host.Http;
using Labelwise.Host.Live;
using Labelwise.Host.Overload;
using Microsoft.AspNetCore.HttpOverrides;

namespace Labelwise.Host.Composition;

/// <summary>What every request passes before a route answers it, in this order.</summary>
static class Guards
{
    public static void AddLabelwiseGuards(this IServiceCollection services, ServerOptions options)
    {
        services.AddHostFiltering(filter => filter.AllowedHosts = [.. HostNames.Of(options)]);
        services.AddSingleton<LastRequests>();
        services.AddSingleton(options.MostRequestsAtOnce is { } most ? new AdmissionLimits { AtOnce = most } : new());
        services.AddSingleton<Admission>();
        services.AddHostedService<AdmissionWatch>();
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetFixedWindowLimiter(
                Clients.Of(http), _ => new() { PermitLimit = options.MostRequestsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
            limiter.OnRejected = async (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var span) ? span : TimeSpan.FromMinutes(1);
                await new TooManyRequests(wait).ToHttp().ExecuteAsync(rejected.HttpContext);
            };
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.Proxies.IsEmpty ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in options.Proxies) forwarded.KnownProxies.Add(proxy);
        });
    }

    public static void UseLabelwiseHttp(this WebApplication app, ServerOptions options)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<Failures>();
        var last = app.Services.GetRequiredService<LastRequests>();
        app.Use(last.Serve);
        app.UseHostFiltering();
        app.UseMiddleware<SecureHeaders>();
        if (options.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || !options.Proxies.IsEmpty) app.UseHsts();
        app.UseRateLimiter();
        app.UseLiveGate();
        app.UseRouting();
        app.UseMiddleware<AdmissionDoor>();
    }
}
