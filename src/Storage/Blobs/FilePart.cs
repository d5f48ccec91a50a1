using Microsoft.Win32.SafeHandles;

namespace Labelwise.Storage.Blobs;

/// <summary>Reads and seeks within a part of a file, which it closes unless told otherwise.</summary>
sealed class FilePart(SafeFileHandle file, long from, long length, bool leaveOpen = false) : BlobPart(length)
{
    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, buffer[..Fitting(buffer.Length)], from + Position);
        Position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await RandomAccess.ReadAsync(
            file, buffer[..Fitting(buffer.Length)], from + Position, cancellationToken);
        Position += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen) file.Dispose();
        base.Dispose(disposing);
    }

    private int Fitting(int wanted) => (int)Math.Clamp(Length - Position, 0, wanted);
}
