using System.Globalization;
using System.Text;

namespace Labelwise.Benchmarks;

/// <summary>Milliseconds over the size of the project, both on logarithmic axes: p50 as lines, p99 as points.</summary>
static class GrowthPlot
{
    const int Width = 640, Height = 400, Left = 60, Right = 160, Top = 20, Bottom = 50;
    const double LeastMs = 0.1, MostMs = 1000;

    static readonly string[] Colours = ["#1b6ca8", "#c8553d", "#2a9d5c", "#8e5bb5", "#7a6a00"];

    public static string Draw(int[] sizes, string[] kinds, Func<string, int, double> p50, Func<string, int, double> p99)
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="#fff"/>""");
        for (var ms = LeastMs; ms <= MostMs; ms *= 10)
            Line(svg, Left, Y(ms), Width - Right, Y(ms), "#ddd").Append(Text(Left - 6, Y(ms) + 4, $"{ms:0.#} ms", "end"));
        for (var i = 0; i < sizes.Length; i++) svg.Append(Text(X(sizes, i), Height - Bottom + 20, sizes[i].ToString("N0", CultureInfo.InvariantCulture), "middle"));
        svg.Append(Text((Left + Width - Right) / 2.0, Height - 10, "tasks in the project; lines p50, points p99", "middle"));
        for (var k = 0; k < kinds.Length; k++)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                if (i > 0) Line(svg, X(sizes, i - 1), Y(p50(kinds[k], i - 1)), X(sizes, i), Y(p50(kinds[k], i)), Colours[k]);
                svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle cx="{X(sizes, i):0.#}" cy="{Y(p99(kinds[k], i)):0.#}" r="3.5" fill="{Colours[k]}"/>""");
            }
            svg.Append(Text(Width - Right + 16, Top + 16 + 18 * k, kinds[k], "start", Colours[k]));
        }
        return svg.AppendLine("</svg>").ToString();
    }

    static double X(int[] sizes, int at) => Left + 30 + (Width - Left - Right - 60)
        * (sizes.Length is 1 ? 0.5 : Math.Log((double)sizes[at] / sizes[0]) / Math.Log((double)sizes[^1] / sizes[0]));

    static double Y(double ms) => Height - Bottom - (Height - Top - Bottom) * Math.Log10(Math.Clamp(ms, LeastMs, MostMs) / LeastMs) / Math.Log10(MostMs / LeastMs);

    static StringBuilder Line(StringBuilder svg, double x1, double y1, double x2, double y2, string colour) => svg.AppendLine(
        CultureInfo.InvariantCulture, $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}" stroke-width="1.5"/>""");

    static string Text(double x, double y, string text, string anchor, string colour = "#333") => string.Create(
        CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" fill="{colour}">{text}</text>{'\n'}""");
}
