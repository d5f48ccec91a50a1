using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Imports;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Imports;

public sealed class CatalogTests
{
    [Fact]
    public async Task Two_records_of_one_slice_with_one_external_id_are_one_task()
    {
        await using var cluster = await Start(samples: 0);
        var catalog = cluster.Grains.GetGrain<ICatalogGrain>(cluster.Project.Value);

        var added = await catalog.Add("import", [Sample("a"u8), Sample("a"u8), Sample("b"u8)]);

        Assert.Equal([CatalogVerdict.Added, CatalogVerdict.Unchanged, CatalogVerdict.Taken], added.Places.Select(p => p.Verdict));
        Assert.Equal((1, 0), (added.Tasks, added.Places.Max(p => p.Task)));
        Assert.Single(await cluster.Block(0).Samples());
    }

    static Sample Sample(ReadOnlySpan<byte> bytes) => new(ContentHash.Of(bytes), "s.png", "image/png", 8, 8, 0);
}
