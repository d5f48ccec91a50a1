using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Quality.Shapes;

/// <summary>Pairs objects of two label documents, one to one.</summary>
public static class Matching
{
    /// <summary>Objects less alike than this are different objects.</summary>
    public const double SameObject = 0.5;

    /// <summary>Objects of a side beyond these are left unmatched: the work grows with their cube.</summary>
    const int Most = 400;

    /// <param name="One">Place in the first list.</param>
    /// <param name="Other">Place in the second.</param>
    public readonly record struct Pair(int One, int Other, double Likeness);

    /// <summary>The pairing with the largest sum of likeness, of which each pair is at least <paramref name="least"/> alike.</summary>
    public static ImmutableArray<Pair> Of(IReadOnlyList<Shape?> one, IReadOnlyList<Shape?> other, double least = SameObject)
    {
        var alike = new double[Math.Min(Most, one.Count), Math.Min(Most, other.Count)];
        for (var i = 0; i < alike.GetLength(0); i++)
            for (var j = 0; j < alike.GetLength(1); j++)
                if (Likeness.Of(one[i], other[j]) is var found && found >= least) alike[i, j] = found;
        var best = Best(alike);
        return [.. best.Index().Where(b => b.Item >= 0 && alike[b.Index, b.Item] > 0).Select(b => new Pair(b.Index, b.Item, alike[b.Index, b.Item]))];
    }

    /// <summary>For each row a column of its own, or -1, so that the sum of gains is largest.</summary>
    /// <remarks>The Hungarian method: Kuhn 1955, doi:10.1002/nav.3800020109, by shortest augmenting paths as Jonker and Volgenant
    /// 1987, doi:10.1007/BF02278710: rows² × columns steps.</remarks>
    public static int[] Best(double[,] gains)
    {
        var (rows, columns) = (gains.GetLength(0), gains.GetLength(1));
        if (rows > columns) return Turned(gains, rows, columns);
        // Column 0 is where a row starts from; rows and columns count from 1.
        var (ofRow, ofColumn) = (new double[rows + 1], new double[columns + 1]);
        var (rowAt, from) = (new int[columns + 1], new int[columns + 1]);
        for (var row = 1; row <= rows; row++)
        {
            rowAt[0] = row;
            var column = 0;
            var least = new double[columns + 1];
            Array.Fill(least, double.PositiveInfinity);
            var seen = new bool[columns + 1];
            do
            {
                seen[column] = true;
                var (at, next, step) = (rowAt[column], 0, double.PositiveInfinity);
                for (var c = 1; c <= columns; c++)
                {
                    if (seen[c]) continue;
                    var cost = -gains[at - 1, c - 1] - ofRow[at] - ofColumn[c];
                    if (cost < least[c]) (least[c], from[c]) = (cost, column);
                    if (least[c] < step) (step, next) = (least[c], c);
                }
                for (var c = 0; c <= columns; c++)
                    if (seen[c]) { ofRow[rowAt[c]] += step; ofColumn[c] -= step; }
                    else least[c] -= step;
                column = next;
            }
            while (rowAt[column] != 0);
            for (; column != 0; column = from[column]) rowAt[column] = rowAt[from[column]];
        }
        var best = new int[rows];
        Array.Fill(best, -1);
        for (var c = 1; c <= columns; c++) if (rowAt[c] > 0) best[rowAt[c] - 1] = c - 1;
        return best;
    }

    static int[] Turned(double[,] gains, int rows, int columns)
    {
        var turned = new double[columns, rows];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) turned[j, i] = gains[i, j];
        var best = new int[rows];
        Array.Fill(best, -1);
        foreach (var (column, row) in Best(turned).Index()) if (row >= 0) best[row] = column;
        return best;
    }
}
