using System.Text;

namespace Labelwise.Domain.Versions;

/// <summary>A JSON string as RFC 8785 section 3.2.2.2 writes it: only what must be escaped is.</summary>
static class CanonicalText
{
    public static string Of(string? text)
    {
        if (text is null) return "null";
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append($"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        return json.Append('"').ToString();
    }
}
