using Labelwise.Cli.Console;
using Labelwise.Cli.Pulling;
using Labelwise.Domain;

namespace Labelwise.Tests.Cli.Pulling;

/// <summary>Whatever a version's external ids say, a pull writes in its own folder alone.</summary>
public sealed class CopyFolderTests : IDisposable
{
    readonly Terminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Theory]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\..\\b")]
    [InlineData("..")]
    [InlineData("a/../../x.png")]
    [InlineData("C:\\x")]
    [InlineData("")]
    public void A_sample_whose_id_leads_elsewhere_lies_in_the_copy(string externalId)
    {
        var copy = new CopyFolder(terminal.Path("copy"));
        var sample = new PulledSample(externalId, default, default, null, null, "image/png", 1, 1, 0);
        Assert.StartsWith(terminal.Path("copy") + "/images/", copy.PathOf(sample.File), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/x")]
    [InlineData("images/../../x")]
    public void A_name_outside_is_refused(string name) =>
        Assert.Throws<CommandFailedException>(() => new CopyFolder(terminal.Path("copy")).PathOf(name));

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        Directory.CreateDirectory(terminal.Path("copy"));
        Directory.CreateDirectory(terminal.Path("elsewhere"));
        Directory.CreateSymbolicLink(terminal.Path("copy/images"), terminal.Path("elsewhere"));
        var copy = new CopyFolder(terminal.Path("copy"));
        await Assert.ThrowsAsync<CommandFailedException>(() => copy.Write("images/x.png", new byte[1], default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(terminal.Path("elsewhere")));
    }

    [Fact]
    public async Task A_file_is_there_whole_and_leaves_nothing_beside_it()
    {
        var copy = new CopyFolder(terminal.Path("copy"));
        await copy.Write("images/a/x.png", "whole"u8.ToArray(), default);
        Assert.Equal(ContentHash.Of("whole"u8), await copy.HashOf("images/a/x.png", default));
        await File.WriteAllTextAsync(copy.PathOf(CopyFolder.OwnName("partial/1")), "cut short");
        copy.Sweep();
        Assert.Equal([copy.PathOf("images/a/x.png")], Directory.EnumerateFiles(copy.Root, "*", SearchOption.AllDirectories));
    }
}
