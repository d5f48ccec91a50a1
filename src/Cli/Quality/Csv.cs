using System.Text;

namespace Labelwise.Cli.Quality;

/// <summary>Comma-separated values; by tabs or semicolons where the first line has these and no comma.</summary>
/// <remarks>RFC 4180, with line feeds alone allowed too.</remarks>
static class Csv
{
    /// <returns>The records that are not empty, each with the line it begins on.</returns>
    /// <exception cref="FormatException">A quoted field that does not end.</exception>
    public static IEnumerable<(int Line, string[] Fields)> Read(TextReader text)
    {
        var separator = '\0';
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            var begun = number;
            if (separator is '\0' && line.Length > 0) separator = line.Contains(',') ? ',' : line.Contains('\t') ? '\t' : line.Contains(';') ? ';' : ',';
            if (IsOpen(line))  // a quoted field holds the line's end
            {
                var whole = new StringBuilder(line);
                for (var open = true; open; number++)
                {
                    line = text.ReadLine() ?? throw new FormatException($"Line {begun}: a quoted field does not end.");
                    whole.Append('\n').Append(line);
                    open = !IsOpen(line);
                }
                line = whole.ToString();
            }
            if (line.Length > 0) yield return (begun, Split(begun is 1 ? line.TrimStart('\uFEFF') : line, separator));
        }
    }

    public static string Write(params string[] fields) => string.Join(',', fields.Select(Field));

    /// <summary>Whether a field that begins or ends in it goes beyond it.</summary>
    static bool IsOpen(string line) => line.AsSpan().Count('"') % 2 != 0;

    static string Field(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string[] Split(string line, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] is '"' && i + 1 < line.Length && line[i + 1] is '"') field.Append(line[i++]);
            else if (line[i] is '"') quoted = !quoted;
            else if (line[i] == separator && !quoted) { fields.Add(field.ToString()); field.Clear(); }
            else field.Append(line[i]);
        }
        fields.Add(field.ToString());
        return [.. fields];
    }
}
