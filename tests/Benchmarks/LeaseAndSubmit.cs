using System.Diagnostics;
using System.Text.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Tasks;

namespace Labelwise.Benchmarks;

/// <summary>Cycles of lease and submit at grain level, as the PostgreSQL queue of the baseline does them: 1,024 annotators
/// take turns on so many connections, a document of eight boxes, both durable before the reply.</summary>
static class LeaseAndSubmit
{
    const int People = 1024;
    static readonly TimeSpan Warmup = TimeSpan.FromSeconds(10);

    public static async Task Run(int tasks, int connections, TimeSpan length)
    {
        await using var project = await Project.Start(tasks, People);
        var document = LabelDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(Document())).Labels!;
        await Phase(project, connections, Warmup, document);
        var syncs = project.Store.Figures.Commits;
        var (cpu, allocated, paused) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
        var (cycles, latencies) = await Phase(project, connections, length, document);
        var commits = project.Store.Figures.Commits - syncs;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        paused = GC.GetTotalPauseDuration() - paused;
        latencies.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tasks, connections, seconds = length.TotalSeconds, cyclesPerSecond = Math.Round(cycles / length.TotalSeconds),
            p50Ms = At(latencies, 0.5), p99Ms = At(latencies, 0.99), commitsPerSubmit = Math.Round(commits / (double)Math.Max(1, cycles), 3),
            // On a busy machine the processor time says more than the rate.
            cpuMsPerCycle = Math.Round(cpu.TotalMilliseconds / Math.Max(1, cycles), 3), kbAllocatedPerCycle = allocated / Math.Max(1, cycles) >> 10,
            msPausedPerCycle = Math.Round(paused.TotalMilliseconds / Math.Max(1, cycles), 3),
            load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0], memoryMb = Environment.WorkingSet >> 20,
        }));
    }

    static async Task<(int Cycles, List<double> Ms)> Phase(Project project, int connections, TimeSpan length, LabelDocument document)
    {
        var until = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var results = await Task.WhenAll(Enumerable.Range(0, connections).Select(c => Task.Run(async () =>
        {
            var ms = new List<double>();
            for (var turn = 0; Stopwatch.GetTimestamp() < until; turn++)
            {
                var who = Project.Annotator(c + connections * (turn % (People / connections)));
                var started = Stopwatch.GetTimestamp();
                var work = await project.Grains.GetGrain<IAnnotatorGrain>($"{project.Id}/{who}").Next(
                    new(new(Guid.NewGuid().ToString("N")), AssignmentKind.Label, 1, false));
                if (work.Tasks.IsEmpty) break;
                var handout = work.Tasks[0];
                var answer = await project.Grains.GetGrain<ITaskGrain>(handout.Task.Value).Submit(
                    new(new(Guid.NewGuid().ToString("N")), who, 1, handout.Lease.Id, document with { }, 4200));
                if (answer.Refusal is { } why) throw new InvalidOperationException(why.Message);
                ms.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            return ms;
        })));
        var all = results.SelectMany(r => r).ToList();
        return (all.Count, all);
    }

    static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))], 2);

    static object Document() => new
    {
        objects = Enumerable.Range(0, 8).Select(i => new
        {
            id = $"o{i}", @class = "vehicle",
            shape = new { box = new[] { i * 97 + 12.25, i * 53 + 7.5, i * 11 + 40.75, i * 7 + 32.0 } },
            properties = new { occluded = false, truncated = true },
        }),
        properties = new { weather = "rain" },
    };
}
