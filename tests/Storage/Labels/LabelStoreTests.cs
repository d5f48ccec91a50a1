using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;
using Labelwise.Tests.Storage.Disks;
using Orleans;

namespace Labelwise.Tests.Storage.Labels;

public sealed class LabelStoreTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly OpenStore open;
    private readonly DirectoryBlobStore blobs;
    private readonly SqliteLabelStore labels;

    public LabelStoreTests()
    {
        open = new(folder.Path);
        blobs = new(folder["blobs"]);
        labels = new(open.Store, blobs);
    }

    [Fact]
    public async Task Documents_come_back_in_the_order_asked_and_null_where_there_is_none()
    {
        var (small, large, absent) = (Document(10), Document(20_000), Document(11));
        await labels.Put([small, large]);

        var found = await labels.Get([large.Hash, absent.Hash, small.Hash]);

        Assert.Equal(large.Json.ToArray(), found[0]!.Value.ToArray());
        Assert.Null(found[1]);
        Assert.Equal(small.Json.ToArray(), found[2]!.Value.ToArray());
    }

    [Fact]
    public async Task Large_documents_are_blobs_and_small_ones_are_not()
    {
        var (small, large) = (Document(8 << 10), Document((8 << 10) + 1));
        await labels.Put([small, large]);

        var kept = await blobs.List().ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([large.Hash], kept.Select(b => b.Hash));
    }

    [Fact]
    public async Task A_document_put_a_thousand_times_is_written_once()
    {
        await labels.Put([Document(100)]);
        var before = open.Store.Figures;
        for (var i = 0; i < 1000; i++) await labels.Put([Document(100)]);

        Assert.Equal(before, open.Store.Figures);
    }

    [Fact]
    public async Task Documents_and_the_state_that_names_them_share_one_sync()
    {
        await labels.Put([Document(1)]);
        var before = open.Store.Figures.Commits;
        for (var i = 0; i < 100; i++)
        {
            var put = labels.Put([Document(100 + i)]);
            await open.Write(OpenStore.Grain(i), i);
            await put;
        }
        Assert.InRange(open.Store.Figures.Commits - before, 100, 200); // two syncs where the first write went alone
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20_000)]
    public async Task A_state_is_not_kept_when_the_documents_it_names_are_not(int sizeBytes)
    {
        var document = Document(sizeBytes);
        var unkeepable = new SqliteLabelStore(open.Store, new BrokenBlobs());
        ImmutableArray<(ContentHash, ReadOnlyMemory<byte>)> batch = [document, Document(30_000)];

        var put = unkeepable.Put(batch);
        var write = open.States.WriteStateAsync("state", OpenStore.Grain(1), new GrainState<string>("names it"));

        await Assert.ThrowsAsync<IOException>(() => write);
        await Assert.ThrowsAsync<IOException>(async () => await put);
        Assert.False((await open.Read<string>(OpenStore.Grain(1))).RecordExists);
    }

    [Fact]
    public async Task After_a_put_failed_and_its_caller_knows_states_are_written_again()
    {
        var unkeepable = new SqliteLabelStore(open.Store, new BrokenBlobs());
        await Assert.ThrowsAsync<IOException>(async () => await unkeepable.Put([Document(30_000)]));

        await open.Write(OpenStore.Grain(1), "knows");

        Assert.Equal("knows", (await open.Read<string>(OpenStore.Grain(1))).State);
    }

    [Fact]
    public async Task A_document_whose_put_failed_is_put_again()
    {
        var (small, large) = (Document(100), Document(30_000));
        var failing = new SqliteLabelStore(open.Store, new BrokenBlobs());
        await Assert.ThrowsAsync<IOException>(async () => await failing.Put([small, large]));

        await failing.Put([small]);

        Assert.Equal(small.Json.ToArray(), (await failing.Get([small.Hash])).Single()!.Value.ToArray());
    }

    [Fact]
    public async Task A_state_waits_for_the_large_documents_it_names()
    {
        var slow = new SlowBlobs(blobs);
        var patient = new SqliteLabelStore(open.Store, slow);

        var put = patient.Put([Document(30_000)]);
        var write = open.States.WriteStateAsync("state", OpenStore.Grain(1), new GrainState<string>("names it"));

        Assert.False((await open.Read<string>(OpenStore.Grain(1))).RecordExists);
        Assert.False(write.IsCompleted);
        slow.Go.SetResult();
        await write;
        await put;
        Assert.True((await open.Read<string>(OpenStore.Grain(1))).RecordExists);
    }

    [Fact]
    public async Task A_document_under_a_wrong_hash_is_refused()
    {
        var json = Document(30_000).Json;
        await Assert.ThrowsAsync<ArgumentException>(async () => await labels.Put([(ContentHash.Of("other"u8), json)]));
    }

    private static (ContentHash Hash, ReadOnlyMemory<byte> Json) Document(int sizeBytes)
    {
        var json = Encoding.UTF8.GetBytes($"\"{new string('a', sizeBytes - 2 < 0 ? 0 : sizeBytes - 2)}\"");
        return (ContentHash.Of(json), json);
    }

    public void Dispose()
    {
        open.Dispose();
        folder.Dispose();
    }
}
