using System.Globalization;
using System.Text;

namespace Labelwise.Host.Reports;

/// <summary>Plots as SVG within the page: marks and attributes only.</summary>
static class ReportPlots
{
    const int Width = 720, Row = 24, Label = 190, Plot = 440;

    /// <summary>Rows in one picture: a sheet of paper has room for it, and breaks between two.</summary>
    const int MostRows = 30;

    /// <summary>Pictures; what is beyond is told in words.</summary>
    const int MostPictures = 10;

    static readonly string[] Colours = ["#0969da", "#8250df", "#1a7f37"];

    /// <summary>One bar of parts.</summary>
    public static string Shares(IReadOnlyList<(string Name, int Count)> parts)
    {
        var all = parts.Sum(p => p.Count);
        if (all is 0) return "";
        var svg = Begin(58, "Who decided");
        var x = 0.0;
        foreach (var (i, (name, count)) in parts.Index())
        {
            var wide = (double)count / all * Width;
            svg.Append($"<rect x=\"{N(x)}\" y=\"4\" width=\"{N(wide)}\" height=\"22\" fill=\"{Colours[i % Colours.Length]}\"/>");
            svg.Append($"<rect x=\"{i * 220}\" y=\"38\" width=\"12\" height=\"12\" fill=\"{Colours[i % Colours.Length]}\"/><text x=\"{i * 220 + 18}\" y=\"49\" font-size=\"13\">by {name}: {N(count * 100.0 / all)} %</text>");
            x += wide;
        }
        return svg.Append("</svg>").ToString();
    }

    public static string Bars(IReadOnlyList<(string Name, double Value, string Shown)> rows)
    {
        var most = Math.Max(1, rows.Max(r => r.Value));
        return Pictures(rows, some =>
        {
            var svg = Begin(some.Length * Row + 6, "How many of each class");
            foreach (var (i, (name, value, shown)) in some.Index())
            {
                Name(svg, i, name);
                svg.Append($"<rect x=\"{Label}\" y=\"{i * Row + 5}\" width=\"{N(value / most * Plot)}\" height=\"15\" fill=\"{Colours[0]}\"/><text x=\"{N(Label + value / most * Plot + 6)}\" y=\"{i * Row + 17}\" font-size=\"13\">{shown}</text>");
            }
            return svg;
        });
    }

    /// <summary>Shares with their intervals, between 0 and 1.</summary>
    public static string Intervals(IReadOnlyList<(string Name, double Value, double Low, double High)> rows)
    {
        return Pictures(rows, some =>
        {
            var svg = Begin(some.Length * Row + 28, "Accuracy of each person with its interval");
            for (var tick = 0; tick <= 4; tick++)
                svg.Append($"<line x1=\"{N(X(tick / 4.0))}\" x2=\"{N(X(tick / 4.0))}\" y1=\"0\" y2=\"{some.Length * Row}\" stroke=\"#d0d7de\"/><text x=\"{N(X(tick / 4.0))}\" y=\"{some.Length * Row + 18}\" font-size=\"12\" text-anchor=\"middle\">{tick * 25} %</text>");
            foreach (var (i, (name, value, low, high)) in some.Index())
            {
                Name(svg, i, name);
                svg.Append($"<line x1=\"{N(X(low))}\" x2=\"{N(X(high))}\" y1=\"{i * Row + 12}\" y2=\"{i * Row + 12}\" stroke=\"{Colours[0]}\" stroke-width=\"3\"/><circle cx=\"{N(X(value))}\" cy=\"{i * Row + 12}\" r=\"5\" fill=\"{Colours[0]}\"/>");
            }
            return svg;
        });

        static double X(double share) => Label + share * Plot;
    }

    static string Pictures<T>(IReadOnlyList<T> rows, Func<T[], StringBuilder> draw)
    {
        var all = string.Concat(rows.Take(MostRows * MostPictures).Chunk(MostRows).Select(some => draw(some).Append("</svg>").ToString()));
        return rows.Count <= MostRows * MostPictures ? all : $"{all}<p class=\"quiet\">And {rows.Count - MostRows * MostPictures} more.</p>";
    }

    static StringBuilder Begin(int height, string what) =>
        new($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" aria-label=\"{what}\" fill=\"currentColor\" font-family=\"system-ui,sans-serif\">");

    /// <summary>A name that has no room ends in dots, and is whole in its title.</summary>
    static void Name(StringBuilder svg, int row, string name)
    {
        var (shown, room) = (new StringBuilder(), Label - 24.0);
        foreach (var rune in name.EnumerateRunes())
        {
            // Hangul and what comes after it in Unicode is about twice as wide.
            if ((room -= rune.Value >= 0x1100 ? 13 : 7) < 0) break;
            shown.Append(rune);
        }
        svg.Append($"<text x=\"{Label - 8}\" y=\"{row * Row + 17}\" font-size=\"13\" text-anchor=\"end\">{ReportPage.Text(room < 0 ? $"{shown}…" : name)}{(room < 0 ? $"<title>{ReportPage.Text(name)}</title>" : "")}</text>");
    }

    static string N(double x) => x.ToString("0.##", CultureInfo.InvariantCulture);
}
