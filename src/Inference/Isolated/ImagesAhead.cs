namespace Labelwise.Inference.Isolated;

/// <summary>Images that came before the decoder asks for them, each in its place.</summary>
sealed class ImagesAhead(int count)
{
    /// <summary>Bytes that wait to be decoded; beyond it nothing is read from the pipe, which holds up the server.</summary>
    const long MostBytes = 32L << 20;

    readonly TaskCompletionSource<ReadOnlyMemory<byte>?>?[] places =
        [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<ReadOnlyMemory<byte>?>(TaskCreationOptions.RunContinuationsAsynchronously))];
    readonly SemaphoreSlim taken = new(0);
    long waitingBytes;
    int came;

    public int Count => count;

    /// <summary>Puts the next image down, once there is room. It does not matter how large it is itself.</summary>
    /// <exception cref="InvalidDataException">All came already.</exception>
    public async ValueTask Put(ReadOnlyMemory<byte>? image, CancellationToken cancellation)
    {
        if (came == count) throw new InvalidDataException($"More than {count} images came.");
        while (Interlocked.Read(ref waitingBytes) > MostBytes) await taken.WaitAsync(cancellation);
        Interlocked.Add(ref waitingBytes, image?.Length ?? 0);
        places[came++]!.SetResult(image);
    }

    /// <summary>The image in this place, once it came. Each is taken once.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> Take(int place, CancellationToken cancellation)
    {
        var image = await places[place]!.Task.WaitAsync(cancellation);
        places[place] = null;
        Interlocked.Add(ref waitingBytes, -(image?.Length ?? 0));
        taken.Release();
        return image;
    }
}
