using System.Diagnostics;
using System.Text.Json;
using Labelwise.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Labelwise.Benchmarks.Live;

/// <summary>The baseline: SignalR in a process of its own that sends everybody texts of given lengths at given moments.</summary>
sealed class BareHub : IAsyncDisposable
{
    readonly Process process;

    BareHub(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<BareHub> Start()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var started = Process.Start(ServerApart.OnOtherCores("dotnet", typeof(BareHub).Assembly.Location, "bare-hub", url.ToString().TrimEnd('/')))!;
        await started.StandardOutput.ReadLineAsync();
        return new(started, url);
    }

    /// <summary>Sends messages of these lengths, each so many milliseconds after the call.</summary>
    public async Task Replay(IReadOnlyList<Sent> messages)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var reply = await http.PostAsync(new Uri(Url, "replay"), new StringContent(JsonSerializer.Serialize(messages)));
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>The life of that process.</summary>
    public static async Task Serve(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.Urls.Add(url);
        app.MapHub<Nothing>("/live");
        app.MapPost("/replay", async (HttpContext http) =>
        {
            var all = app.Services.GetRequiredService<IHubContext<Nothing>>().Clients.All;
            var messages = (await JsonSerializer.DeserializeAsync<Sent[]>(http.Request.Body))!;
            var began = Stopwatch.GetTimestamp();
            foreach (var message in messages)
            {
                if (message.AtMs - Stopwatch.GetElapsedTime(began).TotalMilliseconds is > 1 and var early) await Task.Delay(TimeSpan.FromMilliseconds(early));
                await all.SendAsync("m", new string('x', Math.Max(0, message.Bytes - Overhead)));
            }
        });
        await app.StartAsync();
        Console.WriteLine("listens");
        await app.WaitForShutdownAsync();
    }

    /// <summary>Of a message with an empty text.</summary>
    static readonly int Overhead = """{"type":1,"target":"m","arguments":[""]}.""".Length;

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    sealed class Nothing : Hub;
}

/// <param name="AtMs">Milliseconds after the beginning.</param>
readonly record struct Sent(double AtMs, int Bytes);
