using System.Buffers.Binary;

namespace Labelwise.Inference.Isolated;

/// <summary>What the server and an inference process say to each other, in the order in which it is said.</summary>
enum FrameKind : byte
{
    /// <summary>The process is there and says on what it runs: JSON.</summary>
    Runtime = 1,

    /// <summary>A model is to be opened: its card as JSON, then in a frame of its own the file.</summary>
    Card, Model,

    /// <summary>It is open: the execution provider as text. Or it is not: a refusal as JSON.</summary>
    Opened, Refused,

    /// <summary>So many images follow (four bytes), each its bytes, or that they are gone.</summary>
    Predict, Image, Gone,

    /// <summary>One for each image, in their order: <see cref="AnswerBytes"/>.</summary>
    Answer,
}

/// <summary>Frames over two pipes: a kind, four bytes of length, then that many bytes.</summary>
/// <remarks>One reader and one writer at a time. What is written goes out when it fills a buffer, or by
/// <see cref="Flush"/>; a full pipe holds up the writer until the other side has read.</remarks>
sealed class Frames(Stream input, Stream output)
{
    /// <summary>Of one frame that the server sends: a model file is the largest.</summary>
    public const int MostBytes = 1 << 30;

    /// <summary>Of one frame that the process sends: the answer of 10,000 boxes takes less than half.</summary>
    public const int MostAnswerBytes = 1 << 20;

    const int HeaderBytes = 5, BufferBytes = 64 << 10;

    readonly BufferedStream reading = new(input, BufferBytes), writing = new(output, BufferBytes);
    readonly byte[] readHeader = new byte[HeaderBytes], writtenHeader = new byte[HeaderBytes];

    /// <exception cref="IOException">Nobody reads any more.</exception>
    public async ValueTask Write(FrameKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        writtenHeader[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(writtenHeader.AsSpan(1), content.Length);
        await writing.WriteAsync(writtenHeader, cancellation);
        await writing.WriteAsync(content, cancellation);
    }

    public Task Flush(CancellationToken cancellation = default) => writing.FlushAsync(cancellation);

    /// <returns>Null where the other side has ended between two frames.</returns>
    /// <exception cref="IOException">It ended within one.</exception>
    /// <exception cref="InvalidDataException">What came is no frame, or a longer one than is taken.</exception>
    public async ValueTask<Frame?> Read(int mostBytes, CancellationToken cancellation = default)
    {
        var read = await reading.ReadAtLeastAsync(readHeader, HeaderBytes, throwOnEndOfStream: false, cancellation);
        if (read is 0) return null;
        if (read < HeaderBytes) throw new EndOfStreamException();
        var (kind, length) = ((FrameKind)readHeader[0], BinaryPrimitives.ReadInt32LittleEndian(readHeader.AsSpan(1)));
        if (kind is < FrameKind.Runtime or > FrameKind.Answer || length < 0 || length > mostBytes)
            throw new InvalidDataException($"A frame of kind {readHeader[0]} and {length} bytes is not taken.");
        var content = new byte[length];
        await reading.ReadExactlyAsync(content, cancellation);
        return new(kind, content);
    }
}

sealed record Frame(FrameKind Kind, byte[] Content);
