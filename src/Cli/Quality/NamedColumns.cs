namespace Labelwise.Cli.Quality;

/// <summary>Columns of a file by the names in its first line.</summary>
static class NamedColumns
{
    /// <summary>Wrong lines that are named; of more it is said that there are.</summary>
    const int MostNamed = 20;

    /// <param name="wanted">Each must be there, and filled in every line.</param>
    /// <param name="also">One that may be there.</param>
    /// <returns>The fields of each line in the order wanted, then the one that may be there: blank where it is not.</returns>
    /// <exception cref="FormatException">Names every line that is wrong, the first ones of many.</exception>
    public static IEnumerable<string[]> Rows(TextReader csv, string[] wanted, string? also = null)
    {
        int[]? columns = null;
        var wrong = new List<string>();
        foreach (var (line, fields) in Csv.Read(csv))
        {
            if (columns is null)
            {
                columns = [.. wanted.Select(name => Column(fields, name) is >= 0 and var at ? at : throw new FormatException(Missing(name, wanted, fields))), also is null ? -1 : Column(fields, also)];
                continue;
            }
            if (Wrong(fields, columns, wanted) is { } why)
            {
                wrong.Add($"Line {line}: {why}");
                if (wrong.Count > MostNamed) break;
            }
            // As in the header: a blank after a comma is no part of a name.
            if (wrong is []) yield return [.. columns.Select(at => at >= 0 && at < fields.Length ? fields[at].Trim() : "")];
        }
        if (wrong is not []) throw new FormatException(string.Join(Environment.NewLine, wrong.Take(MostNamed)) + (wrong.Count > MostNamed ? $"{Environment.NewLine}… and more." : ""));
    }

    static string? Wrong(string[] fields, int[] columns, string[] wanted)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (columns[i] >= fields.Length) return $"it has only {fields.Length} {(fields.Length is 1 ? "field" : "fields")}.";
            if (string.IsNullOrWhiteSpace(fields[columns[i]])) return $"its {wanted[i]} is empty.";
        }
        return null;
    }

    static int Column(string[] header, string name) => Array.FindIndex(header, h => h.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));

    static string Missing(string name, string[] wanted, string[] header) =>
        $"Line 1: there is no column '{name}'; it takes {string.Join(", ", wanted)}, and has {string.Join(", ", header.Take(MostNamed).Select(h => $"'{h.Trim()}'"))}.";
}
