using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Labelwise.Tests.Harness;

/// <summary>The product as an operator runs it, in a process of its own that can be killed at any moment.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    readonly TestBlobs? blobs;
    readonly string data = Directory.CreateTempSubdirectory("labelwise-crash-").FullName;
    Process? running;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort()}");
    public int Kills { get; private set; }

    ServerProcess(TestBlobs? blobs) => this.blobs = blobs;

    /// <summary>Lines of its standard error.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>What it keeps.</summary>
    public string Data => data;

    /// <summary>Memory that it has now.</summary>
    public long ResidentBytes
    {
        get
        {
            running!.Refresh();
            return running.WorkingSet64;
        }
    }

    public static async Task<ServerProcess> Start(string admin)
    {
        var server = new ServerProcess(await TestBlobs.In());
        using var adding = server.Launch("user", "add", admin, "--role", "admin", "--data", server.data);
        await adding.WaitForExitAsync();
        Assert.Equal(0, adding.ExitCode);
        server.Serve();
        return server;
    }

    /// <summary>kill -9: what is not on disk is gone.</summary>
    public async Task Kill()
    {
        running!.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
        Kills++;
    }

    public async Task KillAndServe()
    {
        await Kill();
        Serve();
    }

    /// <summary>Starts it on what it kept. Answers a moment later.</summary>
    public void Serve() => running = Launch("serve", "--data", data, "--url", Url.ToString().TrimEnd('/'));

    Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "labelwise.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        if (blobs is not null) (start.Environment["LABELWISE_BLOBS"], start.Environment["LABELWISE_BLOBCONTAINER"]) = (blobs.Place, blobs.Container);
        start.Environment["LABELWISE_PASSWORD"] = Password;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => { if (line.Data is not null) Log.Enqueue(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        running!.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
        Directory.Delete(data, recursive: true);
    }
}
