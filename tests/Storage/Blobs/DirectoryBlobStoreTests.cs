using System.Collections.Concurrent;
using System.Diagnostics;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Storage.Blobs;

namespace Labelwise.Tests.Storage.Blobs;

public sealed class DirectoryBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    public DirectoryBlobStoreTests() => Store = new DirectoryBlobStore(folder.Path);

    protected override IBlobStore Store { get; }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_cleared_away_and_nothing_else()
    {
        var bytes = Bytes(300, seed: 20);
        var hash = (await Store.Put(bytes)).Hash;
        File.WriteAllText(folder["incoming/leftover"], "half");

        var reopened = new DirectoryBlobStore(folder.Path);

        Assert.Empty(Directory.GetFiles(folder["incoming"]));
        Assert.Equal(300, await reopened.Size(hash));
    }

    [Fact]
    public async Task A_blob_that_is_being_read_can_be_deleted()
    {
        var bytes = Bytes(300_000, seed: 21);
        var hash = (await Store.Put(bytes)).Hash;
        await using var reading = await Store.OpenRead(hash);
        await Store.Delete(hash);

        var read = new byte[bytes.Length];
        await reading!.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_blob_is_synced_before_it_is_named_and_its_name_before_the_answer(bool asStream)
    {
        var bytes = Bytes(300, seed: 22);
        var name = ContentHash.Of(bytes).ToString();
        var syncs = new ConcurrentQueue<(string Path, bool Named)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Labelwise.Storage",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = sync =>
            {
                // Other tests sync too, elsewhere.
                if (sync.GetTagItem("path") is string path && path.StartsWith(folder.Path, StringComparison.Ordinal))
                    syncs.Enqueue((path, Directory.GetFiles(folder.Path, name, SearchOption.AllDirectories).Length > 0));
            },
        };
        ActivitySource.AddActivityListener(listener);

        await (asStream ? Store.Put(new MemoryStream(bytes)) : Store.Put(bytes));

        var (first, named) = (syncs.First(), Path.GetDirectoryName(Directory.GetFiles(folder.Path, name, SearchOption.AllDirectories).Single())!);
        Assert.Equal((folder["incoming"], false), (Path.GetDirectoryName(first.Path), first.Named));
        Assert.Contains((named, true), syncs);
    }

    public void Dispose() => folder.Dispose();
}
