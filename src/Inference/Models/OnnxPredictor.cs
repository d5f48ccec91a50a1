using System.Collections.Immutable;
using System.Threading.Channels;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Predicts in batches: while one is inferred the next are read and decoded on all cores.</summary>
sealed class OnnxPredictor(OnnxRunner runner, LibvipsImages images, ModelCard card, string provider) : IPredictor
{
    /// <summary>Batches that wait between decoding and inference; with the two being worked on, all that is in
    /// memory.</summary>
    const int BatchesAhead = 2;

    /// <inheritdoc/>
    public ModelCard Card => card;

    /// <inheritdoc/>
    public string Provider => provider;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Outcome<Prediction, PredictionRefusal>>> Predict(
        int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read,
        CancellationToken cancellation = default)
    {
        var answers = ImmutableArray.CreateBuilder<Outcome<Prediction, PredictionRefusal>>(Math.Max(0, count));
        await Predict(count, read, batch =>
        {
            answers.AddRange(batch);
            return Task.CompletedTask;
        }, cancellation);
        return answers.MoveToImmutable();
    }

    /// <summary>The same, each batch told as soon as it is done.</summary>
    /// <param name="take">Is awaited before the next batch is inferred.</param>
    public async Task Predict(
        int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read,
        Func<Outcome<Prediction, PredictionRefusal>[], Task> take, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        // Either side's failure stops the other.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ready = Channel.CreateBounded<Batch>(BatchesAhead);
        var decoding = Task.Run(() => Decode(count, read, ready.Writer, stop.Token), CancellationToken.None);
        var inferring = Task.Run(() => Infer(ready.Reader, take, stop.Token), CancellationToken.None);
        if (await Task.WhenAny(decoding, inferring) is { IsCompletedSuccessfully: false }) await stop.CancelAsync();
        await Task.WhenAll(decoding, inferring);  // a failure goes before the cancellation it caused
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        runner.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task Decode(
        int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read, ChannelWriter<Batch> ready,
        CancellationToken stop)
    {
        try
        {
            var cores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
            for (var first = 0; first < count; first += runner.BatchSize)
            {
                var batch = new Batch(Math.Min(runner.BatchSize, count - first), runner);
                var from = first;
                await Parallel.ForAsync(0, batch.Images, cores, async (place, stop) =>
                    Prepare(batch, place, await read(from + place, stop)));
                await ready.WriteAsync(batch, stop);
            }
        }
        finally { ready.Complete(); }
    }

    void Prepare(Batch batch, int place, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is not { } file)
            batch.Refusals[place] = new(PredictionRefusals.Missing, "The image's bytes are gone.");
        else if (images.Decode(file).Refuses(out var why, out var image))
            batch.Refusals[place] = new(why.Code, why.Message);
        else
            using (image)
            {
                var length = runner.Preprocessing.Length;
                var placement = runner.Preprocessing.Fill(image, batch.Numbers.AsSpan(place * length, length));
                batch.Frames[place] = new(placement, image.Width, image.Height);
            }
    }

    async Task Infer(
        ChannelReader<Batch> ready, Func<Outcome<Prediction, PredictionRefusal>[], Task> take, CancellationToken stop)
    {
        using var options = new RunOptions();
        await using var ending = stop.Register(() => options.Terminate = true);
        await foreach (var batch in ready.ReadAllAsync(stop)) await take(Infer(batch, options, stop));
    }

    Outcome<Prediction, PredictionRefusal>[] Infer(Batch batch, RunOptions options, CancellationToken stop)
    {
        var answers = new Outcome<Prediction, PredictionRefusal>[batch.Images];
        try
        {
            using var ran = runner.Run(batch.Numbers, batch.Images, options);
            OrtValue[] outputs = [.. ran];
            for (var place = 0; place < batch.Images; place++)
                answers[place] = batch.Refusals[place] is { } refusal ? refusal : runner.Reader.Read(outputs, place, batch.Frames[place]);
        }
        catch (OnnxRuntimeException e)
        {
            stop.ThrowIfCancellationRequested();
            var failed = new PredictionRefusal(PredictionRefusals.Failed, e.Message);
            for (var place = 0; place < batch.Images; place++) answers[place] = batch.Refusals[place] ?? failed;
        }
        return answers;
    }

    /// <summary>Images on their way, each in its place; those that are refused leave theirs at zero.</summary>
    sealed class Batch(int images, OnnxRunner runner)
    {
        public int Images => images;

        public float[] Numbers { get; } = new float[runner.BatchSize * runner.Preprocessing.Length];

        public Frame[] Frames { get; } = new Frame[images];

        public PredictionRefusal?[] Refusals { get; } = new PredictionRefusal?[images];
    }
}
