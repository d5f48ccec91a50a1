using Microsoft.Win32.SafeHandles;

namespace Labelwise.Storage.Blobs;

/// <summary>Reads and seeks within a part of a file, which it closes unless told otherwise.</summary>
sealed class FilePart(SafeFileHandle file, long from, long length, bool leaveOpen = false) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, buffer[..Fitting(buffer.Length)], from + position);
        position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await RandomAccess.ReadAsync(
            file, buffer[..Fitting(buffer.Length)], from + position, cancellationToken);
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException("A blob never changes.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A blob never changes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen) file.Dispose();
        base.Dispose(disposing);
    }

    private int Fitting(int wanted) => (int)Math.Clamp(length - position, 0, wanted);
}
