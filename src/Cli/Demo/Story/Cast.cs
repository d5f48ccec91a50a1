using System.Collections.Immutable;

namespace Labelwise.Cli.Demo.Story;

/// <summary>Somebody in the demo.</summary>
/// <param name="Skill">How often they are right about a picture that is plain.</param>
/// <param name="SecondsATask">What they take on average.</param>
sealed record Person(string Email, string Name, double Skill = 1, double SecondsATask = 3);

/// <summary>Who is in the demo.</summary>
static class Cast
{
    public static readonly Person Admin = new("admin@demo.example", "Ada (you, watching)");
    public static readonly Person Guest = new("guest@demo.example", "Guest (you, labeling)");
    public static readonly Person Reviewer = new("rita@demo.example", "Rita", SecondsATask: 5);

    public static readonly ImmutableArray<Person> Annotators =
    [
        new("ben@demo.example", "Ben", 0.97, 6.5), new("cleo@demo.example", "Cleo", 0.95, 7.8), new("dan@demo.example", "Dan", 0.93, 5.5),
        new("eva@demo.example", "Eva", 0.96, 9), new("finn@demo.example", "Finn", 0.84, 4), new("guel@demo.example", "Gül", 0.94, 7.5),
    ];
}
