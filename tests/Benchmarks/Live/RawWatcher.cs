using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;

namespace Labelwise.Benchmarks.Live;

/// <summary>A client of SignalR's JSON protocol that does no more than it must: it counts, and follows the running number.</summary>
sealed class RawWatcher : IAsyncDisposable
{
    const byte End = 0x1e;

    readonly ClientWebSocket socket = new();
    readonly byte[] buffer = new byte[64 << 10];
    int filled;
    long last;

    /// <summary>Messages heard since it began to count, and their bytes.</summary>
    public long Messages { get; private set; }
    public long Bytes { get; private set; }

    /// <summary>Numbers left out.</summary>
    public long Gaps { get; private set; }

    /// <summary>Numbers that came again or went back.</summary>
    public long Repeats { get; private set; }

    /// <summary>Told of each message.</summary>
    public Action<ReadOnlyMemory<byte>>? Heard { get; init; }

    /// <param name="project">To watch; null for none.</param>
    public async Task Open(Uri hub, string? project)
    {
        await socket.ConnectAsync(hub, default);
        await Say("""{"protocol":"json","version":1}""");
        await Next(1);
        if (project is null) return;
        await Say($$"""{"type":1,"invocationId":"1","target":"watch","arguments":["{{project}}"]}""");
        await Next(1);
    }

    /// <summary>Forgets what it counted.</summary>
    public void Begin() => (Messages, Bytes, Gaps, Repeats) = (0, 0, 0, 0);

    /// <summary>Listens until the connection closes.</summary>
    public async Task Listen()
    {
        try
        {
            while (await Next(int.MaxValue)) { }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException) { }
    }

    async Task Say(string message) => await socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)End), WebSocketMessageType.Text, true, default);

    async Task<bool> Next(int most)
    {
        for (var heard = 0; heard < most;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(filled), default);
            if (part.MessageType is WebSocketMessageType.Close) return false;
            filled += part.Count;
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, filled - start).IndexOf(End)) >= 0; start += end + 1, heard++) Take(buffer.AsMemory(start, end));
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }
        return true;
    }

    void Take(ReadOnlyMemory<byte> message)
    {
        if (message.Span.IndexOf("\"seq\":"u8) is >= 0 and var at && Utf8Parser.TryParse(message.Span[(at + 6)..], out long number, out _))
        {
            if (last > 0 && number > last + 1) Gaps++;
            if (number <= last) Repeats++;
            last = Math.Max(last, number);
        }
        if (message.Span.IndexOf("\"type\":1,"u8) < 0) return;
        Messages++;
        Bytes += message.Length + 1;
        Heard?.Invoke(message);
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
