using System.Diagnostics;
using System.Security.Cryptography;

namespace Labelwise.Tests.Harness;

/// <summary>A real Azurite, the blob service of Azure on this machine: one for a test process, with an account of its
/// own, and ended with it.</summary>
sealed class Azurite
{
    const string Account = "labelwisetests", Listens = "listens on http://127.0.0.1:";

    /// <summary>Ends with whoever holds the other end of its input, also if that is killed.</summary>
    const string EndsWithUs = "process.stdin.on('end', () => process.exit()).resume(); require(process.argv[1]);";

    static readonly Lazy<Task<Azurite>> Shared = new(Start);

    /// <summary>Kept, or its input would be closed when it is collected.</summary>
    readonly Process running;

    Azurite(Process running, int port, string key) => (this.running, Port, Key) = (running, port, key);

    public int Port { get; }

    public string Key { get; }

    public string ConnectionString => At(Port, Key);

    /// <summary>The one of this process; skips the test, with the reason, where it cannot be had.</summary>
    public static async Task<Azurite> Get()
    {
        try { return await Shared.Value; }
        catch (AzuriteAbsentException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    public static string At(int port, string key) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};BlobEndpoint=http://127.0.0.1:{port}/{Account};";

    public static string NewContainer() => $"test-{Guid.NewGuid():n}";

    static async Task<Azurite> Start()
    {
        var folder = await AzuriteFolder.Installed();
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var start = new ProcessStartInfo("node",
        [
            "-e", EndsWithUs, Path.Combine(folder, "node_modules/azurite/dist/src/blob/main.js"),
            "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = folder, Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var said = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said += line + "\n";
            if (line.IndexOf(Listens, StringComparison.Ordinal) is var at && at < 0) continue;
            _ = process.StandardOutput.ReadToEndAsync();  // so that it never waits for a reader
            return new(process, int.Parse(line[(at + Listens.Length)..]), key);
        }
        throw new InvalidOperationException($"Azurite ended before it listened:\n{said}");
    }
}

/// <summary>Why there is no Azurite here.</summary>
sealed class AzuriteAbsentException(string reason) : Exception(reason);
