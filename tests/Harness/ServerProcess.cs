using System.Collections.Concurrent;
using System.Diagnostics;

namespace Labelwise.Tests.Harness;

/// <summary>The product as an operator runs it, in a process of its own that can be killed at any moment.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    readonly TestBlobs? blobs;
    readonly string data;
    Process? running;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}");
    public int Kills { get; private set; }

    ServerProcess(TestBlobs? blobs, string data) => (this.blobs, this.data) = (blobs, data);

    /// <summary>Of its process.</summary>
    public int Id => running!.Id;

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
        var server = new ServerProcess(await TestBlobs.In(), Directory.CreateTempSubdirectory("labelwise-crash-").FullName);
        using var adding = server.Launch("user", "add", admin, "--role", "admin", "--data", server.data);
        await adding.WaitForExitAsync();
        Assert.Equal(0, adding.ExitCode);
        server.Serve();
        return server;
    }

    /// <summary>Another server on what a backup holds.</summary>
    public async Task<ServerProcess> ServeBackup(string backup)
    {
        var other = new ServerProcess(blobs, Path.Combine(backup, "restored"));
        var (exit, said) = await other.Operate("restore", "--from", backup);
        Assert.True(exit == 0, said);
        other.Serve();
        return other;
    }

    /// <summary>Runs a command on the data directory, whoever works there.</summary>
    /// <returns>How it ended, and all it said.</returns>
    public async Task<(int ExitCode, string Said)> Operate(params string[] arguments)
    {
        var said = new ConcurrentQueue<string?>();
        using var process = Launch(said.Enqueue, [.. arguments, "--data", data]);
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', said));
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

    Process Launch(params string[] arguments) => Launch(_ => { }, arguments);

    Process Launch(Action<string?> said, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "labelwise.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        if (blobs is not null) (start.Environment["LABELWISE_BLOBS"], start.Environment["LABELWISE_BLOBCONTAINER"]) = (blobs.Place, blobs.Container);
        start.Environment["LABELWISE_PASSWORD"] = Password;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => said(line.Data);
        process.ErrorDataReceived += (_, line) => { said(line.Data); if (line.Data is not null) Log.Enqueue(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        running!.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
        Directory.Delete(data, recursive: true);
    }
}
