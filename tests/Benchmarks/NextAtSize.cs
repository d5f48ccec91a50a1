using System.Diagnostics;
using System.Text.Json;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Annotators;

namespace Labelwise.Benchmarks;

/// <summary>How long "next" takes in a project of some size, and the first one after a start.</summary>
static class NextAtSize
{
    const int Asked = 2000;

    public static async Task Run(int tasks)
    {
        var built = Stopwatch.StartNew();
        await using var project = await Project.Start(tasks, Asked);
        var buildSeconds = built.Elapsed.TotalSeconds;
        await project.Restart();
        var first = Stopwatch.StartNew();
        await Next(project, 0);
        var firstMs = first.Elapsed.TotalMilliseconds;
        var ms = new List<double>();
        for (var a = 1; a < Asked; a++)
        {
            var started = Stopwatch.GetTimestamp();
            await Next(project, a);
            ms.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        ms.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tasks, buildSeconds = Math.Round(buildSeconds, 1), firstMs = Math.Round(firstMs, 1),
            p50Ms = Math.Round(ms[ms.Count / 2], 3), p99Ms = Math.Round(ms[(int)(ms.Count * 0.99)], 3),
            load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0], memoryMb = Environment.WorkingSet >> 20,
        }));
    }

    static async Task Next(Project project, int annotator)
    {
        var who = Project.Annotator(annotator);
        var work = await project.Grains.GetGrain<IAnnotatorGrain>($"{project.Id}/{who}").Next(
            new(new($"k{annotator}"), AssignmentKind.Label, 1, false));
        if (work.Tasks.Length != 1) throw new InvalidOperationException("Nothing was handed out.");
    }
}
