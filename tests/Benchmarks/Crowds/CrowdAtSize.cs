using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Benchmarks.Crowds;

/// <summary>
/// Dawid-Skene on a million answers beside plain NumPy, as many rounds each, in turn. Both read their columns before the
/// clock starts; ours then still has to order them by task. Each fit of ours runs in a fresh process, as NumPy's does.
/// </summary>
static class CrowdAtSize
{
    const int Rounds = 20, Repeats = 3;

    sealed record Figure(double CpuSeconds, double Accuracy, long PeakMb);

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="make">`make_big.py`, which makes the set.</param>
    /// <param name="python">With NumPy, such as /usr/bin/python3 of Debian with python3-numpy.</param>
    public static void Run(string make, string python)
    {
        var folder = Directory.CreateTempSubdirectory("crowd-big").FullName;
        try
        {
            Child(python, make, folder);
            Columns(CrowdData.Read(folder), folder);
            var script = Path.Combine(AppContext.BaseDirectory, "Crowds", "dawid_skene.py");
            var (ours, theirs) = (new List<Figure>(), new List<Figure>());
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                ours.Add(Parse(Child(Environment.ProcessPath!, "crowd-fit", folder)));
                theirs.Add(Parse(Child(python, script, folder, Rounds.ToString(CultureInfo.InvariantCulture))));
            }
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                rounds = Rounds, ours, numpy = theirs,
                ratio = Math.Round(Median(ours) / Median(theirs), 3), load1 = File.ReadAllText("/proc/loadavg").Split(' ')[0],
            }, Web));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>One fit of ours, in a process of its own.</summary>
    public static void Fit(string folder)
    {
        int[] task = Column("task"), worker = Column("worker"), label = Column("label"), truth = Column("truth");
        var started = Process.GetCurrentProcess().TotalProcessorTime;
        var answers = AnswerSet.Of(truth.Length, worker.Max() + 1, label.Max() + 1, task, worker, label);
        var fit = DawidSkene.Fit(answers, ConfusionPrior.Fixed, mostRounds: Rounds, tolerance: 0);
        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - started).TotalSeconds;
        if (fit.Rounds != Rounds) throw new InvalidOperationException("Other rounds were made.");
        Console.WriteLine(JsonSerializer.Serialize(new Figure(
            Math.Round(seconds, 3), Math.Round(CrowdScore.Of(fit.Posteriors.AsSpan(), truth).Accuracy, 5), PeakMb()), Web));

        int[] Column(string name) => [.. MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, name + ".bin")))];
    }

    static void Columns(CrowdData set, string folder)
    {
        foreach (var (name, column) in (ReadOnlySpan<(string, int[])>)[("task", set.Task), ("worker", set.Worker), ("label", set.Label), ("truth", set.Truth)])
            File.WriteAllBytes(Path.Combine(folder, name + ".bin"), MemoryMarshal.AsBytes(column.AsSpan()));
    }

    static string Child(string program, params string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {child.ExitCode}.");
    }

    static Figure Parse(string line) => JsonSerializer.Deserialize<Figure>(line, Web)!;

    static double Median(List<Figure> figures) => figures.Select(f => f.CpuSeconds).Order().ElementAt(figures.Count / 2);

    static long PeakMb() => long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
