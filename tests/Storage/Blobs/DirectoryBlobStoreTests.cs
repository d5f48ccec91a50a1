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

    public void Dispose() => folder.Dispose();
}
