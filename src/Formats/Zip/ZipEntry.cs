using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Zip;

/// <summary>A file in a zip, as the directory describes it.</summary>
/// <param name="Name">With / between folders; a label, never a path on our disk.</param>
/// <param name="Offset">Of its local header, from the start of the zip.</param>
/// <param name="PackedBytes">As declared.</param>
/// <param name="SizeBytes">As declared; never read beyond.</param>
/// <param name="Crc">CRC-32 of its content.</param>
/// <param name="Fault">Why it is not read; null when it may be.</param>
sealed record ZipEntry(
    string Name, long Offset, long PackedBytes, long SizeBytes, uint Crc, ZipMethod Method, RecordFault? Fault)
{
    /// <summary>The name's last part.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The folders before it, with a / at the end; empty at the top.</summary>
    public string Folder => Name[..(Name.LastIndexOf('/') + 1)];
}

/// <summary>How an entry is packed; PKWARE APPNOTE 4.4.5.</summary>
enum ZipMethod : ushort { Stored = 0, Deflated = 8 }
