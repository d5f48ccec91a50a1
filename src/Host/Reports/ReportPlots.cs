using System.Globalization;
using System.Text;

namespace Labelwise.Host.Reports;

/// <summary>Plots as SVG within the page: marks and attributes only. Texts come escaped.</summary>
static class ReportPlots
{
    const int Width = 720, Row = 24, Label = 190, Plot = 440;

    /// <summary>Rows drawn; the table beside a plot has all.</summary>
    const int MostRows = 60;

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
        var svg = Begin(Math.Min(rows.Count, MostRows) * Row + 6, "How many of each class");
        foreach (var (i, (name, value, shown)) in rows.Take(MostRows).Index())
        {
            Name(svg, i, name);
            svg.Append($"<rect x=\"{Label}\" y=\"{i * Row + 5}\" width=\"{N(value / most * Plot)}\" height=\"15\" fill=\"{Colours[0]}\"/><text x=\"{N(Label + value / most * Plot + 6)}\" y=\"{i * Row + 17}\" font-size=\"13\">{shown}</text>");
        }
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Shares with their intervals, between 0 and 1.</summary>
    public static string Intervals(IReadOnlyList<(string Name, double Value, double Low, double High)> rows)
    {
        var shown = Math.Min(rows.Count, MostRows);
        var svg = Begin(shown * Row + 28, "Accuracy of each person with its interval");
        for (var tick = 0; tick <= 4; tick++)
            svg.Append($"<line x1=\"{N(X(tick / 4.0))}\" x2=\"{N(X(tick / 4.0))}\" y1=\"0\" y2=\"{shown * Row}\" stroke=\"#d0d7de\"/><text x=\"{N(X(tick / 4.0))}\" y=\"{shown * Row + 18}\" font-size=\"12\" text-anchor=\"middle\">{tick * 25} %</text>");
        foreach (var (i, (name, value, low, high)) in rows.Take(MostRows).Index())
        {
            Name(svg, i, name);
            svg.Append($"<line x1=\"{N(X(low))}\" x2=\"{N(X(high))}\" y1=\"{i * Row + 12}\" y2=\"{i * Row + 12}\" stroke=\"{Colours[0]}\" stroke-width=\"3\"/><circle cx=\"{N(X(value))}\" cy=\"{i * Row + 12}\" r=\"5\" fill=\"{Colours[0]}\"/>");
        }
        return svg.Append("</svg>").ToString();

        static double X(double share) => Label + share * Plot;
    }

    static StringBuilder Begin(int height, string what) =>
        new($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" aria-label=\"{what}\" fill=\"currentColor\" font-family=\"system-ui,sans-serif\">");

    static void Name(StringBuilder svg, int row, string name) =>
        svg.Append($"<text x=\"{Label - 8}\" y=\"{row * Row + 17}\" font-size=\"13\" text-anchor=\"end\">{name}</text>");

    static string N(double x) => x.ToString("0.##", CultureInfo.InvariantCulture);
}
