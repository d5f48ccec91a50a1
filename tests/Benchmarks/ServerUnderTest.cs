using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Labelwise.Tests.Harness;

namespace Labelwise.Benchmarks;

/// <summary><c>labelwise serve</c> in a process of its own on a data directory of its own, and an administrator signed in.</summary>
sealed class ServerUnderTest : IAsyncDisposable
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    readonly bool keepsData;
    readonly string email, password;
    readonly HttpClient http;
    Process running;

    ServerUnderTest(string data, bool keepsData, string email, string password, Uri url)
    {
        (Data, this.keepsData, this.email, this.password) = (data, keepsData, email, password);
        http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        running = Serve();
    }

    public string Data { get; }

    /// <param name="data">Null for a new one, deleted at the end.</param>
    public static async Task<ServerUnderTest> Start(string? data = null)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("labelwise-bench-").FullName;
        var (email, password) = ($"bench-{Guid.NewGuid():n}@example.org", Convert.ToHexString(RandomNumberGenerator.GetBytes(12)));
        using var said = Launch(password, ["user", "add", email, "--role", "admin", "--data", folder, "--json"]);
        await said.WaitForExitAsync();
        if (said.ExitCode != 0) throw new InvalidOperationException("No account could be made.");
        return new(folder, data is not null, email, password, new($"http://127.0.0.1:{FreePort.Next()}/api/v1/"));
    }

    /// <summary>Waits until it answers, and signs in.</summary>
    public async Task SignIn()
    {
        await Ready();
        var session = await Post("sessions", new { email, password });
        http.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("token").GetString());
    }

    public async Task Ready()
    {
        while (true)
        {
            try { if ((await http.GetAsync("/readyz")).IsSuccessStatusCode) return; }
            catch (HttpRequestException) when (!running.HasExited) { /* not yet */ }
            await Task.Delay(LookEvery);
        }
    }

    public async Task<string> NewProject(object spec, object pipeline) =>
        (await Post("projects", new { name = $"Bench {Guid.NewGuid():n}", spec, pipeline })).GetProperty("id").GetString()!;

    /// <summary>Uploads a file and waits for the job.</summary>
    /// <returns>Seconds of the upload, and from its answer to the job's end.</returns>
    public async Task<(double Upload, double Job, JsonElement View)> Import(string project, string file, string format)
    {
        var started = Stopwatch.GetTimestamp();
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(format), "format" }, { new StreamContent(content, 1 << 17), "file", Path.GetFileName(file) },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"projects/{project}/imports") { Content = form };
        var job = (await Send(request)).GetProperty("id").GetString()!;
        var upload = Stopwatch.GetElapsedTime(started).TotalSeconds;
        while (true)
        {
            var view = await Get($"jobs/{job}");
            if (view.GetProperty("state").GetString() is not ("queued" or "running")) return (upload, Stopwatch.GetElapsedTime(started).TotalSeconds - upload, view);
            await Task.Delay(LookEvery);
        }
    }

    public async Task Register(byte[] onnx, string card)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(onnx), "model", "model.onnx" }, { new StringContent(card), "card", "card.json" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "models") { Content = form };
        await Send(request);
    }

    public Task<JsonElement> Get(string path) => Send(new(HttpMethod.Get, path));

    public Task<JsonElement> Post(string path, object body, string? bearer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return Send(request);
    }

    async Task<JsonElement> Send(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("n"));
        using var reply = await http.SendAsync(request);
        var json = await reply.Content.ReadAsStringAsync();
        return reply.IsSuccessStatusCode ? JsonElement.Parse(json.Length is 0 ? "null" : json) : throw new InvalidOperationException($"{request.RequestUri}: {(int)reply.StatusCode} {json}");
    }

    /// <summary>Most memory that it had so far, in bytes (VmHWM).</summary>
    public long PeakBytes => Status("VmHWM:");

    /// <summary>Memory that it has now, in bytes (VmRSS).</summary>
    public long ResidentBytes => Status("VmRSS:");

    /// <summary>Processor time of its process so far.</summary>
    public TimeSpan Cpu => Figures.CpuOf(running.Id);

    long Status(string name) => File.ReadLines($"/proc/{running.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] ? long.Parse(kilobytes) << 10 : 0;

    /// <summary>kill -9, and a new process on what is on disk. Does not wait for its answers.</summary>
    public async Task KillAndServe()
    {
        await Kill();
        running = Serve();
    }

    /// <summary>SIGTERM, and a new process once that has stopped in order.</summary>
    public async Task StopAndServe()
    {
        using var asking = Process.Start("kill", ["-TERM", $"{running.Id}"]);
        await running.WaitForExitAsync();
        running.Dispose();
        running = Serve();
    }

    async Task Kill()
    {
        running.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        http.Dispose();
        if (!keepsData) Directory.Delete(Data, recursive: true);
    }

    Process Serve() => Launch(password, ["serve", "--data", Data, "--url", http.BaseAddress!.GetLeftPart(UriPartial.Authority)]);

    static Process Launch(string password, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "labelwise.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["LABELWISE_PASSWORD"] = password;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text && Environment.GetEnvironmentVariable("BENCH_LOG") is not null) Console.Error.WriteLine(text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
