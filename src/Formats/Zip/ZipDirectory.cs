using System.Buffers.Binary;
using System.Collections.Immutable;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Zip;

/// <summary>A zip's table of contents: the bounds of every entry checked before one of them is unpacked.</summary>
/// <remarks>PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16. Bombs: Fifield, A better zip bomb, WOOT 2019.</remarks>
sealed class ZipDirectory
{
    const int EndBytes = 22, MostCommentBytes = 0xFFFF, End64Bytes = 56, Locator64Bytes = 20, LocalBytes = 30;
    const uint EndSignature = 0x06054b50, End64Signature = 0x06064b50, Locator64Signature = 0x07064b50;

    ZipDirectory(ImmutableArray<ZipEntry> entries) => Entries = entries;

    /// <summary>Files in the order of the directory; folders and litter left out, faulty ones left in.</summary>
    public ImmutableArray<ZipEntry> Entries { get; }

    /// <returns>Null with the refusal.</returns>
    public static ZipDirectory? Read(Stream zip, out UploadRefused? refusal)
    {
        try
        {
            var (start, bytes, count) = FindDirectory(zip);
            if (count > UploadLimits.Entries)
                throw new Unreadable(UploadRefusals.TooLarge, $"This zip has {count} entries; {UploadLimits.Entries} are allowed at most. Split it.");
            if (bytes > UploadLimits.DirectoryBytes)
                throw new Unreadable(UploadRefusals.TooLarge, $"The directory of this zip has {bytes} bytes; {UploadLimits.DirectoryBytes} are allowed at most.");
            var directory = new byte[bytes];
            zip.Position = start;
            zip.ReadExactly(directory);
            var entries = ZipDirectoryReader.Read(directory, (int)count);
            CheckBounds(entries, start);
            CheckSizes(entries, zip.Length);
            refusal = null;
            return new([.. entries.Where(e => e.Fault is not null || (!e.Name.EndsWith('/') && !EntryNames.IsLitter(e.Name)))]);
        }
        catch (Unreadable why)
        {
            refusal = new(why.Code, why.Message);
            return null;
        }
        catch (EndOfStreamException)
        {
            refusal = Damaged().AsRefusal;
            return null;
        }
    }

    static (long Start, long Bytes, long Count) FindDirectory(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, EndBytes + MostCommentBytes)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature
                || at + EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != tail.Length) continue;
            var (disk, count) = (BinaryPrimitives.ReadUInt16LittleEndian(end[4..]), BinaryPrimitives.ReadUInt16LittleEndian(end[10..]));
            var (bytes, start) = (BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
            var endsAt = zip.Length - tail.Length + at;
            var found = disk is 0xFFFF || count is 0xFFFF || bytes is uint.MaxValue || start is uint.MaxValue
                ? FindDirectory64(zip, endsAt) : (start, bytes, count);
            if (disk is not (0 or 0xFFFF)) throw new Unreadable(UploadRefusals.ZipDamaged, "This zip is split over several files; send it as one.");
            if (found.Start + found.Bytes > endsAt || found.Start < 0 || found.Bytes < 0) throw Damaged();
            return found;
        }
        throw Damaged();
    }

    static (long Start, long Bytes, long Count) FindDirectory64(Stream zip, long endsAt)
    {
        if (endsAt < Locator64Bytes + End64Bytes) throw Damaged();
        Span<byte> locator = stackalloc byte[Locator64Bytes];
        zip.Position = endsAt - Locator64Bytes;
        zip.ReadExactly(locator);
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != Locator64Signature || at < 0 || at > endsAt - Locator64Bytes - End64Bytes)
            throw Damaged();
        Span<byte> end = stackalloc byte[End64Bytes];
        zip.Position = at;
        zip.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != End64Signature) throw Damaged();
        var found = (Start: BinaryPrimitives.ReadInt64LittleEndian(end[48..]), Bytes: BinaryPrimitives.ReadInt64LittleEndian(end[40..]),
            Count: BinaryPrimitives.ReadInt64LittleEndian(end[32..]));
        return found.Start < 0 || found.Bytes < 0 || found.Count < 0 || found.Start > endsAt ? throw Damaged() : found;
    }

    /// <summary>No byte belongs to two entries, and none of an entry to the directory.</summary>
    static void CheckBounds(List<ZipEntry> entries, long directoryStart)
    {
        var free = 0L;
        foreach (var entry in entries.OrderBy(e => e.Offset))
        {
            if (entry.Offset < free)
                throw new Unreadable(UploadRefusals.ZipOverlap, $"Entries of this zip share their bytes, '{entry.Name}' among them. Nothing of it was unpacked.");
            free = entry.Offset + LocalBytes + entry.PackedBytes;
            if (entry.PackedBytes < 0 || entry.Offset < 0 || free > directoryStart) throw Damaged();
        }
    }

    static void CheckSizes(List<ZipEntry> entries, long zipBytes)
    {
        var unpacked = 0L;
        foreach (var entry in entries)
        {
            unpacked += entry.SizeBytes;
            if (entry.SizeBytes < 0 || unpacked > UploadLimits.UnpackedBytes)
                throw new Unreadable(UploadRefusals.TooLarge, $"This zip unpacks to more than {UploadLimits.UnpackedBytes} bytes, which is the limit. Split it.");
        }
        if (unpacked > UploadLimits.HarmlessBytes && unpacked / UploadLimits.Ratio > zipBytes)
            throw new Unreadable(UploadRefusals.ZipBomb,
                $"This zip of {zipBytes} bytes unpacks to {unpacked}: more than the {UploadLimits.Ratio} times that are allowed. Nothing of it was unpacked.");
    }

    internal static Unreadable Damaged() =>
        new(UploadRefusals.ZipDamaged, "This is no zip, or its end is missing: its directory cannot be read. Send it again.");

    /// <summary>Ends the reading of a zip; never leaves this folder.</summary>
    internal sealed class Unreadable(string code, string message) : Exception(message)
    {
        public string Code => code;
        public UploadRefused AsRefusal => new(code, Message);
    }
}
