using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Models;
using Labelwise.Grains;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Predictions;

/// <summary>Keeps the models used last loaded; one that somebody predicts with is never unloaded.</summary>
public sealed class PredictionSource(IBlobStore blobs, IModels models) : IPredictionSource, IAsyncDisposable
{
    /// <summary>Models kept loaded that nobody uses just now.</summary>
    const int MostIdle = 2;

    /// <summary>A model file is held in memory while it is loaded.</summary>
    const long MostModelBytes = 2L << 30;

    readonly SemaphoreSlim gate = new(1, 1);
    readonly LinkedList<Entry> entries = new();

    public Task<Outcome<LoadedModel>> Load(ModelFiles model, CancellationToken cancellation = default) =>
        Use<LoadedModel>(model, predictor => Task.FromResult<Outcome<LoadedModel>>(new LoadedModel(predictor.Provider)), cancellation);

    public Task<Outcome<ImmutableArray<Outcome<Prediction, PredictionRefusal>>>> Predict(
        ModelFiles model, ImmutableArray<ContentHash> samples, CancellationToken cancellation = default) =>
        Use<ImmutableArray<Outcome<Prediction, PredictionRefusal>>>(model,
            async predictor => await predictor.Predict(samples.Length, (at, token) => Read(samples[at], token), cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        foreach (var entry in entries)
            if (entry.Predictor is { } predictor) await predictor.DisposeAsync();
        entries.Clear();
        gate.Release();
    }

    async Task<Outcome<T>> Use<T>(
        ModelFiles model, Func<IPredictor, Task<Outcome<T>>> use, CancellationToken cancellation)
    {
        var entry = await Take(model, cancellation);
        try
        {
            await entry.Loading.WaitAsync(cancellation);
            try
            {
                if (entry.Predictor is null)
                {
                    var bytes = await ReadModel(model.Onnx, cancellation);
                    if ((await models.Open(bytes, model.Card, cancellation)).Refuses(out var why, out var opened)) return why;
                    entry.Predictor = opened;
                }
            }
            finally { entry.Loading.Release(); }
            return await use(entry.Predictor);
        }
        catch (ModelFailedException failed) { return failed.Why; }
        finally { await GiveBack(entry); }
    }

    async Task<ReadOnlyMemory<byte>> ReadModel(ContentHash onnx, CancellationToken cancellation)
    {
        await using var content = await blobs.OpenRead(onnx, cancellation: cancellation)
            ?? throw new InvalidOperationException($"The model {onnx} is not in the store.");
        if (content.Length > MostModelBytes) throw new InvalidOperationException($"The model {onnx} has {content.Length} bytes.");
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    async ValueTask<ReadOnlyMemory<byte>?> Read(ContentHash sample, CancellationToken cancellation)
    {
        await using var content = await blobs.OpenRead(sample, cancellation: cancellation);
        if (content is null) return null;
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    async Task<Entry> Take(ModelFiles model, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var entry = entries.FirstOrDefault(e => e.Model == model);
            if (entry is not null) entries.Remove(entry);
            entry ??= new(model);
            entries.AddFirst(entry);
            entry.Users++;
            return entry;
        }
        finally { gate.Release(); }
    }

    async Task GiveBack(Entry entry)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            entry.Users--;
            foreach (var idle in entries.Where(e => e.Users is 0).Skip(MostIdle).ToArray())
            {
                entries.Remove(idle);
                if (idle.Predictor is { } predictor) await predictor.DisposeAsync();
            }
        }
        finally { gate.Release(); }
    }

    sealed class Entry(ModelFiles model)
    {
        public ModelFiles Model => model;
        public SemaphoreSlim Loading { get; } = new(1, 1);
        public IPredictor? Predictor { get; set; }
        public int Users { get; set; }
    }
}
