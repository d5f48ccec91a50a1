using System.Globalization;
using System.Text;

namespace Labelwise.Cli.Demo.Potatoes;

/// <summary>The outline of a potato: an ellipse with bumps, turned.</summary>
/// <param name="X">Centre, in pixels.</param>
/// <param name="Long">Half of its length.</param>
/// <param name="Wide">Half of its width.</param>
/// <param name="Turn">In radians.</param>
/// <param name="Bumps">Height and phase of each harmonic from the second on, as shares of the radius.</param>
sealed record Outline(double X, double Y, double Long, double Wide, double Turn, (double Height, double Phase)[] Bumps)
{
    const int Points = 28;

    public static Outline Of(Dice dice, double side)
    {
        var wide = dice.Between(0.21, 0.29) * side;
        var bumps = Enumerable.Range(2, 4).Select(k => (dice.Between(0.01, 0.11) / (k - 1), dice.Between(0, 2 * Math.PI))).ToArray();
        return new(side * dice.Between(0.45, 0.55), side * dice.Between(0.45, 0.55), wide * dice.Between(1.08, 1.5), wide, dice.Between(0, Math.PI), bumps);
    }

    /// <summary>A point inside or on the outline.</summary>
    /// <param name="angle">In radians, in the potato's own frame.</param>
    /// <param name="depth">0 at the centre, 1 on the outline.</param>
    public (double X, double Y) At(double angle, double depth)
    {
        var swell = depth * (1 + Bumps.Select((b, i) => b.Height * Math.Sin((i + 2) * angle + b.Phase)).Sum());
        var (along, across) = (Long * swell * Math.Cos(angle), Wide * swell * Math.Sin(angle));
        return (X + along * Math.Cos(Turn) - across * Math.Sin(Turn), Y + along * Math.Sin(Turn) + across * Math.Cos(Turn));
    }

    /// <summary>A smooth closed path through the outline's points.</summary>
    public string Path() => Smooth([.. Enumerable.Range(0, Points).Select(i => At(2 * Math.PI * i / Points, 1))]);

    /// <summary>Catmull-Rom through the points, as cubic Béziers.</summary>
    public static string Smooth((double X, double Y)[] points)
    {
        var path = new StringBuilder();
        (double X, double Y) P(int i) => points[(i + points.Length) % points.Length];
        path.Append(CultureInfo.InvariantCulture, $"M{P(0).X:0.#} {P(0).Y:0.#}");
        for (var i = 0; i < points.Length; i++)
        {
            var (a, b, c, d) = (P(i - 1), P(i), P(i + 1), P(i + 2));
            path.Append(CultureInfo.InvariantCulture,
                $"C{b.X + (c.X - a.X) / 6:0.#} {b.Y + (c.Y - a.Y) / 6:0.#} {c.X - (d.X - b.X) / 6:0.#} {c.Y - (d.Y - b.Y) / 6:0.#} {c.X:0.#} {c.Y:0.#}");
        }
        return path.Append('Z').ToString();
    }

    /// <summary>An uneven blot.</summary>
    public static string Blot(Dice dice, double x, double y, double radius, double unevenness = 0.35)
    {
        const int Corners = 9;
        var turn = dice.Between(0, 2 * Math.PI);
        var flat = dice.Between(0.6, 1);
        return Smooth([.. Enumerable.Range(0, Corners).Select(i =>
        {
            var (angle, r) = (2 * Math.PI * i / Corners, radius * (1 + dice.Between(-unevenness, unevenness)));
            var (dx, dy) = (r * Math.Cos(angle), r * flat * Math.Sin(angle));
            return (x + dx * Math.Cos(turn) - dy * Math.Sin(turn), y + dx * Math.Sin(turn) + dy * Math.Cos(turn));
        })]);
    }
}
