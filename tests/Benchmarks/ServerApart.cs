using System.Diagnostics;
using System.Security.Cryptography;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;
using Labelwise.Tests.Harness;

namespace Labelwise.Benchmarks;

/// <summary>The server as an operator runs it, in a process of its own on half of the cores; this program keeps to the other
/// half, so that its own work is not taken for the server's.</summary>
sealed class ServerApart : IAsyncDisposable
{
    public const string Admin = "bench@example.org";

    static readonly string Password = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    readonly string data = Directory.CreateTempSubdirectory("labelwise-bench").FullName;
    Process server = null!;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>Progress to standard error, nothing to standard output.</summary>
    public static Surroundings Around { get; } = new(
        TextWriter.Null, TextWriter.Synchronized(System.Console.Error), TextReader.Null, Environment.GetEnvironmentVariable, Path.GetTempPath(), IsInteractive: false);

    public static async Task<ServerApart> Start()
    {
        var started = new ServerApart();
        using (var adding = started.Launch("user", "add", Admin, "--role", "admin", "--data", started.data)) await adding.WaitForExitAsync();
        started.server = started.Launch("serve", "--data", started.data, "--url", started.Url.ToString().TrimEnd('/'));
        KeepApart();
        using var http = new HttpClient();
        while (true)
            try
            {
                if ((await http.GetAsync(new Uri(started.Url, "readyz"))).IsSuccessStatusCode) return started;
            }
            catch (HttpRequestException) when (!started.server.HasExited) { await Task.Delay(50); }
    }

    /// <summary>Of the server's process, since its start.</summary>
    public TimeSpan Cpu
    {
        get
        {
            server.Refresh();
            return server.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            server.Refresh();
            return server.WorkingSet64;
        }
    }

    public async Task<ApiClient> SignIn()
    {
        var client = new ApiClient(Url.ToString(), null);
        await Connection.SignIn(client, Admin, Password, default);
        return client;
    }

    /// <summary>Moves this process to the cores that the server does not have.</summary>
    public static void KeepApart()
    {
        var cores = Environment.ProcessorCount;
        if (cores < 2 || !OperatingSystem.IsLinux()) return;
        using var own = Process.GetCurrentProcess();
        own.ProcessorAffinity = (nint)((1L << cores) - (1L << cores / 2));
    }

    /// <summary>A command that runs on the server's cores from its beginning, so that its runtime counts no others.</summary>
    public static ProcessStartInfo OnOtherCores(params string[] command)
    {
        var cores = Environment.ProcessorCount;
        var start = cores < 2 || !OperatingSystem.IsLinux()
            ? new ProcessStartInfo(command[0], command[1..]) : new ProcessStartInfo("taskset", ["-c", $"0-{cores / 2 - 1}", .. command]);
        start.RedirectStandardOutput = true;
        return start;
    }

    Process Launch(params string[] arguments)
    {
        var start = OnOtherCores(["dotnet", Path.Combine(AppContext.BaseDirectory, "labelwise.dll"), .. arguments]);
        start.Environment["LABELWISE_PASSWORD"] = Password;
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(data, recursive: true);
    }
}
