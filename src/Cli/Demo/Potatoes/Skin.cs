namespace Labelwise.Cli.Demo.Potatoes;

/// <summary>A potato without its defects: shape, colour, light, lenticels and eyes.</summary>
static class Skin
{
    static readonly Colour[] Varieties =
        [new(219, 184, 118), new(207, 168, 102), new(190, 146, 92), new(168, 122, 78), new(166, 106, 84), new(226, 198, 140), new(200, 172, 96)];

    /// <summary>Draws it and leaves the clip of its outline open for defects.</summary>
    /// <returns>Where its eyes are.</returns>
    public static (double X, double Y)[] Draw(Svg svg, Dice dice, Outline outline)
    {
        var path = outline.Path();
        var colour = dice.Of<Colour>(Varieties).Near(dice, 7);
        var (lightX, lightY) = (dice.Between(0.25, 0.75), dice.Between(0.15, 0.5));
        svg.Draw($"<path d='{path}' transform='translate({(0.5 - lightX) * 26:0.#} {(0.62 - lightY) * 30:0.#})' fill='#000' opacity='{dice.Between(0.3, 0.5):0.##}' filter='url(#{svg.Blurred(7)})'/>");

        var body = svg.Define($"<radialGradient id='NAME' cx='{lightX:0.##}' cy='{lightY:0.##}' r='0.85'><stop offset='0' stop-color='{colour * 1.14}'/><stop offset='0.5' stop-color='{colour}'/><stop offset='1' stop-color='{colour * dice.Between(0.5, 0.66)}'/></radialGradient>");
        svg.Draw($"<path d='{path}' fill='url(#{body})'/>");

        var clip = svg.Define($"<clipPath id='NAME'><path d='{path}'/></clipPath>");
        svg.Draw($"<g clip-path='url(#{clip})'>");
        Mottle(svg, dice, outline, colour);
        Lenticels(svg, dice, outline, colour);
        return Eyes(svg, dice, outline, colour);
    }

    static void Mottle(Svg svg, Dice dice, Outline outline, Colour colour)
    {
        for (var i = dice.Whole(5, 11); i > 0; i--)
        {
            var (x, y) = outline.At(dice.Between(0, 2 * Math.PI), dice.Between(0, 0.95));
            var patch = svg.Fading(colour * dice.Of<double>([0.8, 0.88, 1.1, 1.16]), dice.Between(0.25, 0.6), 0);
            svg.Draw($"<ellipse cx='{x:0.#}' cy='{y:0.#}' rx='{dice.Between(10, 34):0.#}' ry='{dice.Between(8, 24):0.#}' fill='url(#{patch})'/>");
        }
    }

    static void Lenticels(Svg svg, Dice dice, Outline outline, Colour colour)
    {
        for (var i = dice.Whole(15, 60); i > 0; i--)
        {
            var (x, y) = outline.At(dice.Between(0, 2 * Math.PI), Math.Sqrt(dice.Share()) * 0.97);
            svg.Draw($"<circle cx='{x:0.#}' cy='{y:0.#}' r='{dice.Between(0.5, 1.3):0.#}' fill='{colour * dice.Between(0.55, 0.8)}' opacity='{dice.Between(0.4, 0.8):0.##}'/>");
        }
    }

    static (double X, double Y)[] Eyes(Svg svg, Dice dice, Outline outline, Colour colour)
    {
        var eyes = new (double X, double Y)[dice.Whole(3, 8)];
        for (var i = 0; i < eyes.Length; i++)
        {
            var (x, y) = eyes[i] = outline.At(dice.Between(0, 2 * Math.PI), dice.Between(0.15, 0.86));
            var (half, sag, turn) = (dice.Between(3.5, 8), dice.Between(2, 4.5), dice.Between(-50, 50));
            svg.Draw($"<g transform='translate({x:0.#} {y:0.#}) rotate({turn:0})' fill='none' stroke-linecap='round'><path d='M{-half:0.#} 0Q0 {-sag:0.#} {half:0.#} 0' stroke='{colour * 0.5}' stroke-width='{dice.Between(1.2, 2.2):0.#}' opacity='0.8'/><path d='M{-half:0.#} 2Q0 {2 - sag:0.#} {half:0.#} 2' stroke='{colour * 1.2}' stroke-width='1.2' opacity='0.6'/></g>");
        }
        return eyes;
    }
}
