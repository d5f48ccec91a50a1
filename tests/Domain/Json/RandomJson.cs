using System.Globalization;
using System.Text.Json;

namespace Labelwise.Tests.Domain.Json;

/// <summary>JSON texts with odd strings, odd numbers and white space in them.</summary>
static class RandomJson
{
    static readonly string[] Pieces = ["", "a", "b", "Z", "é", "가", "👨🏻‍🚒", "\u0000", "\u001f", "\"", "\\", "/", "\n", "\u2028", "\ufb33", "\u0080"];

    public static string Document(Random random, int depth = 0) => random.Next(depth < 4 ? 7 : 5) switch
    {
        0 => "null",
        1 => random.Next(2) is 0 ? "true" : "false",
        2 => Number(random),
        3 or 4 => Encode(Text(random)),
        5 => $"[ {string.Join(" ,\n", Enumerable.Range(0, random.Next(5)).Select(_ => Document(random, depth + 1)))} ]",
        _ => $"{{ {string.Join(" ,\n", Names(random).Select(name => $"{Encode(name)} : {Document(random, depth + 1)}"))} }}",
    };

    public static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    static IEnumerable<string> Names(Random random) =>
        Enumerable.Range(0, random.Next(6)).Select(_ => Text(random)).Distinct(StringComparer.Ordinal).ToList();

    static string Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(-100, 100).ToString(CultureInfo.InvariantCulture),
        1 => (random.NextDouble() * 1_000).ToString("F4", CultureInfo.InvariantCulture),
        2 => $"{random.Next(1, 1_000)}E{random.Next(-300, 300)}",
        _ => (random.NextDouble() * Math.Pow(10, random.Next(-30, 30))).ToString("R", CultureInfo.InvariantCulture),
    };

    static string Encode(string text) => JsonSerializer.Serialize(text);
}
