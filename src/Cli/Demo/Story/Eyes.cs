using System.Text.Json;
using Labelwise.Cli.Demo.Potatoes;

namespace Labelwise.Cli.Demo.Story;

/// <summary>What people of the demo see in a picture.</summary>
static class Eyes
{
    /// <summary>How often anybody is right where the picture leaves room for doubt.</summary>
    const double InDoubt = 0.72;

    /// <summary>The same person always sees the same in the same picture.</summary>
    public static string Sees(Person person, Potato potato)
    {
        var dice = Dice.For(potato.Seed, person.Email);
        if (dice.Chance(potato.IsDoubtful ? InDoubt * person.Skill : person.Skill)) return potato.Class;
        // A slight defect is overlooked; otherwise a hand slips.
        if (potato.IsDoubtful && potato.Condition is not Condition.Good) return Potato.Classes[(int)Condition.Good];
        return dice.Of(Potato.Classes.Remove(potato.Class).AsSpan());
    }

    public static object Label(string seen) => new { objects = Array.Empty<object>(), properties = new { condition = seen } };

    /// <returns>Null where there is no label.</returns>
    public static string? Read(JsonElement of, string name) =>
        of.TryGetProperty(name, out var label) && label.ValueKind is JsonValueKind.Object
            && label.GetProperty("properties").TryGetProperty("condition", out var seen) ? seen.GetString() : null;
}
