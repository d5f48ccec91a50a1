using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Predicts in batches: while one is inferred the next images are read and decoded on all cores.</summary>
sealed class OnnxPredictor(OnnxRunner runner, LibvipsImages images, ModelCard card, string provider) : IPredictor
{
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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var line = new ImagesInLine(count, runner.Preprocessing.Length, runner.Sizes);
        var decoders = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Work(() => Decode(line, read, stop.Token)));
        await Task.WhenAll([.. decoders, Work(() => Infer(line, take, stop.Token))]);  // a failure goes before the cancellation it caused

        Task Work(Func<Task> work) => Task.Run(async () =>
        {
            try { await work(); }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }, CancellationToken.None);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        runner.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task Decode(ImagesInLine line, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read, CancellationToken stop)
    {
        while (await line.Claim(stop) is { } image) Prepare(line, image, await read(image, stop));
    }

    void Prepare(ImagesInLine line, int place, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is not { } file)
            line.Put(place, new PredictionRefusal(PredictionRefusals.Missing, "The image's bytes are gone."));
        else if (images.Decode(file).Refuses(out var why, out var image))
            line.Put(place, new PredictionRefusal(why.Code, why.Message));
        else
            using (image)
                line.Put(place, new Frame(runner.Preprocessing.Fill(image, line.Numbers(place)), image.Width, image.Height));
    }

    async Task Infer(ImagesInLine line, Func<Outcome<Prediction, PredictionRefusal>[], Task> take, CancellationToken stop)
    {
        using var options = new RunOptions();
        await using var ending = stop.Register(() => options.Terminate = true);
        while (await line.Next(stop) is { Images: > 0 } run)
        {
            var answers = Infer(run, options, stop);
            line.Done(run);
            await take(answers);
        }
    }

    Outcome<Prediction, PredictionRefusal>[] Infer(ImagesInLine.Run run, RunOptions options, CancellationToken stop)
    {
        var answers = new Outcome<Prediction, PredictionRefusal>[run.Images];
        try
        {
            using var ran = runner.Run(run, options);
            OrtValue[] outputs = [.. ran];
            for (var place = 0; place < run.Images; place++)
                answers[place] = run.Refusal(place) is { } refusal ? refusal : runner.Reader.Read(outputs, place, run.Frame(place));
        }
        catch (OnnxRuntimeException e)
        {
            stop.ThrowIfCancellationRequested();
            var failed = new PredictionRefusal(PredictionRefusals.Failed, e.Message);
            for (var place = 0; place < run.Images; place++) answers[place] = run.Refusal(place) ?? failed;
        }
        return answers;
    }
}
