using System.Buffers.Binary;
using System.IO.Compression;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Zip;

/// <summary>Unpacks one entry: as many bytes as declared and not one more.</summary>
static class ZipContent
{
    const int LocalBytes = 30;
    const uint LocalSignature = 0x04034b50;

    /// <param name="content">Empty with a fault.</param>
    /// <returns>Why it could not be unpacked; null when it was.</returns>
    public static RecordFault? Read(Stream zip, ZipEntry entry, out byte[] content)
    {
        content = [];
        if (entry.Fault is not null) return entry.Fault;
        try
        {
            Span<byte> local = stackalloc byte[LocalBytes];
            zip.Position = entry.Offset;
            zip.ReadExactly(local);
            if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature) return Damaged(entry);
            zip.Position += BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
            var packed = new BoundedStream(zip, entry.PackedBytes);
            using Stream unpacked = entry.Method is ZipMethod.Stored ? packed : new DeflateStream(packed, CompressionMode.Decompress);
            var bytes = new byte[entry.SizeBytes];
            var read = unpacked.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length || unpacked.ReadByte() >= 0)
                return new(entry.Name, null, RecordFaults.LyingSize, $"This entry declares {entry.SizeBytes} bytes and has {(read < bytes.Length ? "fewer" : "more")}.");
            if (Crc32.Of(bytes) != entry.Crc) return Damaged(entry);
            content = bytes;
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return Damaged(entry);
        }
    }

    static RecordFault Damaged(ZipEntry entry) =>
        new(entry.Name, null, RecordFaults.Damaged, "This entry is damaged: its bytes are not those that were packed.");

    /// <summary>The next so many bytes of a stream.</summary>
    sealed class BoundedStream(Stream source, long bytes) : Stream
    {
        long left = bytes;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = source.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            left -= read;
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
