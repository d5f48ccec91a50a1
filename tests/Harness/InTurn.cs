using System.Collections.Concurrent;

namespace Labelwise.Tests.Harness;

/// <summary>Sends every second request for a server of two silos to the second one; what a page asks stays with its origin.</summary>
sealed class InTurn(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    static readonly ConcurrentDictionary<Uri, Uri> Seconds = new();
    int sent;

    public static void Add(Uri first, Uri second) => Seconds[first] = second;

    public static void Remove(Uri first) => Seconds.TryRemove(first, out _);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains("Origin") && Seconds.TryGetValue(new(request.RequestUri!.GetLeftPart(UriPartial.Authority)), out var second)
            && Interlocked.Increment(ref sent) % 2 == 0)
            request.RequestUri = new UriBuilder(request.RequestUri) { Port = second.Port }.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
