using System.Net;
using System.Net.Sockets;

namespace Labelwise.Tests.Harness;

/// <summary>Ports of this machine that nobody listens on, below those that a system gives away by itself: while the process that is to have one
/// starts, or starts again, no other test is given it.</summary>
static class FreePort
{
    /// <summary>Above those that a browser refuses, below the first that Linux gives away.</summary>
    const int First = 10_240, Beyond = 32_768;

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Beyond);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException) { }  // somebody listens there
        }
    }
}
