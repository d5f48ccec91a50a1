using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Feeds one session batches of prepared numbers.</summary>
sealed class OnnxRunner : IDisposable
{
    /// <summary>Numbers that a batch aims at: enough to keep all cores busy, few enough to stay in the cache.</summary>
    const int NumbersABatch = 1 << 20;

    const int MostImagesABatch = 64;

    private readonly InferenceSession session;
    private readonly ModelCard card;
    private readonly int? fixedBatch;
    private readonly string[] inputs, outputs;
    private readonly long[] shape;

    public OnnxRunner(InferenceSession session, ModelCard card, int? fixedBatch)
    {
        (this.session, this.card, this.fixedBatch) = (session, card, fixedBatch);
        Preprocessing = new(card.Input);
        BatchSize = fixedBatch ?? Math.Clamp(NumbersABatch / Preprocessing.Length, 1, MostImagesABatch);
        inputs = [card.Input.Name];
        Reader = PredictionReader.For(card);
        outputs = Reader.Outputs;
        var (c, h, w) = (card.Input.Channels, card.Input.Height, card.Input.Width);
        shape = card.Input.Layout is TensorLayout.Nchw ? [0, c, h, w] : [0, h, w, c];
    }

    public Preprocessing Preprocessing { get; }

    public PredictionReader Reader { get; }

    /// <summary>Images a run.</summary>
    public int BatchSize { get; }

    /// <summary>Whether <see cref="WarmUp"/> found nothing against the card.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>Runs a gray image, so that the first real one does not pay for what is made on demand.</summary>
    /// <returns>Where the outputs' real shapes and values contradict the card; each a sentence.</returns>
    /// <exception cref="OnnxRuntimeException">The model fails.</exception>
    public ImmutableArray<string> WarmUp()
    {
        using var options = new RunOptions();
        using var ran = Run(new float[BatchSize * Preprocessing.Length], 1, options);
        var differences = Reader.Differences([.. ran], fixedBatch ?? 1);
        IsWarm = differences.IsEmpty;
        return differences;
    }

    /// <summary>Runs the first <paramref name="images"/> of a batch.</summary>
    /// <param name="numbers">A whole batch, read in place.</param>
    /// <exception cref="OnnxRuntimeException">The model fails, or <paramref name="options"/> ended it.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(float[] numbers, int images, RunOptions options)
    {
        long[] sides = [fixedBatch ?? images, .. shape[1..]];
        using var input = OrtValue.CreateTensorValueFromMemory(numbers, sides);
        return session.Run(options, inputs, [input], outputs);
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
