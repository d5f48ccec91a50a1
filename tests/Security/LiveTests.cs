using System.Net.Sockets;
using System.Text;

namespace Labelwise.Tests.Security;

/// <summary>S27: one client cannot take the hub from the others.</summary>
public sealed class LiveTests(World world)
{
    const int HalfOpen = 1_000;

    /// <summary>What these may take of the server's memory: 128 KB each, with all that a server takes by the way.</summary>
    const long MostBytes = 128L << 20;

    [Fact]
    public async Task A_message_too_large_closes_its_connection()
    {
        await using var hub = await Hub.Open(world.Server, world.Ours.Curator.Token!);
        for (var i = 0; i < 20; i++)
            if (!await hub.TrySend(new { type = 1, target = "watch", arguments = new[] { new string('x', 1 << 20) } })) break;
        await hub.UntilClosed();
    }

    [Fact]
    public async Task A_flood_of_calls_closes_its_connection_and_no_other()
    {
        await using var honest = await Hub.Open(world.Server, world.Ours.Curator.Token!);
        await using var hub = await Hub.Open(world.Server, world.Ours.Modeler.Token!);
        for (var i = 0; i < 10_000; i++)
            if (!await hub.TrySend(new { type = 1, target = "unwatch", arguments = new[] { world.Ours.Project } })) break;
        await hub.UntilClosed();
        Assert.Equal(world.Ours.Project, (string?)(await honest.Invoke("watch", world.Ours.Project))["result"]);
    }

    [Theory]
    [InlineData("{}"), InlineData("""{"type":99}"""), InlineData("""{"type":1}"""), InlineData("""{"type":1,"target":"nosuch","arguments":[]}"""), InlineData("""{"type":1,"target":"watch","arguments":[1]}""")]
    [InlineData("""{"type":1,"target":"watch","arguments":["a","b"]}"""), InlineData("""{"type":1,"target":"onConnectedAsync","arguments":[]}"""), InlineData("""{"type":1,"target":"dispose","arguments":[]}"""), InlineData("""{"type":4,"invocationId":"1","target":"watch","arguments":["x"]}"""), InlineData("not json"), InlineData("\u0000")]
    public async Task A_message_that_makes_no_sense_harms_nobody(string message)
    {
        await using (var hub = await Hub.Open(world.Server, world.Ours.Curator.Token!)) await hub.TrySendText(message);
        await using var honest = await Hub.Open(world.Server, world.Ours.Curator.Token!);
        Assert.Equal(world.Ours.Project, (string?)(await honest.Invoke("watch", world.Ours.Project))["result"]);
    }

    /// <summary>Connections that never finish what they began to say.</summary>
    [Fact]
    public async Task Half_open_connections_keep_nobody_out_and_take_little_memory()
    {
        await using var server = await ServerProcess.Start("admin@example.org");
        var honest = await server.SignIn("admin@example.org");
        var before = server.ResidentBytes;
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < HalfOpen; i++)
            {
                var socket = new TcpClient(server.Url.Host, server.Url.Port);
                await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /live HTTP/1.1\r\nHost: {server.Url.Authority}\r\nX: "), TestContext.Current.CancellationToken);
                open.Add(socket);
            }
            Assert.Equal(200, (await honest.Get("/me")).Status);
            Assert.InRange(server.ResidentBytes - before, long.MinValue, MostBytes);
        }
        finally { open.ForEach(s => s.Dispose()); }
    }
}
