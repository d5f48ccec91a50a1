using System.Collections.Immutable;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Orleans.Runtime;

namespace Labelwise.Grains.Predictions;

sealed class EmbeddingsGrain([PersistentState("embeddings")] IPersistentState<EmbeddingsState> embeddings, IEmbeddingFiles files) : Grain, IEmbeddingsGrain
{
    public async Task Keep(ModelRef model, ImmutableArray<RowEmbedding> rows)
    {
        if (rows.IsEmpty) return;
        var (before, numbers) = (embeddings.State, rows[0].Direction.Length);
        var under = before.Known is { } known && known.Model == model && known.Numbers == numbers ? known : null;
        var now = new EmbeddedBlock(model, numbers, await files.Write(under, rows));
        if (now == before.Known) return;
        embeddings.State = new() { Known = now };
        try { await embeddings.WriteStateAsync(); }
        catch { embeddings.State = before; DeactivateOnIdle(); throw; }
    }

    public Task<EmbeddedBlock?> Known() => Task.FromResult(embeddings.State.Known);
}
