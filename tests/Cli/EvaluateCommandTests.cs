using System.Text.Json;

namespace Labelwise.Tests.Cli;

/// <summary>A modeler measures what some program of theirs says, without leaving the terminal.</summary>
public sealed class EvaluateCommandTests
{
    [Fact]
    public async Task Predictions_made_elsewhere_are_measured_on_a_version()
    {
        await using var server = await RunningServer.Start();
        var project = await server.Project("one", "two", "three", "four");
        await server.Label(project, "calm");
        Assert.Equal(0, await server.Terminal.Run("seal", "--project", "Texts", "--name", "first"));
        await File.WriteAllLinesAsync(server.Terminal.Path("mood.jsonl"), new[] { ("one", "calm"), ("two", "cross"), ("three", "calm") }.Select(said =>
            JsonSerializer.Serialize(new { externalId = said.Item1, labels = new { objects = Array.Empty<object>(), properties = new { tone = said.Item2 } }, confidence = 0.7 })));

        Assert.Equal(0, await server.Terminal.Run("evaluate", "--project", "Texts", "--on", "1", "--predictions", server.Terminal.Path("mood.jsonl")));
        Assert.Contains("mood on 4 samples of version 1, 1 of them without a prediction:", server.Terminal.Out, StringComparison.Ordinal);
        Assert.Contains("  accuracy     0.5000", server.Terminal.Out, StringComparison.Ordinal);

        Assert.Equal(1, await server.Terminal.Run("evaluate", "--project", "Texts", "--on", "1", "--predictions", server.Terminal.Path("none.jsonl")));
        Assert.Equal(1, await server.Terminal.Run("evaluate", "--project", "Texts", "--on", "7", "--predictions", server.Terminal.Path("mood.jsonl")));
        Assert.Equal(2, await server.Terminal.Run("evaluate", "--project", "Texts", "--on", "1"));
        Assert.Equal(2, await server.Terminal.Run("evaluate", "--project", "Texts", "--on", "1", "--model", "m", "--name", "n"));
    }
}
