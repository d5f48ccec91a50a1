using Labelwise.Domain;
using Labelwise.Grains.Ports;

namespace Labelwise.Tests.Storage.Blobs;

/// <summary>What every blob store owes, wherever it keeps the bytes.</summary>
public abstract class BlobStoreContract
{
    protected abstract IBlobStore Store { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    public async Task Bytes_come_back_as_they_were_put(int sizeBytes)
    {
        var bytes = Bytes(sizeBytes, seed: 1);
        var put = await Store.Put(new MemoryStream(bytes));

        Assert.Equal(ContentHash.Of(bytes), put.Hash);
        Assert.Equal(sizeBytes, put.SizeBytes);
        Assert.Equal(bytes, await Read(put.Hash));
        Assert.Equal(sizeBytes, await Store.Size(put.Hash));
        Assert.True(await Store.Exists(put.Hash));
    }

    [Fact]
    public async Task Equal_bytes_are_kept_once_however_they_came()
    {
        var bytes = Bytes(5000, seed: 2);
        await Store.Put(bytes);
        await Store.Put(new MemoryStream(bytes));
        await using var batch = Store.Batch();
        await batch.Add(bytes);
        await batch.Add(new MemoryStream(bytes));
        await batch.Commit();

        Assert.Single(await All());
    }

    [Fact]
    public async Task Many_who_put_the_same_bytes_at_once_all_succeed()
    {
        var bytes = Bytes(70_000, seed: 3);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? Store.Put(bytes) : Store.Put(new MemoryStream(bytes))))));

        Assert.Single(await All());
        Assert.Equal(bytes, await Read(ContentHash.Of(bytes)));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_not_an_error()
    {
        var absent = ContentHash.Of("absent"u8);

        Assert.Null(await Store.OpenRead(absent));
        Assert.Null(await Store.Size(absent));
        Assert.False(await Store.Exists(absent));
        Assert.False(await Store.Delete(absent));
        Assert.Null(await Store.ReadLink(absent, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_part_can_be_read_and_a_part_beyond_the_end_is_refused()
    {
        var bytes = Bytes(10_000, seed: 4);
        var hash = (await Store.Put(bytes)).Hash;

        Assert.Equal(bytes[500..1500], await Read(hash, new(500, 1000)));
        Assert.Empty(await Read(hash, new(10_000, 0)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.OpenRead(hash, new(9_500, 501)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.OpenRead(hash, new(-1, 5)));
    }

    [Fact]
    public async Task A_reader_can_seek()
    {
        var bytes = Bytes(10_000, seed: 5);
        await using var content = await Store.OpenRead((await Store.Put(bytes)).Hash, new(1000, 5000));
        var part = new byte[10];

        content!.Seek(-10, SeekOrigin.End);
        await content.ReadExactlyAsync(part, Cancellation);
        Assert.Equal(bytes[5990..6000], part);
        content.Position = 7;
        await content.ReadExactlyAsync(part, Cancellation);
        Assert.Equal(bytes[1007..1017], part);
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_can_be_put_again()
    {
        var bytes = Bytes(100, seed: 6);
        var hash = (await Store.Put(bytes)).Hash;

        Assert.True(await Store.Delete(hash));
        Assert.Null(await Store.OpenRead(hash));
        await Store.Put(bytes);
        Assert.Equal(bytes, await Read(hash));
    }

    [Fact]
    public async Task A_batch_is_readable_after_its_commit_and_listed_in_the_order_of_hashes()
    {
        await using var batch = Store.Batch();
        var added = new List<StoredBlob>();
        for (var i = 0; i < 500; i++) added.Add(await batch.Add(Bytes(i, seed: i)));
        await batch.Commit();
        added.Add(await batch.Add(Bytes(7777, seed: 7)));
        await batch.Commit();

        Assert.Equal(added.Distinct().OrderBy(b => b.Hash), await All());
        Assert.Equal(Bytes(250, seed: 250), await Read(added[250].Hash));
    }

    [Fact]
    public async Task A_batch_given_up_keeps_nothing_of_itself()
    {
        await using (var batch = Store.Batch()) await batch.Add(Bytes(100, seed: 8));

        Assert.Empty(await All());
    }

    [Fact]
    public async Task An_upload_cut_short_keeps_nothing_and_its_reason_reaches_the_caller()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await Store.Put(new CutStream()));

        Assert.Empty(await All());
    }

    protected static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected async Task<byte[]> Read(ContentHash hash, ByteRange? range = null)
    {
        await using var content = await Store.OpenRead(hash, range);
        using var bytes = new MemoryStream();
        await content!.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }

    protected ValueTask<List<StoredBlob>> All() => Store.List(Cancellation).ToListAsync(Cancellation);

    /// <summary>Breaks after some bytes, as a connection does.</summary>
    private sealed class CutStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ < 3 ? new(buffer.Length) : throw new EndOfStreamException("cut");
    }
}
