using System.Net;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Storage;
using Labelwise.Storage.Azure;
using Labelwise.Tests.Storage.Blobs;

namespace Labelwise.Tests.Storage.Azure;

public sealed class AzureBlobStoreTests : BlobStoreContract, IAsyncLifetime
{
    /// <summary>More than one request.</summary>
    const int Large = 20 << 20;

    static readonly HttpClient Anyone = new();

    readonly string container = Azurite.NewContainer();
    Azurite azurite = null!;
    AzureBlobStore store = null!;

    protected override IBlobStore Store => store;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        azurite = await Azurite.Get();
        store = AzureBlobStore.Open(AzureBlobs.Parse(azurite.ConnectionString, container));
    }

    [Fact]
    public async Task Large_bytes_that_many_send_at_once_are_kept_once_and_whole()
    {
        var bytes = Bytes(Large, seed: 30);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.Put(new MemoryStream(bytes)).AsTask()));

        Assert.Equal(new StoredBlob(ContentHash.Of(bytes), Large), Assert.Single(await All()));
        Assert.Equal(bytes, await Read(ContentHash.Of(bytes)));
    }

    [Fact]
    public async Task Bytes_are_read_on_and_back_and_beyond_every_window()
    {
        var bytes = Bytes(Large, seed: 31);
        await using var content = await Store.OpenRead((await Store.Put(bytes)).Hash);
        var random = new Random(32);
        var part = new byte[100_000];
        for (var i = 0; i < 40; i++)
        {
            var at = random.Next(Large);
            content!.Position = at;
            var read = i % 2 == 0
                ? content.ReadAtLeast(part, part.Length, throwOnEndOfStream: false)
                : await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, Cancellation);
            Assert.Equal(bytes.AsSpan(at, read), part.AsSpan(0, read));
            Assert.Equal(Math.Min(part.Length, Large - at), read);
        }
    }

    [Fact]
    public async Task A_link_lets_anyone_read_this_blob_until_it_ends()
    {
        var bytes = Bytes(1000, seed: 33);
        var (hash, other) = ((await Store.Put(bytes)).Hash, (await Store.Put(Bytes(1000, seed: 34))).Hash);
        var link = await Store.ReadLink(hash, TimeSpan.FromMinutes(5));

        Assert.Equal(bytes, await Anyone.GetByteArrayAsync(link, Cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(link!.ToString().Replace(hash.ToString(), other.ToString())));
        Assert.Equal(HttpStatusCode.Forbidden, await Status((await Store.ReadLink(hash, TimeSpan.FromSeconds(-30)))!.ToString()));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(link.GetLeftPart(UriPartial.Path)));
        Assert.Equal(HttpStatusCode.Forbidden, (await Anyone.DeleteAsync(link, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Connections_that_break_are_tried_again()
    {
        using var way = new FlakyWay(azurite.Port, cuts: 3);
        var over = AzureBlobStore.Open(AzureBlobs.Parse(Azurite.At(way.Port, azurite.Key), container));
        var bytes = Bytes(5000, seed: 35);

        var hash = (await over.Put(bytes)).Hash;

        Assert.Equal(0, way.CutsLeft);
        Assert.Equal(bytes, await Read(hash));
    }

    [Fact]
    public void A_service_that_cannot_be_reached_is_told_as_that()
    {
        using var way = new FlakyWay(azurite.Port, cuts: int.MaxValue);

        var refusal = Assert.Throws<StoreUnavailableException>(() =>
            AzureBlobStore.Open(AzureBlobs.Parse(Azurite.At(way.Port, azurite.Key), container)));

        Assert.Equal("store-unavailable", refusal.Code);
        Assert.Contains(container, refusal.Message);
    }

    [Fact]
    public void A_wrong_key_is_told_without_it()
    {
        var wrong = Convert.ToBase64String(new byte[32]);

        var refusal = Assert.ThrowsAny<StoreException>(() => AzureBlobStore.Open(AzureBlobs.Parse(Azurite.At(azurite.Port, wrong), container)));

        Assert.Contains("let us in", refusal.Message);
        Assert.DoesNotContain(wrong, refusal.ToString());
    }

    [Fact]
    public async Task A_container_that_was_taken_away_is_an_error_and_not_an_absent_blob()
    {
        var hash = (await Store.Put(Bytes(10, seed: 36))).Hash;
        await new global::Azure.Storage.Blobs.BlobContainerClient(azurite.ConnectionString, container).DeleteAsync(cancellationToken: Cancellation);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.OpenRead(hash));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.Put(Bytes(10, seed: 37)));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.List().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Who_was_let_in_by_a_link_keeps_and_reads_and_signs_nothing()
    {
        var signed = new global::Azure.Storage.Blobs.BlobContainerClient(azurite.ConnectionString, container)
            .GenerateSasUri(global::Azure.Storage.Sas.BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddMinutes(5));
        var guest = AzureBlobStore.Open(AzureBlobs.Parse(signed.ToString()));

        var hash = (await guest.Put(Bytes(10, seed: 38))).Hash;

        Assert.Equal(10, await guest.Size(hash));
        Assert.Null(await guest.ReadLink(hash, TimeSpan.FromMinutes(1)));
    }

    public ValueTask DisposeAsync() => default;

    static async Task<HttpStatusCode> Status(string link)
    {
        using var answer = await Anyone.GetAsync(link, Cancellation);
        return answer.StatusCode;
    }
}
