namespace Labelwise.Cli.Demo.Potatoes;

/// <summary>What a potato lies on.</summary>
static class Scenery
{
    static readonly Colour[] Surfaces =
    [
        new(196, 164, 122), new(158, 120, 82), new(206, 208, 204), new(120, 124, 128), new(70, 76, 84),
        new(108, 128, 150), new(214, 204, 180), new(136, 152, 120), new(150, 104, 88), new(236, 232, 226),
    ];

    public static void Draw(Svg svg, Dice dice)
    {
        var surface = dice.Of<Colour>(Surfaces).Near(dice, 7);
        var (light, dark) = (surface * dice.Between(1.02, 1.14), surface * dice.Between(0.72, 0.92));
        var across = svg.Define($"<linearGradient id='NAME' gradientTransform='rotate({dice.Between(0, 90):0})'><stop offset='0' stop-color='{light}'/><stop offset='1' stop-color='{dark}'/></linearGradient>");
        svg.Draw($"<rect width='{svg.Side}' height='{svg.Side}' fill='url(#{across})'/>");
        switch (dice.Whole(0, 3))
        {
            case 0: Planks(svg, dice, surface); break;
            case 1: Weave(svg, dice, surface); break;
            case 2: Crumbs(svg, dice, surface); break;
        }
    }

    static void Planks(Svg svg, Dice dice, Colour surface)
    {
        svg.Draw($"<g transform='rotate({dice.Of<int>([0, 90]) + dice.Between(-7, 7):0.#} 128 128)' fill='none'>");
        for (double y = -40; y < svg.Side + 40; y += dice.Between(34, 58))
        {
            svg.Draw($"<path d='M-40 {y:0.#}H{svg.Side + 40}' stroke='{surface * 0.58}' stroke-width='{dice.Between(1.2, 2.6):0.#}'/>");
            for (var grain = 0; grain < 4; grain++)
            {
                var at = y + dice.Between(4, 40);
                svg.Draw($"<path d='M-40 {at:0.#}C60 {at + dice.Between(-6, 6):0.#} 180 {at + dice.Between(-6, 6):0.#} 300 {at:0.#}' stroke='{surface * dice.Between(0.78, 0.92)}' stroke-width='{dice.Between(0.5, 1.4):0.#}' opacity='0.6'/>");
            }
        }
        svg.Draw("</g>");
    }

    static void Weave(Svg svg, Dice dice, Colour surface)
    {
        var step = dice.Between(5, 9);
        var cloth = svg.Define($"<pattern id='NAME' width='{step:0.#}' height='{step:0.#}' patternUnits='userSpaceOnUse' patternTransform='rotate({dice.Between(0, 90):0})'><path d='M0 0H{step:0.#}M0 0V{step:0.#}' stroke='{surface * 0.78}' stroke-width='1.3' opacity='0.55'/></pattern>");
        svg.Draw($"<rect width='{svg.Side}' height='{svg.Side}' fill='url(#{cloth})'/>");
    }

    static void Crumbs(Svg svg, Dice dice, Colour surface)
    {
        for (var i = dice.Whole(12, 50); i > 0; i--)
            svg.Draw($"<ellipse cx='{dice.Between(0, svg.Side):0.#}' cy='{dice.Between(0, svg.Side):0.#}' rx='{dice.Between(0.8, 3):0.#}' ry='{dice.Between(0.8, 2.2):0.#}' fill='{surface * dice.Between(0.45, 0.8)}' opacity='{dice.Between(0.35, 0.9):0.##}'/>");
    }
}
