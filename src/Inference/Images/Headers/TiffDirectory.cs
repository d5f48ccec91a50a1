using System.Buffers.Binary;

namespace Labelwise.Inference.Images.Headers;

/// <summary>One table of tags, as TIFF and EXIF have them.</summary>
/// <remarks>TIFF revision 6.0, section 2.</remarks>
readonly ref struct TiffDirectory
{
    const int EntryBytes = 12;

    private readonly ReadOnlySpan<byte> file;
    private readonly bool bigEndian;
    private readonly int entries, start;

    private TiffDirectory(ReadOnlySpan<byte> file, bool bigEndian, int start, int entries)
    {
        this.file = file;
        this.bigEndian = bigEndian;
        this.start = start;
        this.entries = entries;
    }

    public static bool First(ReadOnlySpan<byte> file, out TiffDirectory directory)
    {
        directory = default;
        if (file.Length < 8 || file[0] != file[1] || file[0] is not ((byte)'I' or (byte)'M')) return false;
        var reader = new TiffDirectory(file, bigEndian: file[0] == 'M', 0, 0);
        return reader.UInt16(2) == 42 && reader.At(reader.UInt32(4), out directory);
    }

    /// <summary>The directory after this one.</summary>
    public bool Next(out TiffDirectory next)
    {
        var link = start + 2 + entries * EntryBytes;
        var offset = link + 4 <= file.Length ? UInt32(link) : 0;
        return At(offset, out next);
    }

    /// <summary>The first number under a tag, or null.</summary>
    public uint? Number(int tag)
    {
        for (var i = 0; i < entries; i++)
        {
            var entry = start + 2 + i * EntryBytes;
            if (UInt16(entry) != tag) continue;
            var (type, count) = (UInt16(entry + 2), UInt32(entry + 4));
            var bytes = type switch { 1 => 1L, 3 => 2, 4 => 4, _ => 0 } * count;
            if (bytes == 0) return null;
            long at = bytes <= 4 ? entry + 8 : UInt32(entry + 8);  // few bytes lie in the entry itself
            if (at + 4 > file.Length) return null;
            return type switch { 1 => file[(int)at], 3 => (uint)UInt16((int)at), _ => UInt32((int)at) };
        }
        return null;
    }

    bool At(uint offset, out TiffDirectory directory)
    {
        // The result may be the very variable this is called on, so it is set last.
        var count = offset >= 8 && offset + 2L <= file.Length ? UInt16((int)offset) : 0;
        var found = count > 0 && offset + 2L + count * EntryBytes <= file.Length;
        directory = found ? new(file, bigEndian, (int)offset, count) : default;
        return found;
    }

    int UInt16(int at) => bigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(file[at..])
        : BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    uint UInt32(int at) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(file[at..])
        : BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}

/// <summary>The one thing wanted of EXIF.</summary>
/// <remarks>CIPA DC-008, 4.6.5.1.6 Orientation.</remarks>
static class Exif
{
    const int OrientationTag = 0x0112;

    /// <summary>1 to 8; 1 where there is none or the block is damaged.</summary>
    public static int Orientation(ReadOnlySpan<byte> block) =>
        TiffDirectory.First(block, out var directory) ? Orientation(directory) : 1;

    public static int Orientation(TiffDirectory directory) =>
        directory.Number(OrientationTag) is >= 1 and <= 8 and var orientation ? (int)orientation : 1;
}
