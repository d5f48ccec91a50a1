namespace Labelwise.Domain.Quality.Texts;

/// <summary>How far texts differ.</summary>
public static class EditDistance
{
    /// <summary>Longest text compared, in Unicode code points; of longer ones the beginnings.</summary>
    public const int Longest = 20_000;

    /// <summary>Fewest insertions, deletions and replacements of code points that turn one text into the other.</summary>
    /// <remarks>Levenshtein 1966; by rows, Wagner and Fischer 1974, doi:10.1145/321796.321811: time grows with the product of the lengths.</remarks>
    public static int Of(string one, string other)
    {
        var (a, b) = (Points(one), Points(other));
        if (a.Length < b.Length) (a, b) = (b, a);
        var from = 0;
        while (from < b.Length && a[from] == b[from]) from++;
        var (tailA, tailB) = (a.Length, b.Length);
        while (tailB > from && a[tailA - 1] == b[tailB - 1]) (tailA, tailB) = (tailA - 1, tailB - 1);
        var row = new int[tailB - from + 1];
        for (var j = 0; j < row.Length; j++) row[j] = j;
        for (var i = from; i < tailA; i++)
        {
            var diagonal = row[0]++;
            for (var j = from; j < tailB; j++)
            {
                var above = row[j - from + 1];
                row[j - from + 1] = Math.Min(Math.Min(above, row[j - from]) + 1, diagonal + (a[i] == b[j] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }

    /// <summary>The distance for each code point of the longer one, in [0, 1]; 0 for two empty texts.</summary>
    /// <remarks>The post-normalised distance; not a metric, unlike that of Yujian and Bo 2007, doi:10.1109/TPAMI.2007.1078.</remarks>
    public static double Normalised(string one, string other)
    {
        var longest = Math.Max(Length(one), Length(other));
        return longest is 0 ? 0 : (double)Of(one, other) / longest;
    }

    /// <summary>Length in Unicode code points.</summary>
    public static int Length(string text) => Points(text).Length;

    static int[] Points(string text) => [.. text.EnumerateRunes().Take(Longest).Select(r => r.Value)];
}
