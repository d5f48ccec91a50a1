using System.Text.Json;

namespace Labelwise.Tests.Cli;

/// <summary>What scripts rely on: exit codes, and results alone on standard output.</summary>
public sealed class CommandLineTests : IDisposable
{
    readonly Terminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("")]
    [InlineData("pull --project p --out x")]
    [InlineData("pull --project p --version one --out x")]
    [InlineData("pull --project p --version 1 --out x --format xml")]
    [InlineData("predict --project p")]
    [InlineData("predict --project p --onnx m.onnx")]
    [InlineData("load --email a@b.example --tasks 0")]
    [InlineData("serve --url nonsense")]
    [InlineData("sign-in a@b.example --url ftp://x")]
    public async Task Wrong_usage_ends_with_2_and_says_what_was_wrong(string line)
    {
        Assert.Equal(2, await terminal.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Empty(terminal.Out);
        Assert.NotEmpty(terminal.Error);
    }

    [Fact]
    public async Task A_client_that_is_not_signed_in_is_told_how_to_be()
    {
        Assert.Equal(1, await terminal.Run("seal", "--project", "p", "--name", "n"));
        Assert.Contains("sign-in", terminal.Error, StringComparison.Ordinal);
        Assert.Empty(terminal.Out);
    }

    [Fact]
    public async Task A_program_that_asks_for_JSON_gets_a_failure_as_JSON()
    {
        Assert.Equal(1, await terminal.Run("seal", "--project", "p", "--name", "n", "--json"));
        using var answer = JsonDocument.Parse(terminal.Out);
        Assert.Equal("failed", answer.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Help_is_a_success()
    {
        Assert.Equal(0, await terminal.Run("--help"));
        foreach (var command in (string[])["serve", "demo", "user", "sign-in", "import", "predict", "seal", "pull", "diff", "quality", "load"])
            Assert.Contains($"  {command}", terminal.Out, StringComparison.Ordinal);
    }
}
