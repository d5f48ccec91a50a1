using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Feeds one session batches of prepared numbers.</summary>
sealed class OnnxRunner : IDisposable
{
    private readonly InferenceSession session;
    private readonly ModelCard card;
    private readonly int? fixedBatch;
    private readonly string[] inputs, outputs;
    private readonly long[] shape;

    public OnnxRunner(InferenceSession session, ModelCard card, int? fixedBatch)
    {
        (this.session, this.card, this.fixedBatch) = (session, card, fixedBatch);
        Preprocessing = new(card.Input);
        Sizes = fixedBatch is { } images ? BatchSizes.Always(images) : BatchTrial.ByInput(Preprocessing.Length);
        inputs = [card.Input.Name];
        Reader = PredictionReader.For(card);
        outputs = Reader.Outputs;
        var (c, h, w) = (card.Input.Channels, card.Input.Height, card.Input.Width);
        shape = card.Input.Layout is TensorLayout.Nchw ? [0, c, h, w] : [0, h, w, c];
    }

    public Preprocessing Preprocessing { get; }

    public PredictionReader Reader { get; }

    /// <summary>Images a run; better known once warm.</summary>
    public BatchSizes Sizes { get; private set; }

    /// <summary>Whether <see cref="WarmUp"/> found nothing against the card.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>Runs a gray image, so that the first real one does not pay for what is made on demand, and finds out how many to
    /// run at a time.</summary>
    /// <returns>Where the outputs' real shapes and values contradict the card; each a sentence.</returns>
    /// <exception cref="OnnxRuntimeException">The model fails.</exception>
    public ImmutableArray<string> WarmUp()
    {
        using var options = new RunOptions();
        var images = fixedBatch ?? 1;
        using var ran = Run(new float[images * Preprocessing.Length], images, options);
        var differences = Reader.Differences([.. ran], images);
        IsWarm = differences.IsEmpty;
        if (IsWarm && fixedBatch is null) Sizes = BatchTrial.Of((numbers, images) => Outputs(numbers, images, options), Preprocessing.Length);
        return differences;
    }

    /// <inheritdoc cref="Run(Memory{float}, int, RunOptions)"/>
    public IDisposableReadOnlyCollection<OrtValue> Run(ImagesInLine.Run run, RunOptions options) =>
        Run(run.Numbers(fixedBatch ?? 1), run.Images, options);

    /// <summary>Runs images that lie side by side.</summary>
    /// <param name="numbers">Theirs, read in place; with a fixed batch, of a whole one.</param>
    /// <exception cref="OnnxRuntimeException">The model fails, or <paramref name="options"/> ended it.</exception>
    IDisposableReadOnlyCollection<OrtValue> Run(Memory<float> numbers, int images, RunOptions options)
    {
        long[] sides = [fixedBatch ?? images, .. shape[1..]];
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, numbers, sides);
        return session.Run(options, inputs, [input], outputs);
    }

    /// <summary>What comes out for each image.</summary>
    float[][] Outputs(float[] numbers, int images, RunOptions options)
    {
        using var ran = Run(numbers.AsMemory(0, images * Preprocessing.Length), images, options);
        var answers = new List<float>[images];
        for (var image = 0; image < images; image++) answers[image] = [];
        foreach (var output in ran)
        {
            var all = output.GetTensorDataAsSpan<float>();
            for (var image = 0; image < images; image++) answers[image].AddRange(all.Slice(all.Length / images * image, all.Length / images));
        }
        return [.. answers.Select(answer => answer.ToArray())];
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
