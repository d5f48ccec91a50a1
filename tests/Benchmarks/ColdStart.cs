using System.Diagnostics;
using System.Text.Json;

namespace Labelwise.Benchmarks;

/// <summary>From the start of the server's process to the first lease over HTTP, of people who are signed in: after a stop in order, and
/// after kill -9 while they worked. What the disk holds is in the page cache, as after any crash of the process alone.</summary>
static class ColdStart
{
    const int Annotators = 16, Rounds = 3;
    static readonly TimeSpan Work = TimeSpan.FromSeconds(5), AskEvery = TimeSpan.FromMilliseconds(10);

    public static async Task Run(int tasks)
    {
        var folder = Directory.CreateTempSubdirectory("labelwise-bench-").FullName;
        try
        {
            var building = Stopwatch.StartNew();
            await SizedProject.Make(folder, tasks, decided: false);
            building.Stop();
            await using var server = await ServerUnderTest.Start(folder);
            await server.SignIn();
            var workers = await Worker.Hire(server, Annotators);
            var (clean, killed, leased) = (new List<double>(), new List<double>(), 0);
            for (var round = 0; round < Rounds; round++)
            {
                await server.StopAndServe();
                clean.Add(await FirstLease(workers));
                leased += await WorkUntil(workers, Stopwatch.GetTimestamp() + (long)(Work.TotalSeconds * Stopwatch.Frequency), server.KillAndServe);
                killed.Add(await FirstLease(workers));
            }
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                tasks, annotators = Annotators, rounds = Rounds, cleanStartSeconds = Figures.Median(clean), afterKillSeconds = Figures.Median(killed),
                slowestCleanStartSeconds = clean.Max(), slowestAfterKillSeconds = killed.Max(), cyclesBeforeKills = leased,
                buildSeconds = Math.Round(building.Elapsed.TotalSeconds), serverMb = server.ResidentBytes >> 20, load1 = Figures.Load,
            }));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>Everybody asks until the first of them has a task; the rest then get theirs.</summary>
    static async Task<double> FirstLease(Worker[] workers)
    {
        var started = Stopwatch.GetTimestamp();
        var first = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAll(workers.Select(async worker =>
        {
            while (true)
            {
                try
                {
                    await worker.Next();
                    first.TrySetResult(Stopwatch.GetElapsedTime(started).TotalSeconds);
                    return;
                }
                catch (Exception e) when (e is HttpRequestException or InvalidOperationException) { await Task.Delay(AskEvery); }
            }
        }));
        return Math.Round(await first.Task, 2);
    }

    /// <summary>All lease and submit; in the middle of it the server is killed.</summary>
    static async Task<int> WorkUntil(Worker[] workers, long until, Func<Task> kill)
    {
        var (cycles, over) = (0, false);
        var working = workers.Select(async worker =>
        {
            while (!over)
                try
                {
                    await worker.Submit(await worker.Next());
                    Interlocked.Increment(ref cycles);
                }
                catch (Exception e) when (e is HttpRequestException or InvalidOperationException) { await Task.Delay(AskEvery); }
        }).ToArray();
        while (Stopwatch.GetTimestamp() < until) await Task.Delay(AskEvery);
        over = true;  // each ends with the call that is under way, which the kill cuts off
        await kill();
        await Task.WhenAll(working);
        return cycles;
    }
}
