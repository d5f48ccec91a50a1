using System.Collections.Frozen;
using System.Text;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Zip;

/// <summary>Which names an entry may have. None ever becomes a path of ours, but it becomes an external id, and whoever
/// pulls a version may write a file under it.</summary>
static class EntryNames
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Names that Windows gives to devices, with any extension.</summary>
    static readonly FrozenSet<string> Devices = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    /// <summary>Decodes a name, whatever its bytes.</summary>
    /// <param name="fault">Why no file may have it, or null.</param>
    /// <returns>The name; where there is a fault, one fit to be shown.</returns>
    public static string Read(ReadOnlySpan<byte> utf8, out RecordFault? fault)
    {
        string name;
        try
        {
            name = Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            name = Shown(Encoding.Latin1.GetString(utf8));
            fault = new(name, null, RecordFaults.BadName, "This entry's name is not UTF-8. Pack the files anew with a tool that writes UTF-8 names.");
            return name;
        }
        fault = Flaw(name, utf8.Length) is { } flaw ? new(Shown(name), null, flaw.Code, flaw.Reason) : null;
        return fault is null ? name : fault.File;
    }

    /// <summary>Files that operating systems add by themselves and nobody misses.</summary>
    public static bool IsLitter(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || name[(name.LastIndexOf('/') + 1)..] is ".DS_Store" or "Thumbs.db" or "desktop.ini";

    /// <summary>Whether Windows would open a device for a file of that name.</summary>
    public static bool IsReserved(string segment) => Devices.Contains(segment.Split('.')[0].TrimEnd(' '));

    static (string Code, string Reason)? Flaw(string name, int bytes)
    {
        if (bytes > UploadLimits.NameBytes)
            return (RecordFaults.LongName, $"This entry's name has {bytes} bytes; {UploadLimits.NameBytes} are allowed at most.");
        if (name.Length is 0) return (RecordFaults.BadName, "This entry has no name.");
        if (name.Any(char.IsControl)) return (RecordFaults.BadName, "This entry's name has control characters in it.");
        if (name.Contains('\\')) return (RecordFaults.BadName, "This entry's name has a backslash in it; folders are divided by /.");
        if (name[0] is '/') return (RecordFaults.BadName, "This entry's name is an absolute path.");
        if (name is [_, ':', ..] && char.IsAsciiLetter(name[0])) return (RecordFaults.BadName, "This entry's name begins with a drive.");
        foreach (var segment in name.Split('/'))
        {
            if (segment is "" or "." or "..") return (RecordFaults.BadName, "This entry's name leads out of its folder, or nowhere.");
            if (Encoding.UTF8.GetByteCount(segment) > UploadLimits.SegmentBytes)
                return (RecordFaults.LongName, $"A part of this entry's name is longer than {UploadLimits.SegmentBytes} bytes.");
            if (IsReserved(segment))
                return (RecordFaults.BadName, "This entry's name is one that Windows reserves for a device.");
        }
        return null;
    }

    static string Shown(string name)
    {
        const int most = 200;
        var cut = name.Length > most ? string.Concat(name.AsSpan(0, most), "…") : name;
        return string.Create(cut.Length, cut, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '�' : from[i];
        });
    }
}
