using System.Globalization;

namespace Labelwise.Benchmarks.Crowds;

/// <param name="Deviation">Standard deviation of Y over orders.</param>
readonly record struct CurvePoint(double X, double Y, double Deviation);

/// <param name="Target">A level drawn across.</param>
sealed record CurvePanel(string Name, double Target, List<CurvePoint> Adaptive, List<CurvePoint> Equal);

/// <summary>Accuracy over answers a task, a panel for each set, bands of one standard deviation.</summary>
static class CurvePlot
{
    const int Width = 320, Height = 220, Left = 44, Top = 24, Gap = 40;

    public static string Draw(IReadOnlyList<CurvePanel> panels)
    {
        var drawn = string.Concat(panels.Select((p, i) => Panel(p, Left + i % 2 * (Width + Gap + Left), Top + i / 2 * (Height + Gap + Top))));
        return F($"<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" font-size=\"11\" width=\"{2 * (Width + Gap + Left)}\" height=\"{(panels.Count + 1) / 2 * (Height + Gap + Top) + Top}\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>{drawn}</svg>\n");
    }

    static string Panel(CurvePanel panel, int left, int top)
    {
        var all = panel.Adaptive.Concat(panel.Equal).ToArray();
        var (x0, x1) = (all.Min(p => p.X), all.Max(p => p.X));
        var (y0, y1) = (Math.Min(panel.Target, all.Min(p => p.Y - p.Deviation)), Math.Max(panel.Target, all.Max(p => p.Y + p.Deviation)));
        double X(double x) => left + (x - x0) / (x1 - x0) * Width;
        double Y(double y) => top + (y1 - y) / (y1 - y0) * Height;
        var ticks = string.Concat(Enumerable.Range(0, 5).Select(i => y0 + (y1 - y0) * i / 4).Select(y =>
            F($"<line x1=\"{left}\" x2=\"{left + Width}\" y1=\"{Y(y):F1}\" y2=\"{Y(y):F1}\" stroke=\"#eee\"/><text x=\"{left - 4}\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{y:F3}</text>")))
            + string.Concat(Enumerable.Range((int)Math.Ceiling(x0), (int)(x1 - Math.Ceiling(x0)) + 1).Select(x => F($"<text x=\"{X(x):F1}\" y=\"{top + Height + 14}\" text-anchor=\"middle\">{x}</text>")));
        var target = F($"<line x1=\"{left}\" x2=\"{left + Width}\" y1=\"{Y(panel.Target):F1}\" y2=\"{Y(panel.Target):F1}\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>");
        var title = F($"<text x=\"{left}\" y=\"{top - 8}\" font-weight=\"bold\">{panel.Name}</text>");
        return title + ticks + target + Curve(panel.Equal, "#d95f02") + Curve(panel.Adaptive, "#1f78b4");

        string Curve(List<CurvePoint> points, string colour)
        {
            var band = points.Select(p => F($"{X(p.X):F1},{Y(p.Y + p.Deviation):F1}")).Concat(points.AsEnumerable().Reverse().Select(p => F($"{X(p.X):F1},{Y(p.Y - p.Deviation):F1}")));
            return $"<polygon points=\"{string.Join(' ', band)}\" fill=\"{colour}\" opacity=\"0.15\"/><polyline points=\"{string.Join(' ', points.Select(p => F($"{X(p.X):F1},{Y(p.Y):F1}")))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/>";
        }
    }

    static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
