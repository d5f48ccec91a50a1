using System.Diagnostics;
using System.Text.Json;

namespace Labelwise.Benchmarks;

/// <summary>A zip of small images into the real server, upload to the end of the job, next to what any program would have to do
/// with it at least: <c>unzip</c>, <c>sha256sum</c> of every file, and <c>cp</c> of the zip with fsync. In turn, on one disk.</summary>
static class ImageImport
{
    public static async Task Run(int images, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("labelwise-bench-").FullName;
        try
        {
            var zip = Path.Combine(folder, "images.zip");
            SmallImages.Zip(zip, images);
            var (theirs, ours) = (new List<Baseline>(), new List<Imported>());
            for (var round = 0; round < rounds; round++)
            {
                if (round % 2 == 0) theirs.Add(await Unpack(zip, folder));
                ours.Add(await Import(zip, images));
                if (round % 2 == 1) theirs.Add(await Unpack(zip, folder));
            }
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                images, zipMb = new FileInfo(zip).Length >> 20, rounds,
                ratio = Math.Round(Figures.Median([.. ours.Zip(theirs, (o, t) => o.Total / t.Total)]), 2),
                ratios = ours.Zip(theirs, (o, t) => Math.Round(o.Total / t.Total, 2)),
                cpuRatio = Math.Round(Figures.Median([.. ours.Zip(theirs, (o, t) => o.Cpu / t.Cpu)]), 2),  // says more on a busy machine
                importSeconds = Figures.Median([.. ours.Select(o => o.Total)]), uploadSeconds = Figures.Median([.. ours.Select(o => o.Upload)]),
                importCpuSeconds = Figures.Median([.. ours.Select(o => o.Cpu)]), imagesPerSecond = Math.Round(images / Figures.Median([.. ours.Select(o => o.Total)])),
                baselineSeconds = Figures.Median([.. theirs.Select(t => t.Total)]), unzipSeconds = Figures.Median([.. theirs.Select(t => t.Unzip)]),
                baselineCpuSeconds = Figures.Median([.. theirs.Select(t => t.Cpu)]), sha256sumSeconds = Figures.Median([.. theirs.Select(t => t.Sums)]), cpFsyncSeconds = Figures.Median([.. theirs.Select(t => t.Copy)]),
                peakMb = ours.Max(o => o.PeakBytes) >> 20, load1 = Figures.Load,
            }));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    static async Task<Imported> Import(string zip, int images)
    {
        await using var server = await ServerUnderTest.Start();
        await server.SignIn();
        var project = await server.NewProject(
            new { media = "image", classes = Array.Empty<object>(), properties = new[] { new { name = "kind", type = "option", options = new[] { "a", "b" }, required = true } } },
            new { autoAccept = new { enabled = false } });
        var before = server.Cpu;
        var (upload, job, view) = await server.Import(project, zip, "images");
        if (view.GetProperty("state").GetString() != "succeeded" || view.GetProperty("result").GetProperty("added").ToString() != $"{images}")
            throw new InvalidOperationException($"The import ended otherwise: {view}");
        return new(upload, job, (server.Cpu - before).TotalSeconds, server.PeakBytes);
    }

    static async Task<Baseline> Unpack(string zip, string folder)
    {
        var (to, copy) = (Path.Combine(folder, "unpacked"), Path.Combine(folder, "copy.zip"));
        var before = Figures.ChildrenCpu;
        var made = new Baseline(
            await Shell($"unzip -q '{zip}' -d '{to}'"),
            await Shell($"find '{to}' -type f -print0 | xargs -0 sha256sum > '{folder}/sums'"),
            await Shell($"cp '{zip}' '{copy}' && sync '{copy}'"),
            0);
        var cpu = (Figures.ChildrenCpu - before).TotalSeconds;
        Directory.Delete(to, recursive: true);
        File.Delete(copy);
        return made with { Cpu = cpu };
    }

    /// <returns>Seconds.</returns>
    static async Task<double> Shell(string command)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start("sh", ["-c", command]);
        await process.WaitForExitAsync();
        return process.ExitCode is 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"'{command}' failed.");
    }

    /// <summary>Seconds of each step.</summary>
    sealed record Baseline(double Unzip, double Sums, double Copy, double Cpu)
    {
        public double Total => Unzip + Sums + Copy;
    }

    /// <inheritdoc cref="Baseline"/>
    sealed record Imported(double Upload, double Job, double Cpu, long PeakBytes)
    {
        public double Total => Upload + Job;
    }
}
