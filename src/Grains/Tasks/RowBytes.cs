using System.Buffers.Binary;
using System.Text;
using Labelwise.Domain;

namespace Labelwise.Grains.Tasks;

/// <summary>Bytes that grow as they are written.</summary>
sealed class RowBytes(int room = 0)
{
    const int Fewest = 128;

    byte[] bytes = room == 0 ? [] : new byte[room];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Byte(int value) => Take(1)[0] = (byte)value;

    /// <summary>Small numbers from 0 on in a byte; any in five.</summary>
    public void Number(int value) => Number((ulong)(uint)value);

    public void Float(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(4), value);

    public void Hash(ContentHash hash) => hash.CopyTo(Take(ContentHash.Bytes));

    /// <summary>How far it lies from another, after and before in turn; then, where it is not UTC's, its offset.</summary>
    public void Time(DateTimeOffset time, long fromTicks)
    {
        var distance = time.UtcTicks - fromTicks;
        Number((ulong)(distance << 1 ^ distance >> 63) << 1 | (time.Offset == default ? 0UL : 1UL));
        if (time.Offset != default) Number((int)time.Offset.TotalMinutes + RowReader.OffsetZero);
    }

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    public void Bytes(ReadOnlySpan<byte> some) => some.CopyTo(Take(some.Length));

    void Number(ulong value)
    {
        for (; value > 127; value >>= 7) Byte((int)value | 128);
        Byte((int)value);
    }

    Span<byte> Take(int count)
    {
        if (Count + count > bytes.Length) Array.Resize(ref bytes, Math.Max(Math.Max(2 * bytes.Length, Fewest), Count + count));
        Count += count;
        return bytes.AsSpan(Count - count, count);
    }
}

/// <summary>Reads what <see cref="RowBytes"/> wrote.</summary>
ref struct RowReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Keeps offsets of times, in minutes, from being below 0.</summary>
    public const int OffsetZero = 14 * 60;

    ReadOnlySpan<byte> rest = bytes;

    public readonly int Left => rest.Length;

    public byte Byte() => Take(1)[0];

    public int Number() => (int)(uint)Large();

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public ContentHash Hash() => ContentHash.From(Take(ContentHash.Bytes));

    public DateTimeOffset Time(long fromTicks)
    {
        var told = Large();
        var folded = told >> 1;
        var time = new DateTimeOffset(fromTicks + ((long)(folded >> 1) ^ -(long)(folded & 1)), TimeSpan.Zero);
        return (told & 1) == 0 ? time : time.ToOffset(TimeSpan.FromMinutes(Number() - OffsetZero));
    }

    public string Text() => Encoding.UTF8.GetString(Take(Number()));

    public ReadOnlySpan<byte> Take(int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    ulong Large()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }
    }
}
