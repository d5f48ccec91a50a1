using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Models;
using Microsoft.Extensions.Logging;

namespace Labelwise.Inference.Isolated;

/// <summary>Opens each model in a process of its own, so that native code which crashes takes nothing else with it.</summary>
/// <param name="command">Starts such a process.</param>
/// <param name="time">By which one that hangs is noticed.</param>
public sealed class IsolatedModels(InferenceCommand command, TimeProvider time, ILogger<IsolatedModels> log) : IModels
{
    /// <summary>Processes lost over one block, or over opening a model, before it is given up.</summary>
    internal const int MostLosses = 3;

    /// <inheritdoc/>
    public async ValueTask<ModelRuntime> Runtime(CancellationToken cancellation = default)
    {
        try
        {
            await using var process = await InferenceProcess.Start(command, time, cancellation);
            return process.Runtime;
        }
        catch (ProcessLostException lost) { throw new InvalidOperationException($"Models cannot run here. {lost.Message}", lost); }
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<IPredictor, ModelRefusal>> Open(ReadOnlyMemory<byte> onnx, ModelCard card, CancellationToken cancellation = default)
    {
        // What is no model at all costs no process.
        if (ModelFile.Inspect(onnx.Span, ModelFileLimits.Default) is { } refusal) return refusal;
        for (var losses = 1; ; losses++)
        {
            try
            {
                return (await Load(onnx, card, cancellation)).Refuses(out var why, out var opened)
                    ? why
                    : new IsolatedPredictor(this, onnx, card, opened);
            }
            catch (ProcessLostException lost)
            {
                Tell(card, lost, losses);
                if (losses == MostLosses) return Crashes(card, "while it was opened", lost);
            }
        }
    }

    /// <summary>Starts a process and opens the model in it.</summary>
    /// <exception cref="ProcessLostException">It ended on the way.</exception>
    internal async Task<Outcome<OpenedModel, ModelRefusal>> Load(ReadOnlyMemory<byte> onnx, ModelCard card, CancellationToken cancellation)
    {
        var process = await InferenceProcess.Start(command, time, cancellation);
        var keeps = false;
        try
        {
            if ((await process.Open(onnx, card, cancellation)).Refuses(out var why, out var provider)) return why;
            keeps = true;
            return new OpenedModel(process, provider);
        }
        finally
        {
            if (!keeps) await process.DisposeAsync();
        }
    }

    internal void Tell(ModelCard card, ProcessLostException lost, int losses) =>
        log.LogWarning("Model {Model} lost its process, {Times} of at most {Most} times: {Reason}", card.Name, losses, MostLosses, lost.Message);

    internal static ModelRefusal Crashes(ModelCard card, string when, ProcessLostException last) => last.Hung
        ? ModelFile.Refuse(ModelRefusals.Hung, $"The model '{card.Name}' lost its process {MostLosses} times {when}, the last time because it had not answered for "
            + $"{InferenceProcess.Patience.TotalMinutes} minutes, and was given up. The server's log says more.")
        : ModelFile.Refuse(ModelRefusals.Crashed, $"The model '{card.Name}' ended its process {MostLosses} times {when}, the last time by {last.How}, and was given up. The server's log says more.");
}

/// <param name="Provider">The execution provider that runs it.</param>
sealed record OpenedModel(InferenceProcess Process, string Provider);
