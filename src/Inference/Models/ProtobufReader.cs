namespace Labelwise.Inference.Models;

/// <summary>Walks the fields of protobuf messages in place.</summary>
/// <remarks>protobuf.dev/programming-guides/encoding</remarks>
ref struct ProtobufReader(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> file = file;

    public int At { get; private set; }

    /// <summary>Number of the field just read.</summary>
    public int Field { get; private set; }

    /// <summary>Value of a field that is a whole number.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the field has bytes: a text, a message, a packed list.</summary>
    public bool HasBytes { get; private set; }

    /// <summary>Where the bytes of the field just read begin; reading has gone on behind them.</summary>
    public int Start { get; private set; }

    public readonly ReadOnlySpan<byte> Bytes => file[Start..At];

    /// <summary>Goes back to the beginning of the bytes just read, to read them as a message.</summary>
    public void Enter() => At = Start;

    /// <summary>Reads one field of a message that ends at <paramref name="end"/>.</summary>
    /// <returns>False where the bytes are no such field.</returns>
    public bool Read(int end)
    {
        if (!Varint(end, out var tag) || tag >> 3 is 0 or > 0x1FFFFFFF) return false;
        (Field, Number, HasBytes) = ((int)(tag >> 3), 0, false);
        switch (tag & 7)
        {
            case 0:
                var read = Varint(end, out var number);
                Number = (long)number;
                return read;
            case 1:
                return Skip(8, end);
            case 2:
                if (!Varint(end, out var length) || length > (ulong)(end - At)) return false;
                (Start, HasBytes) = (At, true);
                At += (int)length;
                return true;
            case 5:
                return Skip(4, end);
            default:
                return false;  // groups are not used by ONNX
        }
    }

    /// <summary>The whole numbers of a packed list.</summary>
    public readonly bool Packed(List<long> numbers)
    {
        var list = new ProtobufReader(file[..At]) { At = Start };
        while (list.At < At)
        {
            if (!list.Varint(At, out var number)) return false;
            numbers.Add((long)number);
        }
        return true;
    }

    bool Skip(int bytes, int end)
    {
        if (end - At < bytes) return false;
        At += bytes;
        return true;
    }

    bool Varint(int end, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && At < end; shift += 7)
        {
            var next = file[At++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return true;
        }
        return false;
    }
}
