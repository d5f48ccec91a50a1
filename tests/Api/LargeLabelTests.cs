using System.Diagnostics;
using System.Text;

namespace Labelwise.Tests.Api;

/// <summary>An image full of cells is a large label document, and no reason to refuse it.</summary>
public sealed class LargeLabelTests
{
    [Fact]
    public async Task Three_thousand_polygons_are_kept_as_a_draft_and_submitted_and_what_is_beyond_the_limit_says_so()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var spec = new { media = "image", classes = new[] { new { name = "cell", shape = "polygon" } }, properties = Array.Empty<object>() };
        Assert.Equal(200, (await team.Curator.Put($"/projects/{team.Project}/spec", spec)).Status);
        await Uploads.Import(team, Pictures.Zip(2));
        var task = await team.Next();
        var (path, lease) = ($"/tasks/{task["id"]}", (string)task["lease"]!["id"]!);
        var labels = Cells((int)task["sample"]!["width"]!, 3_000);
        Assert.True(labels.Length > 2 << 20, $"{labels.Length} bytes");

        var began = Stopwatch.GetTimestamp();
        for (var revision = 1; revision <= 3; revision++)
            Assert.Equal(204, (await team.Annotator.Send("PUT", $"{path}/draft", $$"""{"labels":{{labels}},"activeMs":1,"revision":{{revision}}}""")).Status);
        TestContext.Current.SendDiagnosticMessage($"A draft of {labels.Length:N0} bytes is kept in {Stopwatch.GetElapsedTime(began).TotalMilliseconds / 3:0} ms.");
        var again = (await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1, resume = true })).Json!["tasks"]![0]!;
        Assert.Equal(3_000, again["draft"]!["labels"]!["objects"]!.AsArray().Count);
        Assert.Equal(200, (await team.Annotator.Post($"{path}/submit", $$"""{"lease":"{{lease}}","labels":{{labels}},"activeMs":1}""")).Status);
        Assert.Equal(3_000, (await team.Curator.Get(path)).Json!["annotations"]![0]!["labels"]!["objects"]!.AsArray().Count);

        var other = await team.Next();
        var tooLarge = await team.Annotator.Send("POST", $"/tasks/{other["id"]}/submit", $$"""{"lease":"{{(string)other["lease"]!["id"]!}}","labels":{{Cells(100, 10)}},"activeMs":1,"x":"{{new string('x', 9 << 20)}}"}""", Expect);
        Assert.Equal((413, "too-large"), (tooLarge.Status, tooLarge.Code));
        Assert.Contains("8,454,144 bytes", (string)tooLarge.Json!["detail"]!, StringComparison.Ordinal);
        // A browser does not ask first: it hears of it all the same, and how much would be taken it is told beforehand.
        var sent = await team.Annotator.Send("POST", $"/tasks/{other["id"]}/submit", $$"""{"lease":"{{(string)other["lease"]!["id"]!}}","labels":{{Cells(100, 10)}},"activeMs":1,"x":"{{new string('x', 20 << 20)}}"}""");
        Assert.Equal((413, "too-large"), (sent.Status, sent.Code));
        Assert.Equal(8_454_144, (int)(await team.Annotator.Get("/me")).Json!["limits"]!["labelBytes"]!);
        Assert.Equal(413, (await team.Annotator.Send("POST", $"/projects/{team.Project}/tasks/next", $$"""{"count":1,"x":"{{new string('x', 2 << 20)}}"}""", Expect)).Status);
    }

    /// <summary>The client asks before it sends: otherwise it may still be sending when the answer is there.</summary>
    static readonly (string, string?) Expect = ("Expect", "100-continue");

    /// <summary>Polygons of 20 vertices with long coordinates, beside each other in rows.</summary>
    static string Cells(int widthPx, int count)
    {
        var text = new StringBuilder("""{"objects":[""");
        var step = widthPx / 60.0;
        for (var i = 0; i < count; i++)
        {
            var (cx, cy) = ((i % 60 + 0.5) * step, (i / 60 % 60 + 0.5) * step * 0.5);
            var points = Enumerable.Range(0, 20).Select(v => $"[{Number(cx + Math.Cos(v * Math.PI / 10) * step * 0.3)},{Number(cy + Math.Sin(v * Math.PI / 10) * step * 0.2)}]");
            text.Append(i > 0 ? "," : "").Append($$"""{"id":"c{{i}}","class":"cell","shape":{"polygon":[{"outer":[{{string.Join(',', points)}}]}] } }""");
        }
        return text.Append("""],"properties":{}}""").ToString();
    }

    static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
