using System.Buffers.Binary;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Zip;

/// <summary>Reads the headers of a zip's directory, and finds for each entry whether it may be read.</summary>
/// <remarks>PKWARE APPNOTE 6.3.10, sections 4.3.12, 4.4 and 4.5.3.</remarks>
static class ZipDirectoryReader
{
    const int HeaderBytes = 46;
    const uint HeaderSignature = 0x02014b50;
    const ushort EncryptedFlag = 1, StrongEncryptionFlag = 1 << 6, MaskedFlag = 1 << 13;
    const ushort Zip64Field = 1;

    /// <summary>The type bits of a Unix mode.</summary>
    const uint TypeMask = 0xF000, RegularFile = 0x8000, FolderType = 0x4000;

    public static List<ZipEntry> Read(ReadOnlySpan<byte> directory, int count)
    {
        var entries = new List<ZipEntry>(count);
        var names = new HashSet<string>(count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            if (directory.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(directory) != HeaderSignature)
                throw ZipDirectory.Damaged();
            var (name, extra, comment) = (Short(directory, 28), Short(directory, 30), Short(directory, 32));
            if (directory.Length < HeaderBytes + name + extra + comment) throw ZipDirectory.Damaged();
            entries.Add(ReadEntry(directory, directory.Slice(HeaderBytes, name), directory.Slice(HeaderBytes + name, extra), names));
            directory = directory[(HeaderBytes + name + extra + comment)..];
        }
        return entries;
    }

    static ZipEntry ReadEntry(ReadOnlySpan<byte> header, ReadOnlySpan<byte> nameBytes, ReadOnlySpan<byte> extra, HashSet<string> names)
    {
        var isFolder = nameBytes is [.., (byte)'/'];
        var name = EntryNames.Read(isFolder ? nameBytes[..^1] : nameBytes, out var fault);
        if (isFolder && fault is null) name += "/";
        var (packed, size, offset) = Sizes(header, extra);
        var (flags, method, mode) = (Short(header, 8), Short(header, 10), Int(header, 38) >> 16);
        if (fault is null && !isFolder && !EntryNames.IsLitter(name))
            fault = Flaw(name, flags, method, mode, packed, size, names) is { } flaw ? new(name, null, flaw.Code, flaw.Reason) : null;
        return new(name, offset, packed, size, Int(header, 16), (ZipMethod)method, fault);
    }

    static (string Code, string Reason)? Flaw(
        string name, ushort flags, ushort method, uint mode, long packed, long size, HashSet<string> names)
    {
        if (!names.Add(name))
            return (RecordFaults.DuplicateName, "Another entry has this name already, or one that differs in case alone.");
        if ((mode & TypeMask) is not (0 or RegularFile or FolderType))
            return (RecordFaults.Link, "This entry is a link or a device, not a file.");
        if ((flags & (EncryptedFlag | StrongEncryptionFlag | MaskedFlag)) is not 0)
            return (RecordFaults.Encrypted, "This entry is encrypted. Pack the files without a password.");
        if (method is not ((ushort)ZipMethod.Stored or (ushort)ZipMethod.Deflated))
            return (RecordFaults.Method, $"This entry is packed by method {method}; stored and deflate are read.");
        if (size > UploadLimits.EntryBytes)
            return (RecordFaults.TooLarge, $"This entry unpacks to {size} bytes; {UploadLimits.EntryBytes} are allowed at most.");
        if (method is (ushort)ZipMethod.Stored && size != packed)
            return (RecordFaults.LyingSize, "This entry is stored unpacked, and yet two sizes are declared.");
        return size > UploadLimits.HarmlessBytes && size / UploadLimits.EntryRatio > packed
            ? (RecordFaults.Ratio, $"This entry unpacks to {size} bytes from {packed}: more than the {UploadLimits.EntryRatio} times that are allowed.")
            : null;
    }

    /// <summary>The declared sizes and offset, from the zip64 field where the header has no room.</summary>
    static (long Packed, long Size, long Offset) Sizes(ReadOnlySpan<byte> header, ReadOnlySpan<byte> extra)
    {
        var (packed, size, offset) = ((long)Int(header, 20), (long)Int(header, 24), (long)Int(header, 42));
        if (packed != uint.MaxValue && size != uint.MaxValue && offset != uint.MaxValue) return (packed, size, offset);
        var field = FindZip64(extra);
        if (size == uint.MaxValue) size = Take(ref field);
        if (packed == uint.MaxValue) packed = Take(ref field);
        if (offset == uint.MaxValue) offset = Take(ref field);
        return (packed, size, offset);
    }

    static ReadOnlySpan<byte> FindZip64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Short(extra, 2);
            if (extra.Length < 4 + length) break;
            if (Short(extra, 0) is Zip64Field) return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        throw ZipDirectory.Damaged();
    }

    static long Take(ref ReadOnlySpan<byte> field)
    {
        if (field.Length < 8) throw ZipDirectory.Damaged();
        var value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return value;
    }

    static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    static uint Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
