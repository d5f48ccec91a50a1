using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Harness;

/// <summary>A client of SignalR's JSON protocol, as its specification states it.</summary>
sealed class Hub(ClientWebSocket socket) : IAsyncDisposable
{
    const char End = '\u001e';
    readonly StringBuilder received = new();
    int calls;

    public static async Task<Hub> Open(Server server, string token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{server.Url.Authority}/live?access_token={token}"), TestContext.Current.CancellationToken);
        var hub = new Hub(socket);
        Assert.True(await hub.TrySend(new { protocol = "json", version = 1 }));
        Assert.Equal("{}", (await hub.Next())!.ToJsonString());
        return hub;
    }

    public async Task<JsonNode> Invoke(string target, params string[] arguments)
    {
        var id = $"{++calls}";
        Assert.True(await TrySend(new { type = 1, invocationId = id, target, arguments }));
        while (await Next() is { } message)
            if ((int?)message["type"] is 3 && (string?)message["invocationId"] == id) return message;
        throw new InvalidOperationException("The connection closed.");
    }

    public async Task<(string Name, JsonNode Body)> Event()
    {
        while (await Next() is { } message)
            if ((int?)message["type"] is 1) return ((string)message["target"]!, message["arguments"]![0]!);
        throw new InvalidOperationException("The connection closed.");
    }

    /// <returns>The events that came before the answer to a call.</returns>
    public async Task<IReadOnlyList<string>> HeardUntil(string target, params string[] arguments)
    {
        var heard = new List<string>();
        var id = $"{++calls}";
        Assert.True(await TrySend(new { type = 1, invocationId = id, target, arguments }));
        while (await Next() is { } message)
            if ((int?)message["type"] is 1) heard.Add((string)message["target"]!);
            else if ((string?)message["invocationId"] == id) return heard;
        throw new InvalidOperationException("The connection closed.");
    }

    public async Task UntilClosed()
    {
        while (await Next() is not null) { }
    }

    public Task<bool> TrySend(object message) => TrySendText(System.Text.Json.JsonSerializer.Serialize(message));

    /// <returns>False once the connection has closed.</returns>
    public async Task<bool> TrySendText(string message)
    {
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
            return true;
        }
        catch (WebSocketException) { return false; }
    }

    /// <returns>Null once the connection has closed.</returns>
    async Task<JsonNode?> Next()
    {
        var buffer = new byte[8192];
        while (true)
        {
            var text = received.ToString();
            if (text.IndexOf(End, StringComparison.Ordinal) is >= 0 and var end)
            {
                received.Remove(0, end + 1);
                return JsonNode.Parse(text[..end]);
            }
            try
            {
                var part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
                if (part.MessageType is WebSocketMessageType.Close) return null;
                received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            }
            catch (WebSocketException) { return null; }
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
