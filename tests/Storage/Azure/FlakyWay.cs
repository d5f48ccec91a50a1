using System.Net;
using System.Net.Sockets;

namespace Labelwise.Tests.Storage.Azure;

/// <summary>The way to a server, which cuts some connections off when a request has begun on them.</summary>
sealed class FlakyWay : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly int to;
    int cuts;

    /// <param name="cuts">How many connections are cut before the way is good.</param>
    public FlakyWay(int to, int cuts)
    {
        (this.to, this.cuts) = (to, cuts);
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int CutsLeft => Math.Max(0, cuts);

    public void Dispose() => listener.Stop();

    async Task Accept()
    {
        try
        {
            while (true) _ = Carry(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { /* closed */ }
    }

    async Task Carry(TcpClient from)
    {
        using (from)
        {
            try
            {
                if (Interlocked.Decrement(ref cuts) >= 0)
                {
                    await from.GetStream().ReadExactlyAsync(new byte[1]);
                    from.LingerState = new(true, 0);
                    return;
                }
                using var on = new TcpClient();
                await on.ConnectAsync(IPAddress.Loopback, to);
                await Task.WhenAny(from.GetStream().CopyToAsync(on.GetStream()), on.GetStream().CopyToAsync(from.GetStream()));
            }
            catch (IOException) { /* one of them has gone */ }
        }
    }
}
