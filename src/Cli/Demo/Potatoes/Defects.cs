namespace Labelwise.Cli.Demo.Potatoes;

/// <summary>What is wrong with a potato, more or less plainly; and what only looks wrong.</summary>
static class Defects
{
    /// <summary>Solanine: light has turned the skin green, mostly on one side.</summary>
    public static void Green(Svg svg, Dice dice, Outline outline, double severity)
    {
        var side = dice.Between(0, 2 * Math.PI);
        for (var i = 1 + (int)(severity * 3); i > 0; i--)
        {
            var (x, y) = outline.At(side + dice.Between(-0.7, 0.7), dice.Between(0.35, 0.85));
            var green = new Colour(108, 136, 62).Near(dice, 8);
            var radius = outline.Wide * (0.35 + 0.6 * severity) * dice.Between(0.85, 1.2);
            svg.Draw($"<ellipse cx='{x:0.#}' cy='{y:0.#}' rx='{radius * 1.2:0.#}' ry='{radius:0.#}' fill='url(#{svg.Fading(green, 0.15 + 0.5 * severity, 0.25)})'/>");
        }
    }

    /// <summary>Dark sunken flesh, and mould on the worst.</summary>
    public static void Rot(Svg svg, Dice dice, Outline outline, double severity)
    {
        for (var i = 1 + (int)(severity * dice.Between(1, 4)); i > 0; i--)
        {
            var (x, y) = outline.At(dice.Between(0, 2 * Math.PI), dice.Between(0.1, 0.85));
            var radius = (4 + 22 * severity) * dice.Between(0.7, 1.15);
            var dark = new Colour(62, 42, 28).Near(dice, 8);
            svg.Draw($"<path d='{Outline.Blot(dice, x, y, radius * 1.35)}' fill='{dark.Towards(new(120, 84, 50), 0.6)}' opacity='{0.3 + 0.35 * severity:0.##}' filter='url(#{svg.Blurred(2.5)})'/>");
            svg.Draw($"<path d='{Outline.Blot(dice, x, y, radius)}' fill='{dark}' opacity='{0.5 + 0.42 * severity:0.##}' filter='url(#{svg.Blurred(1)})'/>");
            if (severity > 0.55 && dice.Chance(0.6)) Mould(svg, dice, x, y, radius * 0.7);
        }
    }

    /// <summary>Shoots from the eyes: buds on a slight one, long and pale on a plain one. Drawn over the outline.</summary>
    public static void Sprouts(Svg svg, Dice dice, Outline outline, (double X, double Y)[] eyes, double severity)
    {
        var tint = dice.Of<Colour>([new(238, 228, 206), new(226, 206, 214), new(214, 222, 178), new(206, 176, 196)]).Near(dice, 6);
        var count = Math.Min(eyes.Length, 1 + (int)(severity * dice.Between(2, 6)));
        foreach (var (x, y) in eyes[..count])
        {
            var length = 6 + 40 * severity * dice.Between(0.55, 1.1);
            var away = Math.Atan2(y - outline.Y, x - outline.X) + dice.Between(-0.7, 0.7);
            Shoot(svg, dice, x, y, away, length, 3 + 3.2 * severity * dice.Between(0.6, 1.1), tint);
            if (severity > 0.6 && dice.Chance(0.6))
                Shoot(svg, dice, x, y, away + dice.Of<double>([-1, 1]) * dice.Between(0.5, 1.1), length * 0.6, 3 + 2 * severity, tint);
        }
    }

    /// <summary>Field soil: brown like rot, but on the skin and not in it.</summary>
    public static void Soil(Svg svg, Dice dice, Outline outline, double amount)
    {
        for (var i = (int)(amount * 9); i > 0; i--)
        {
            var (x, y) = outline.At(dice.Between(0, 2 * Math.PI), Math.Sqrt(dice.Share()) * 0.95);
            var soil = new Colour(104, 78, 52).Near(dice, 9);
            svg.Draw($"<path d='{Outline.Blot(dice, x, y, dice.Between(1.5, 4.5 + 5 * amount))}' fill='{soil}' opacity='{dice.Between(0.3, 0.6):0.##}' filter='url(#{svg.Blurred(0.7)})'/>");
        }
    }

    /// <summary>Light that makes a sound skin look a little green.</summary>
    public static void Tinge(Svg svg, Dice dice, Outline outline, double amount)
    {
        var (x, y) = outline.At(dice.Between(0, 2 * Math.PI), 0.6);
        svg.Draw($"<circle cx='{x:0.#}' cy='{y:0.#}' r='{outline.Wide:0.#}' fill='url(#{svg.Fading(new(150, 160, 70), 0.32 * amount, 0.1)})'/>");
    }

    static void Mould(Svg svg, Dice dice, double x, double y, double radius)
    {
        for (var i = dice.Whole(10, 24); i > 0; i--)
        {
            var (angle, r) = (dice.Between(0, 2 * Math.PI), radius * Math.Sqrt(dice.Share()));
            svg.Draw($"<circle cx='{x + r * Math.Cos(angle):0.#}' cy='{y + r * Math.Sin(angle):0.#}' r='{dice.Between(0.8, 2.6):0.#}' fill='{new Colour(206, 212, 206).Near(dice, 10)}' opacity='{dice.Between(0.25, 0.7):0.##}'/>");
        }
    }

    static void Shoot(Svg svg, Dice dice, double x, double y, double towards, double length, double width, Colour tint)
    {
        var bend = dice.Between(-0.9, 0.9);
        var (midX, midY) = (x + length * 0.5 * Math.Cos(towards), y + length * 0.5 * Math.Sin(towards));
        var (endX, endY) = (midX + length * 0.5 * Math.Cos(towards + bend), midY + length * 0.5 * Math.Sin(towards + bend));
        var path = FormattableString.Invariant($"M{x:0.#} {y:0.#}Q{midX:0.#} {midY:0.#} {endX:0.#} {endY:0.#}");
        svg.Draw($"<g fill='none' stroke-linecap='round'><path d='{path}' stroke='{tint * 0.52}' stroke-width='{width + 2:0.#}' opacity='0.75'/><path d='{path}' stroke='{tint}' stroke-width='{width:0.#}'/></g><circle cx='{endX:0.#}' cy='{endY:0.#}' r='{width * 0.62:0.#}' fill='{tint.Towards(new(122, 92, 128), 0.45)}'/>");
    }
}
