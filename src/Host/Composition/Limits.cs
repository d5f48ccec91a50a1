using Labelwise.Host.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Labelwise.Host.Composition;

/// <summary>What one connection may cost before any of our code runs.</summary>
static class Limits
{
    const int MostConnections = 10_000, MostHeaders = 64, HeaderBytes = 32 << 10, LineBytes = 8 << 10;

    public static void Apply(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxConcurrentUpgradedConnections = MostConnections;
        limits.MaxRequestHeaderCount = MostHeaders;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestLineSize = LineBytes;
        limits.MaxRequestBodySize = Body.MostBytes;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(3);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
