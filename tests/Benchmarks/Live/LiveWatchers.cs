using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Labelwise.Cli.Load;

namespace Labelwise.Benchmarks.Live;

/// <summary>Many live watchers of one project in which much happens, one of whom never reads; next to a bare SignalR
/// broadcast of as many messages of the same lengths at the same moments.</summary>
static class LiveWatchers
{
    const int Annotators = 8;

    /// <summary>Watchers whose messages are read, not only counted.</summary>
    const int Readers = 20;

    public static async Task Run(int watchers, double changesPerSecond, TimeSpan length)
    {
        var ours = await Ours(watchers, changesPerSecond, length);
        var bare = await Bare(watchers, ours.Script, length);
        var ms = ours.LatenciesMs.Order().ToArray();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            watchers, changesPerSecond, seconds = length.TotalSeconds, made = ours.Made, messagesEach = ours.Script.Count, kbEach = ours.Script.Sum(s => s.Bytes) >> 10,
            seen = ms.Length, p50Ms = At(ms, 0.5), p99Ms = At(ms, 0.99), mostMs = At(ms, 1), gaps = ours.Gaps, repeats = ours.Repeats, fewestMessages = ours.Fewest, mostMessages = ours.Most,
            closed = ours.Closed, slowWasClosed = ours.SlowWasClosed, serverCpuS = S(ours.Cpu), serverCpuWithoutWatchersS = S(ours.CpuUnwatched), bareCpuS = S(bare.Cpu), bareMessages = bare.Messages,
            cpuOfWatchersToBare = Math.Round((ours.Cpu - ours.CpuUnwatched) / bare.Cpu, 2), wholeCpuToBare = Math.Round(ours.Cpu / bare.Cpu, 2),
            residentMb = ours.ResidentBytes >> 20, cores = Environment.ProcessorCount, load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        }));
    }

    sealed record Watched(
        int Made, List<Sent> Script, ConcurrentBag<double> LatenciesMs, long Gaps, long Repeats, long Fewest, long Most, int Closed, bool SlowWasClosed,
        TimeSpan Cpu, TimeSpan CpuUnwatched, long ResidentBytes);

    static async Task<Watched> Ours(int count, double perSecond, TimeSpan length)
    {
        await using var server = await ServerApart.Start();
        using var admin = await server.SignIn();
        var site = await LoadSite.Make(admin, (int)(perSecond * length.TotalSeconds * 1.5) + 1000, Annotators, ServerApart.Around, default);
        var changes = new Changes(server.Url, site);
        await changes.Make(perSecond, TimeSpan.FromSeconds(3));  // warm-up
        var before = server.Cpu;
        await changes.Make(perSecond, length);
        var unwatched = server.Cpu - before;

        var (script, latencies, began) = (new List<Sent>(), new ConcurrentBag<double>(), 0L);
        var hub = new Uri($"ws://{server.Url.Authority}/live?access_token={admin.Token}");
        var all = Enumerable.Range(0, count).Select(i => new RawWatcher { Heard = i >= Readers ? null : message => Read(i, message) }).ToList();
        foreach (var few in all.Chunk(50)) await Task.WhenAll(few.Select(w => w.Open(hub, site.Project)));
        var listening = all.ConvertAll(w => w.Listen());
        using var slow = await NeverReads(hub, site.Project);
        await changes.Make(perSecond, TimeSpan.FromSeconds(2));
        await Task.Delay(TimeSpan.FromSeconds(1));  // what was said of it has come
        all.ForEach(w => w.Begin());
        Interlocked.Exchange(ref began, Stopwatch.GetTimestamp());
        before = server.Cpu;
        var made = await changes.Make(perSecond, length);
        var cpu = server.Cpu - before;
        await Task.Delay(TimeSpan.FromSeconds(1));
        var measured = new Watched(
            made, script, latencies, all.Sum(w => w.Gaps), all.Sum(w => w.Repeats), all.Min(w => w.Messages), all.Max(w => w.Messages), listening.Count(l => l.IsCompleted),
            IsClosed(slow), cpu, unwatched, server.ResidentBytes);
        foreach (var watcher in all) await watcher.DisposeAsync();
        return measured;

        void Read(int reader, ReadOnlyMemory<byte> message)
        {
            var now = Stopwatch.GetTimestamp();
            if (Interlocked.Read(ref began) is var start && start is 0) return;
            if (reader is 0) script.Add(new(Stopwatch.GetElapsedTime(start, now).TotalMilliseconds, message.Length + 1));
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.GetProperty("target").GetString() is not "taskChanged") return;
            foreach (var task in json.RootElement.GetProperty("arguments")[0].GetProperty("tasks").EnumerateArray())
                if (task.GetProperty("state").GetString() is "SUBMITTED" or "REVIEWED" && changes.SubmittedAt.TryGetValue(task.GetProperty("id").GetString()!, out var at) && at >= start)
                    latencies.Add(Stopwatch.GetElapsedTime(at, now).TotalMilliseconds);
        }
    }

    static async Task<(TimeSpan Cpu, long Messages)> Bare(int count, List<Sent> script, TimeSpan length)
    {
        await using var hub = await BareHub.Start();
        var all = Enumerable.Range(0, count).Select(_ => new RawWatcher()).ToList();
        foreach (var few in all.Chunk(50)) await Task.WhenAll(few.Select(w => w.Open(new($"ws://{hub.Url.Authority}/live"), null)));
        foreach (var watcher in all) _ = watcher.Listen();
        await hub.Replay(script[..(script.Count / 5)]);  // warm-up
        var before = hub.Cpu;
        await hub.Replay(script);
        var cpu = hub.Cpu - before;
        await Task.Delay(TimeSpan.FromSeconds(1));
        var messages = all.Min(w => w.Messages);
        foreach (var watcher in all) await watcher.DisposeAsync();
        return (cpu, messages);
    }

    /// <summary>A watcher that has asked for everything and takes nothing.</summary>
    static async Task<Socket> NeverReads(Uri hub, string project)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(hub.Host, hub.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {hub.PathAndQuery} HTTP/1.1\r\nHost: {hub.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        await socket.ReceiveAsync(new byte[1024]);
        await socket.SendAsync(Frame("""{"protocol":"json","version":1}""" + '\u001e'));
        await socket.SendAsync(Frame($$"""{"type":1,"invocationId":"1","target":"watch","arguments":["{{project}}"]}""" + '\u001e'));
        return socket;
    }

    /// <summary>A short text under a mask of zeros.</summary>
    static byte[] Frame(string text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];

    static bool IsClosed(Socket socket)
    {
        try
        {
            socket.Send(Frame("""{"type":6}""" + '\u001e'));
            socket.Send(Frame("""{"type":6}""" + '\u001e'));
            return false;
        }
        catch (SocketException) { return true; }
    }

    static double At(double[] sorted, double share) => sorted is [] ? 0 : Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))], 1);

    static double S(TimeSpan cpu) => Math.Round(cpu.TotalSeconds, 2);
}
