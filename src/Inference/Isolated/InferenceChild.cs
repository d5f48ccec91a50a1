using System.Buffers.Binary;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Images;
using Labelwise.Inference.Models;
using Microsoft.Win32.SafeHandles;

namespace Labelwise.Inference.Isolated;

/// <summary>The life of an inference process: one model, and images to predict with it. It knows nothing but what comes
/// through its standard input and ends with it, so that it never outlives its server.</summary>
public sealed class InferenceChild
{
    readonly Frames frames;
    readonly OnnxModels models;
    readonly CancellationTokenSource failed = new();
    ModelCard? card;
    OnnxPredictor? predictor;
    ImagesAhead? images;
    Task answering = Task.CompletedTask;

    InferenceChild(Frames frames, OnnxModels models) => (this.frames, this.models) = (frames, models);

    /// <summary>Serves this process's standard input until it is closed; then the process should end at once, whatever
    /// native code still runs in it.</summary>
    /// <exception cref="IOException">Standard input or output is no pipe, or broke.</exception>
    /// <exception cref="InvalidDataException">What came is not what a server says.</exception>
    public static async Task Run()
    {
        // Never disposed of: closing a pipe that another thread writes to waits for it, and the process ends anyway.
        var input = new AnonymousPipeClientStream(PipeDirection.In, new SafePipeHandle(0, ownsHandle: false));
        var output = new AnonymousPipeClientStream(PipeDirection.Out, new SafePipeHandle(1, ownsHandle: false));
        using var decoder = new LibvipsImages();
        await new InferenceChild(new(input, output), new(decoder)).Serve();
    }

    async Task Serve()
    {
        await Say(FrameKind.Runtime, JsonSerializer.SerializeToUtf8Bytes(await models.Runtime(), IsolatedJson.Default.ModelRuntime));
        // Reading never stops, so that the end of the server is seen in the middle of a prediction too.
        while (await Next() is { } frame) await Take(frame);
    }

    async Task<Frame?> Next()
    {
        try { return await frames.Read(Frames.MostBytes, failed.Token); }
        catch (OperationCanceledException)
        {
            await answering;  // throws what failed
            throw;
        }
    }

    async Task Take(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Card:
                card = JsonSerializer.Deserialize(frame.Content, IsolatedJson.Default.ModelCard);
                break;
            case FrameKind.Model when card is not null && predictor is null:
                await Open(frame.Content, card);
                break;
            case FrameKind.Predict when predictor is not null:
                await answering;  // its last answer may be known over there before it is over here
                images = new(BinaryPrimitives.ReadInt32LittleEndian(frame.Content));
                answering = Answer(predictor, images);
                break;
            case FrameKind.Image when images is not null:
                await images.Put(frame.Content, failed.Token);
                break;
            case FrameKind.Gone when images is not null:
                await images.Put(null, failed.Token);
                break;
            default:
                throw new InvalidDataException($"{frame.Kind} is not expected now.");
        }
    }

    async Task Open(byte[] onnx, ModelCard card)
    {
        if ((await models.Open(onnx, card)).Refuses(out var why, out var opened))
        {
            await Say(FrameKind.Refused, JsonSerializer.SerializeToUtf8Bytes(why, IsolatedJson.Default.ModelRefusal));
            return;
        }
        predictor = (OnnxPredictor)opened;
        await Say(FrameKind.Opened, Encoding.UTF8.GetBytes(predictor.Provider));
    }

    /// <summary>Each batch is answered when it is done: a process that goes on can be told from one that hangs.</summary>
    async Task Answer(OnnxPredictor predictor, ImagesAhead images)
    {
        try
        {
            await predictor.Predict(images.Count, images.Take, async batch =>
            {
                foreach (var answer in batch) await frames.Write(FrameKind.Answer, AnswerBytes.Write(answer));
                await frames.Flush();
            });
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    async Task Say(FrameKind kind, ReadOnlyMemory<byte> content)
    {
        await frames.Write(kind, content);
        await frames.Flush();
    }
}
