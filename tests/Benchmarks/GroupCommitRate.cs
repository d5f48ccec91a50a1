using System.Diagnostics;
using System.Text.Json;
using Labelwise.Storage;
using Labelwise.Storage.Sqlite;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Benchmarks;

/// <summary>Writes of many grains that share transactions, next to the same writes with a transaction each, in turn.</summary>
static class GroupCommitRate
{
    const int StateBytes = 1_000, Rounds = 5;
    static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task Run(int writers)
    {
        var (grouped, alone, shared) = (new List<double>(), new List<double>(), 0.0);
        for (var round = 0; round <= Rounds; round++)
        {
            var (together, commits) = await Rate(writers, groupWrites: 4_096);
            var (each, _) = await Rate(writers, groupWrites: 1);
            if (round == 0) continue;  // warm-up
            grouped.Add(together);
            alone.Add(each);
            shared = commits;
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            writers, stateBytes = StateBytes, rounds = Rounds, groupedPerSecond = Median(grouped), onePerCommitPerSecond = Median(alone),
            ratio = Math.Round(grouped.Zip(alone, (g, a) => g / a).Order().ElementAt(Rounds / 2), 1), commitsPerWrite = Math.Round(shared, 3),
            load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        }));
    }

    static async Task<(double PerSecond, double CommitsPerWrite)> Rate(int writers, int groupWrites)
    {
        var folder = Directory.CreateTempSubdirectory("labelwise-bench").FullName;
        try
        {
            using var directory = DataDirectory.Take(folder);
            using var store = SqliteStore.Open(directory, groupWrites: groupWrites);
            var states = new SqliteGrainStorage(store, new StateJson());
            var started = Stopwatch.GetTimestamp();
            var written = (await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
            {
                var (count, state, grain) = (0, new GrainState<string> { State = new('x', StateBytes) }, GrainId.Create("task", $"p-{w}"));
                for (; Stopwatch.GetElapsedTime(started) < Length; count++) await states.WriteStateAsync("state", grain, state);
                return count;
            })))).Sum();
            return (written / Stopwatch.GetElapsedTime(started).TotalSeconds, store.Figures.Commits / (double)written);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static double Median(List<double> values) => Math.Round(values.Order().ElementAt(values.Count / 2));
}
