using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Opens ONNX files on ONNX Runtime: on a GPU where its provider's libraries are present, else on the
/// CPU.</summary>
/// <param name="images">Decodes what the predictors are given.</param>
/// <param name="limits">For model files.</param>
public sealed class OnnxModels(LibvipsImages images, ModelFileLimits? limits = null) : IModels
{
    const string Cpu = "CPU", Cuda = "CUDA", TensorRt = "Tensorrt", ProviderSuffix = "ExecutionProvider";

    private readonly ModelFileLimits limits = limits ?? ModelFileLimits.Default;

    private readonly ModelRuntime runtime = new(
        $"onnxruntime {OrtEnv.Instance().GetVersionString()}",
        [.. OrtEnv.Instance().GetAvailableProviders().Select(name => name.Replace(ProviderSuffix, "", StringComparison.Ordinal))
            .Where(name => name is Cpu || name is Cuda or TensorRt && Loads(name))]);

    /// <inheritdoc/>
    public ValueTask<ModelRuntime> Runtime(CancellationToken cancellation = default) => new(runtime);

    /// <summary>The library knows providers whose own libraries may be missing here: only one that loads can run.</summary>
    static bool Loads(string provider)
    {
        using var options = new SessionOptions();
        try
        {
            Append(options, provider);
            return true;
        }
        catch (OnnxRuntimeException) { return false; }
    }

    static void Append(SessionOptions options, string provider)
    {
        if (provider is TensorRt) options.AppendExecutionProvider_Tensorrt();
        else options.AppendExecutionProvider_CUDA();
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<IPredictor, ModelRefusal>> Open(
        ReadOnlyMemory<byte> onnx, ModelCard card, CancellationToken cancellation = default)
    {
        return ModelFile.Inspect(onnx.Span, limits) is { } refusal
            ? refusal
            : await Task.Run(() => Load(onnx, card), cancellation);  // loading takes up to seconds of one core
    }

    Outcome<IPredictor, ModelRefusal> Load(ReadOnlyMemory<byte> onnx, ModelCard card)
    {
        InferenceSession session;
        string provider;
        try { session = Open(onnx, out provider); }
        catch (OnnxRuntimeException e) { return ModelFile.Refuse(ModelRefusals.NotLoaded, e.Message); }

        OnnxRunner? runner = null;
        try
        {
            var signature = new ModelSignature(Ports(session.InputMetadata), Ports(session.OutputMetadata));
            if (signature.Differences(card) is { IsEmpty: false } differences) return Contradiction(differences);

            runner = new OnnxRunner(session, card, signature.FixedBatch(card));
            if (runner.WarmUp() is { IsEmpty: false } found) return Contradiction(found);
            return new OnnxPredictor(runner, images, card, provider);
        }
        catch (OnnxRuntimeException e)
        {
            return ModelFile.Refuse(ModelRefusals.NotLoaded, $"The model fails on a gray image: {e.Message}");
        }
        finally
        {
            if (runner is not { IsWarm: true }) session.Dispose();
        }
    }

    /// <summary>Tries the preferred providers first; whatever stops one of them, the CPU is still there.</summary>
    InferenceSession Open(ReadOnlyMemory<byte> onnx, out string provider)
    {
        var bytes = MemoryMarshal.TryGetArray(onnx, out var segment) && segment.Array is { } array
            && segment.Count == array.Length ? array : onnx.ToArray();
        foreach (var preferred in runtime.Providers.Where(name => name is not Cpu))
        {
            using var options = Options();
            try
            {
                Append(options, preferred);
                provider = preferred;
                return new InferenceSession(bytes, options);
            }
            catch (OnnxRuntimeException) { }
        }
        using var plain = Options();
        provider = Cpu;
        return new InferenceSession(bytes, plain);
    }

    static SessionOptions Options()
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = Environment.ProcessorCount,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.load_model_format", "ONNX");
        // Threads that wait by spinning would take the cores from those that decode.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    static ModelRefusal Contradiction(ImmutableArray<string> differences) => new(
        ModelRefusals.CardContradictsModel,
        differences.Length == 1 ? differences[0] : $"Card and model differ in {differences.Length} points; each is named.",
        differences);

    static ImmutableArray<ModelPort> Ports(IReadOnlyDictionary<string, NodeMetadata> described) =>
    [
        .. described.Select(port => new ModelPort(
            port.Key,
            port.Value.IsTensor ? $"{port.Value.ElementDataType}".ToLowerInvariant() : "no tensor",
            [.. port.Value.Dimensions])),
    ];
}
