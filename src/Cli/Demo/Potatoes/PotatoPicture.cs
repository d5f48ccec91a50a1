using System.Text;
using Labelwise.Inference.Images;

namespace Labelwise.Cli.Demo.Potatoes;

/// <summary>Draws a potato: the same potato is the same picture for ever.</summary>
static class PotatoPicture
{
    /// <summary>Pixels of a picture's width and height.</summary>
    public const int Side = 256;

    public static string Draw(Potato potato)
    {
        var dice = Dice.For(potato.Seed, "looks");
        var svg = new Svg(Side);
        Scenery.Draw(svg, dice);
        var outline = Outline.Of(dice, Side);
        var eyes = Skin.Draw(svg, dice, outline);

        var defects = Dice.For(potato.Seed, "defects");
        var doubt = potato.Condition is Condition.Good ? potato.Severity : 0.7 * defects.Share() * defects.Share();
        if (defects.Chance(0.6)) Defects.Soil(svg, defects, outline, doubt);
        else Defects.Tinge(svg, defects, outline, doubt);
        if (potato.Condition is Condition.Green) Defects.Green(svg, defects, outline, potato.Severity);
        if (potato.Condition is Condition.Rotten) Defects.Rot(svg, defects, outline, potato.Severity);
        svg.Draw("</g>");  // of the skin's clip
        if (potato.Condition is Condition.Sprouted) Defects.Sprouts(svg, defects, outline, eyes, potato.Severity);
        Light(svg, dice);
        return svg.ToString();
    }

    /// <returns>A PNG.</returns>
    public static ReadOnlyMemory<byte> Render(Potato potato) => LibvipsImages.Rasterise(Encoding.UTF8.GetBytes(Draw(potato))).Bytes;

    static void Light(Svg svg, Dice dice)
    {
        var (light, shade) = (dice.Between(0, 0.16), dice.Between(0.05, 0.3));
        var lamp = svg.Define($"<radialGradient id='NAME' cx='{dice.Between(0.2, 0.8):0.##}' cy='{dice.Between(0, 0.6):0.##}' r='0.95'><stop offset='0' stop-color='#fff6e0' stop-opacity='{light:0.##}'/><stop offset='0.45' stop-color='#fff6e0' stop-opacity='0'/><stop offset='1' stop-color='#101018' stop-opacity='{shade:0.##}'/></radialGradient>");
        svg.Draw($"<rect width='{svg.Side}' height='{svg.Side}' fill='url(#{lamp})'/>");
    }
}
