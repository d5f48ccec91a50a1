using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Isolated;

/// <summary>Predicts in a process of its own. Where that is lost, another is started and the whole call is made again.</summary>
sealed class IsolatedPredictor(IsolatedModels models, ReadOnlyMemory<byte> onnx, ModelCard card, OpenedModel opened) : IPredictor
{
    readonly SemaphoreSlim turn = new(1);
    InferenceProcess? process = opened.Process;

    /// <inheritdoc/>
    public ModelCard Card => card;

    /// <inheritdoc/>
    public string Provider => opened.Provider;

    /// <inheritdoc/>
    /// <remarks>One call at a time; others wait. Cancelling one ends the process, which is started again by the next.</remarks>
    public async Task<ImmutableArray<Outcome<Prediction, PredictionRefusal>>> Predict(
        int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        await turn.WaitAsync(cancellation);
        try
        {
            for (var losses = 1; ; losses++)
            {
                try
                {
                    process ??= await Restart(cancellation);
                    return await process.Predict(count, read, cancellation);
                }
                catch (ProcessLostException lost)
                {
                    await End();
                    models.Tell(card, lost, losses);
                    if (losses == IsolatedModels.MostLosses) throw new ModelFailedException(IsolatedModels.Crashes(card, "while it predicted a block", lost));
                }
                catch
                {
                    await End();
                    throw;
                }
            }
        }
        finally { turn.Release(); }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        await End();
        turn.Release();
    }

    async Task<InferenceProcess> Restart(CancellationToken cancellation) =>
        (await models.Load(onnx, card, cancellation)).Refuses(out var why, out var again) ? throw new ModelFailedException(why) : again.Process;

    async ValueTask End()
    {
        if (process is not { } ending) return;
        process = null;
        await ending.DisposeAsync();
    }
}
