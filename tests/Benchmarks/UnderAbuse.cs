using System.IO.Compression;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Labelwise.Cli.Client;
using Labelwise.Cli.Load;

namespace Labelwise.Benchmarks;

/// <summary>How long others wait for their work at a fixed rate while one client uploads files that unfold without end, beside
/// files as large that unfold to nothing, and while another holds connections that it never finishes; and what either takes of
/// the server's memory.</summary>
static class UnderAbuse
{
    const int Annotators = 16, Uploaders = 4, HalfOpen = 1_000;
    const double CyclesPerSecond = 100;

    public static async Task Run(TimeSpan length)
    {
        await using var server = await ServerApart.Start();
        using var admin = await server.SignIn();
        var site = await LoadSite.Make(admin, (int)(CyclesPerSecond * (length.TotalSeconds * 5 + 10)), Annotators, ServerApart.Around, default);
        byte[][] bombs = [Zip(1, 512 << 20), Zip(100_000, 0), Zip(200, 4 << 20)];  // before anything is measured: packing them takes a core for long
        await LoadRun.Measure(server.Url, site, CyclesPerSecond, TimeSpan.FromSeconds(5), default);  // warm-up

        var quiet = await LoadRun.Measure(server.Url, site, CyclesPerSecond, length, default);
        var before = server.ResidentBytes;
        var (bombed, uploads) = await Beside(bombs);
        var taken = server.ResidentBytes - before;
        var (noise, noises) = await Beside([.. bombs.Select(b => RandomNumberGenerator.GetBytes(b.Length))]);

        before = server.ResidentBytes;
        var sockets = await Hold(server.Url);
        var held = await LoadRun.Measure(server.Url, site, CyclesPerSecond, length, default);
        var connections = server.ResidentBytes - before;
        sockets.ForEach(s => s.Dispose());
        var after = await LoadRun.Measure(server.Url, site, CyclesPerSecond, length, default);

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            cyclesPerSecond = CyclesPerSecond, seconds = length.TotalSeconds, quietP99Ms = quiet.P99Ms, uploads, bombedP99Ms = bombed.P99Ms, bombedToQuiet = Math.Round(bombed.P99Ms / quiet.P99Ms, 2),
            bombsMb = taken >> 20, noises, noiseP99Ms = noise.P99Ms, halfOpen = HalfOpen, heldP99Ms = held.P99Ms, heldToQuiet = Math.Round(held.P99Ms / quiet.P99Ms, 2), halfOpenMb = connections >> 20, afterP99Ms = after.P99Ms,
            refusals = bombed.Refusals + held.Refusals, cores = Environment.ProcessorCount, load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        }));

        async Task<(LoadResult, int)> Beside(byte[][] files)
        {
            using var over = new CancellationTokenSource();
            var uploading = Upload(admin, files, over.Token);
            var measured = await LoadRun.Measure(server.Url, site, CyclesPerSecond, length, default);
            await over.CancelAsync();
            return (measured, await uploading);
        }
    }

    /// <returns>Uploads that were taken; at the end those still at work are cancelled.</returns>
    static async Task<int> Upload(ApiClient admin, byte[][] bombs, CancellationToken over)
    {
        var project = (await admin.Post("projects", new
        {
            name = "Bombs", spec = new { media = "image", classes = Array.Empty<object>(), properties = new[] { new { name = "quality", type = "option", options = new[] { "good", "bad" }, required = true } } },
        }, default)).GetProperty("id").GetString()!;
        var taken = await Task.WhenAll(Enumerable.Range(0, Uploaders).Select(async uploader =>
        {
            var count = 0;
            for (; !over.IsCancellationRequested; count++)
            {
                var bomb = bombs[(uploader + count) % bombs.Length];
                var job = (await admin.Upload($"projects/{project}/imports", () => new MultipartFormDataContent
                {
                    { new StringContent("images"), "format" }, { new ByteArrayContent(bomb), "file", "bomb.zip" },
                }, default)).GetProperty("id").GetString();
                while (await IsAtWork(admin, job))
                {
                    if (over.IsCancellationRequested) await admin.Delete($"jobs/{job}", default);
                    await Task.Delay(50, CancellationToken.None);
                }
            }
            return count;
        }));
        return taken.Sum();
    }

    static async Task<bool> IsAtWork(ApiClient admin, string? job) => (await admin.Get($"jobs/{job}", default)).GetProperty("state").GetString() is "queued" or "running";

    /// <summary>So many entries of so many zeros each.</summary>
    static byte[] Zip(int entries, int bytesEach)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < entries; i++)
            {
                using var entry = archive.CreateEntry($"{i}.png", CompressionLevel.Fastest).Open();
                var zeros = new byte[1 << 20];
                for (var left = bytesEach; left > 0; left -= zeros.Length) entry.Write(zeros);
            }
        return zip.ToArray();
    }

    static async Task<List<TcpClient>> Hold(Uri url)
    {
        var open = new List<TcpClient>();
        for (var i = 0; i < HalfOpen; i++)
        {
            var socket = new TcpClient(url.Host, url.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /live HTTP/1.1\r\nHost: {url.Authority}\r\nX: "));
            open.Add(socket);
        }
        return open;
    }
}
