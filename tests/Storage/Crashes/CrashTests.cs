using System.Collections.Immutable;
using System.Diagnostics;
using Labelwise.Domain;
using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;

namespace Labelwise.Tests.Storage.Crashes;

public sealed class CrashTests : IDisposable
{
    private static readonly string ThisProgram = Path.ChangeExtension(
        typeof(CrashTests).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);

    private readonly TempFolder folder = new();

    [Fact]
    public async Task Nothing_that_was_answered_is_lost_when_the_process_is_killed()
    {
        var answered = new int[KilledWriter.Writers];
        for (var life = 1; life <= 4; life++)
        {
            await WriteAndKill(answered, answers: 300 * life);
            await CheckEverythingAnswered(answered);
        }
    }

    private async Task WriteAndKill(int[] answered, int answers)
    {
        using var process = Process.Start(new ProcessStartInfo(ThisProgram)
        {
            ArgumentList = { KilledWriter.Command, folder.Path },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        for (var seen = 0; seen < answers; seen++)
            Note(await process.StandardOutput.ReadLineAsync(), answered);
        process.Kill(); // SIGKILL: no handler runs, no buffer is flushed
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Length > 0 && line.Split(' ').Length == 2) Note(line, answered);
        await process.WaitForExitAsync();
    }

    private static void Note(string? line, int[] answered)
    {
        var words = (line ?? throw new InvalidOperationException("The writer ended by itself.")).Split(' ');
        answered[int.Parse(words[0])] = int.Parse(words[1]) + 1;
    }

    private async Task CheckEverythingAnswered(int[] answered)
    {
        using var open = new OpenStore(folder.Path);
        var blobs = new DirectoryBlobStore(folder["blobs"]);
        var labels = new SqliteLabelStore(open.Store, blobs);
        for (var writer = 0; writer < KilledWriter.Writers; writer++)
        {
            var hashes = (await open.Read<ImmutableArray<ContentHash>>(OpenStore.Grain(writer))).State;
            if (hashes.IsDefault) hashes = [];
            Assert.True(hashes.Length >= answered[writer], $"{hashes.Length} kept of {answered[writer]} answered");
            var documents = await labels.Get(hashes);
            for (var round = 0; round < hashes.Length; round++) // no state without its documents, answered or not
                Assert.Equal(KilledWriter.LabelOf(writer, round), documents[round]!.Value.ToArray());
            for (var round = 0; round < answered[writer]; round += 8)
            {
                var blob = KilledWriter.BlobOf(writer, round);
                Assert.Equal(blob.Length, await blobs.Size(ContentHash.Of(blob)));
            }
        }
    }

    public void Dispose() => folder.Dispose();
}
