using System.Globalization;
using System.Text;

namespace Labelwise.Cli.Demo.Potatoes;

/// <summary>An SVG as it is put together: definitions first, then what is drawn, in order.</summary>
sealed class Svg(int side)
{
    readonly StringBuilder definitions = new(), drawn = new();
    int names;

    public int Side => side;

    public void Draw(FormattableString element) => drawn.Append(element.ToString(CultureInfo.InvariantCulture));

    public void Draw(string element) => drawn.Append(element);

    /// <returns>A name to refer to the definition by.</returns>
    /// <param name="element">Its identity stands where <c>NAME</c> does.</param>
    public string Define(FormattableString element)
    {
        var name = $"d{names++}";
        definitions.Append(element.ToString(CultureInfo.InvariantCulture).Replace("NAME", name, StringComparison.Ordinal));
        return name;
    }

    /// <summary>Fades from the middle outwards.</summary>
    public string Fading(Colour colour, double opacity, double solid = 0.2) => Define(
        $"<radialGradient id='NAME'><stop offset='{solid:0.##}' stop-color='{colour}' stop-opacity='{opacity:0.##}'/><stop offset='1' stop-color='{colour}' stop-opacity='0'/></radialGradient>");

    public string Blurred(double deviation) => Define($"<filter id='NAME' x='-50%' y='-50%' width='200%' height='200%'><feGaussianBlur stdDeviation='{deviation:0.##}'/></filter>");

    public override string ToString() =>
        $"<svg xmlns='http://www.w3.org/2000/svg' width='{side}' height='{side}' viewBox='0 0 {side} {side}'><defs>{definitions}</defs>{drawn}</svg>";
}

/// <summary>A colour, each part in [0, 255].</summary>
readonly record struct Colour(double Red, double Green, double Blue)
{
    public static Colour operator *(Colour colour, double light) => new(colour.Red * light, colour.Green * light, colour.Blue * light);

    public Colour Towards(Colour other, double share) =>
        new(Red + (other.Red - Red) * share, Green + (other.Green - Green) * share, Blue + (other.Blue - Blue) * share);

    /// <summary>A little beside it.</summary>
    public Colour Near(Dice dice, double spread) => new(Red + spread * dice.Normal(), Green + spread * dice.Normal(), Blue + spread * dice.Normal());

    public override string ToString() => $"#{Hex(Red)}{Hex(Green)}{Hex(Blue)}";

    static string Hex(double part) => ((int)Math.Clamp(Math.Round(part), 0, 255)).ToString("x2", CultureInfo.InvariantCulture);
}
