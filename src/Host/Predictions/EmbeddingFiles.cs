using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Jobs;

namespace Labelwise.Host.Predictions;

/// <summary>Embeddings as blobs.</summary>
/// <param name="mostSamples">Among which neighbours are looked for; of more, those of the first blocks, which is told.</param>
sealed class EmbeddingFiles(IBlobStore blobs, int mostSamples = EmbeddingFiles.MostSamples) : IEmbeddingFiles, IAsyncDisposable
{
    /// <summary>Takes up to a gigabyte while it works.</summary>
    const int MostSamples = 1 << 20;

    readonly OffGrain work = new();

    public Task<ContentHash> Write(EmbeddedBlock? under, ImmutableArray<RowEmbedding> rows, CancellationToken cancellation = default) => work.Run(async aborted =>
    {
        var numbers = rows[0].Direction.Length;
        var before = under is null ? [] : await Read(under, aborted);
        var all = new sbyte[Math.Max(before.Length, (rows.Max(r => r.Row) + 1) * numbers)];
        before.CopyTo(all, 0);
        foreach (var row in rows) row.Direction.CopyTo(0, all, row.Row * numbers, numbers);
        return (await blobs.Put(MemoryMarshal.AsBytes(all.AsSpan()).ToArray(), aborted)).Hash;
    }, cancellation);

    public Task<NearSamples?> Near(ImmutableSortedDictionary<int, EmbeddedBlock> blocks, CancellationToken cancellation = default) => work.Run<NearSamples?>(async aborted =>
    {
        if (blocks.IsEmpty) return null;
        var (model, numbers) = blocks.Values.CountBy(b => (b.Model, b.Numbers)).MaxBy(c => c.Value).Key;
        var (rows, tasks) = (new List<sbyte>(Math.Min(blocks.Count * TaskBlock.Size, mostSamples) * numbers), ImmutableArray.CreateBuilder<int>());
        var of = 0;
        foreach (var (block, told) in blocks)
        {
            if (told.Model != model || told.Numbers != numbers) continue;
            var directions = await Read(told, aborted);
            for (var row = 0; row < directions.Length / numbers; row++)
                if (directions.AsSpan(row * numbers, numbers) is var direction && Embedding.Points(direction) && of++ < mostSamples)
                {
                    rows.AddRange(direction);
                    tasks.Add(block * TaskBlock.Size + row);
                }
        }
        var samples = new Directions(CollectionsMarshal.AsSpan(rows), tasks.Count, numbers);
        rows = null!;  // half of the memory, for as long as the search takes
        return new(model, tasks.ToImmutable(), NearestOthers.Of(samples, cancellation: aborted), of);
    }, cancellation);

    /// <returns>Nothing where the blob is gone or not whole.</returns>
    async Task<sbyte[]> Read(EmbeddedBlock block, CancellationToken cancellation)
    {
        await using var content = await blobs.OpenRead(block.Bytes, null, cancellation);
        if (content is null || content.Length % block.Numbers != 0) return [];
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellation);
        return MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray();
    }

    public ValueTask DisposeAsync() => work.DisposeAsync();
}
