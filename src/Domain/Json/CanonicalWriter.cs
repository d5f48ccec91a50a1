using System.Buffers;
using System.Text;

namespace Labelwise.Domain.Json;

/// <summary>Writes the tokens of canonical JSON (RFC 8785) as UTF-8. The order of members is the caller's:
/// by UTF-16 code units of their names, as <see cref="string.CompareOrdinal(string, string)"/> orders.</summary>
public sealed class CanonicalWriter
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    const int StartBytes = 1024;

    readonly ArrayBufferWriter<byte> buffer = new(StartBytes);

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>Punctuation, literals and names that need no escape, as they stand.</summary>
    public void Raw(ReadOnlySpan<byte> utf8) => buffer.Write(utf8);

    /// <exception cref="ArgumentOutOfRangeException">NaN and infinities have no JSON form.</exception>
    public void Number(double value) =>
        buffer.Advance(EcmaNumber.Write(value, buffer.GetSpan(EcmaNumber.MaxLength)));

    /// <summary>A string in quotes with the escapes that must be, and no other.</summary>
    /// <exception cref="EncoderFallbackException">Half of a surrogate pair has no UTF-8 form.</exception>
    public void Text(ReadOnlySpan<char> text)
    {
        Raw("\""u8);
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Plain(text[..at]);
            Escape(text[at]);
            text = text[(at + 1)..];
        }
        Plain(text);
        Raw("\""u8);
    }

    void Plain(ReadOnlySpan<char> text) =>
        buffer.Advance(Utf8.GetBytes(text, buffer.GetSpan(Utf8.GetMaxByteCount(text.Length))));

    void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\t': Raw("\\t"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\r': Raw("\\r"u8); break;
            default: Plain($"\\u{(int)c:x4}"); break;
        }
    }
}
