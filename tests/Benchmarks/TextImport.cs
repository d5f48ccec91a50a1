using System.Text.Json;

namespace Labelwise.Benchmarks;

/// <summary>Text rows (jsonl) into the real server at several counts, each on a server of its own: the rate, and the most memory
/// that the server had.</summary>
static class TextImport
{
    public static async Task Run(int[] counts)
    {
        var sizes = new List<object>();
        foreach (var rows in counts) sizes.Add(await Import(rows));
        Console.WriteLine(JsonSerializer.Serialize(new { sizes, load1 = Figures.Load }));
    }

    static async Task<object> Import(int rows)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, rows).Select(i => JsonSerializer.Serialize(new
            {
                externalId = $"row-{i:D8}", text = $"Row {i}: the seller was kind, the parcel came {i % 30} days late and one corner of it was wet.",
            })));
            await using var server = await ServerUnderTest.Start();
            await server.SignIn();
            var project = await server.NewProject(
                new { media = "text", classes = Array.Empty<object>(), properties = new[] { new { name = "tone", type = "option", options = new[] { "good", "bad" }, required = true } } },
                new { autoAccept = new { enabled = false } });
            var before = server.PeakBytes;
            var (upload, job, view) = await server.Import(project, file, "text");
            if (view.GetProperty("state").GetString() != "succeeded") throw new InvalidOperationException($"The import ended otherwise: {view}");
            return new
            {
                rows, fileMb = new FileInfo(file).Length >> 20, seconds = Math.Round(upload + job, 2), rowsPerSecond = Math.Round(rows / (upload + job)),
                startedMb = before >> 20, peakMb = server.PeakBytes >> 20, endedMb = server.ResidentBytes >> 20,
            };
        }
        finally { File.Delete(file); }
    }
}
