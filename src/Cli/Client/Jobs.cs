using System.Text.Json;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary>Follows a job of the server to its end.</summary>
static class Jobs
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);

    /// <summary>Errors that are written out; all are counted, and all that the server gives are in the JSON.</summary>
    const int MostWritten = 20;

    /// <returns>The job as it ended: succeeded.</returns>
    /// <exception cref="CommandFailedException">It failed or was cancelled.</exception>
    public static async Task<JsonElement> Follow(
        ApiClient client, string id, Surroundings around, string what, string unit, CancellationToken cancellation)
    {
        var ended = await ProgressLine.While(around, what, unit, async line =>
        {
            for (; ; await Task.Delay(Between, cancellation))
            {
                var job = await client.Get($"jobs/{id}", cancellation);
                line.Show(job.GetProperty("done").GetInt64(), job.GetProperty("total").GetInt64(), job.GetProperty("rate").GetDouble());
                if (job.GetProperty("state").GetString() is not ("queued" or "running")) return job;
            }
        });
        WriteErrors(ended, around);
        return ended.GetProperty("state").GetString() is "succeeded" ? ended
            : throw new CommandFailedException($"The job {id} {ended.GetProperty("state").GetString()}.");
    }

    public static int ErrorCount(JsonElement job) => job.GetProperty("errorCount").GetInt32();

    static void WriteErrors(JsonElement job, Surroundings around)
    {
        foreach (var error in job.GetProperty("errors").EnumerateArray().Take(MostWritten))
        {
            var line = error.TryGetProperty("line", out var number) && number.ValueKind is JsonValueKind.Number ? $":{number}" : "";
            around.Error.WriteLine($"{error.GetProperty("file").GetString()}{line}: {error.GetProperty("reason").GetString()} ({error.GetProperty("code").GetString()})");
        }
        if (ErrorCount(job) > MostWritten) around.Error.WriteLine($"… and {ErrorCount(job) - MostWritten} more; --json gives the first thousand.");
    }
}
