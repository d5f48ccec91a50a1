using System.Buffers;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Models;

/// <summary>Images between decoding and inference, in a ring of places. Decoders fill places in any order, one for each image;
/// inference takes what lies ready side by side, in the images' order.</summary>
/// <param name="count">Images in all.</param>
/// <param name="length">Numbers an image.</param>
sealed class ImagesInLine(int count, int length, BatchSizes sizes) : IDisposable
{
    readonly int length = length, room = sizes.Room;
    readonly float[] numbers = ArrayPool<float>.Shared.Rent(sizes.Room * length);
    readonly Frame[] frames = new Frame[sizes.Room];
    readonly PredictionRefusal?[] refusals = new PredictionRefusal?[sizes.Room];
    readonly bool[] decoded = new bool[sizes.Room];
    readonly SemaphoreSlim free = new(sizes.Room), came = new(0);
    int claimed, taken;

    /// <summary>Waits for a free place.</summary>
    /// <returns>The next image to decode; null where none is left.</returns>
    public async ValueTask<int?> Claim(CancellationToken stop)
    {
        await free.WaitAsync(stop);
        var image = Interlocked.Increment(ref claimed) - 1;
        if (image < count) return image;
        free.Release();  // for the other decoders, which end too
        return null;
    }

    /// <summary>Where a claimed image's numbers go.</summary>
    public Span<float> Numbers(int image) => numbers.AsSpan(image % room * length, length);

    public void Put(int image, Frame frame) => Put(image, frame, null);

    /// <summary>An image without numbers keeps its place.</summary>
    public void Put(int image, PredictionRefusal refusal)
    {
        Numbers(image).Clear();
        Put(image, default, refusal);
    }

    void Put(int image, Frame frame, PredictionRefusal? refusal)
    {
        var place = image % room;
        (frames[place], refusals[place]) = (frame, refusal);
        Volatile.Write(ref decoded[place], true);
        came.Release();
    }

    /// <summary>Waits until a run is worth it.</summary>
    /// <returns>Its images; none at the end.</returns>
    public async ValueTask<Run> Next(CancellationToken stop)
    {
        while (taken < count)
        {
            var ready = Ready();
            var (first, last) = (taken % room, taken + ready);
            if (sizes.Next(ready, isRest: last == count || first + ready == room) is > 0 and var images) return new(this, first, images);
            await came.WaitAsync(stop);
        }
        return new(this, 0, 0);
    }

    int Ready()
    {
        var first = taken % room;
        var most = Math.Min(Math.Min(room - first, count - taken), sizes.Most);
        var ready = 0;
        while (ready < most && Volatile.Read(ref decoded[first + ready])) ready++;
        return ready;
    }

    /// <summary>Frees the places of a run.</summary>
    public void Done(Run run)
    {
        Array.Clear(decoded, run.First, run.Images);
        taken += run.Images;
        free.Release(run.Images);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(numbers);
        free.Dispose();
        came.Dispose();
    }

    /// <summary>Images side by side.</summary>
    /// <param name="First">Place of the first of them.</param>
    public readonly record struct Run(ImagesInLine Line, int First, int Images)
    {
        public Frame Frame(int image) => Line.frames[First + image];

        public PredictionRefusal? Refusal(int image) => Line.refusals[First + image];

        /// <summary>Their numbers, filled up with zeros.</summary>
        /// <param name="images">Of which there are numbers at least.</param>
        public Memory<float> Numbers(int images)
        {
            var numbers = Line.numbers.AsMemory(First * Line.length, Math.Max(images, Images) * Line.length);
            numbers.Span[(Images * Line.length)..].Clear();
            return numbers;
        }
    }
}
