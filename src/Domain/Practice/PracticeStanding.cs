using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Practice;

/// <summary>What somebody did of a project's introduction.</summary>
/// <param name="IntroducedAt">When they had been through it, or passed it by; null while it is offered.</param>
/// <param name="Answers">One for each example that they tried.</param>
[GenerateSerializer, Immutable, Alias("practice-standing")]
public sealed record PracticeStanding(
    [property: Id(0)] DateTimeOffset? IntroducedAt, [property: Id(1)] ImmutableArray<PracticeAnswer> Answers)
{
    public static PracticeStanding None { get; } = new(null, []);

    public PracticeAnswer? To(TaskId example) => Answers.FirstOrDefault(a => a.Example == example);

    /// <summary>The mean of the first scores on examples that there are; null before the first.</summary>
    public double? ScoreOver(IEnumerable<PracticeExample> examples) =>
        examples.Select(e => To(e.Task)?.Score).OfType<double>().ToList() is { Count: > 0 } scores ? scores.Average() : null;

    public int DoneOf(IEnumerable<PracticeExample> examples) => examples.Count(e => To(e.Task) is not null);

    /// <summary>With one more try. The first alone is scored: the known answer was seen after it.</summary>
    public PracticeStanding With(TaskId example, double score, CommandKey key, DateTimeOffset now) => To(example) is not { } before
        ? this with { Answers = Answers.Add(new(example, score, 1, now, key)) }
        : before.Last == key ? this : this with { Answers = Answers.Replace(before, before with { Tries = before.Tries + 1, Last = key }) };
}

/// <param name="Score">Of the first try, in [0, 1].</param>
/// <param name="At">When the first try was.</param>
/// <param name="Last">Key of the latest try: sent twice, it is one.</param>
[GenerateSerializer, Immutable, Alias("practice-answer")]
public sealed record PracticeAnswer(
    [property: Id(0)] TaskId Example, [property: Id(1)] double Score, [property: Id(2)] int Tries, [property: Id(3)] DateTimeOffset At, [property: Id(4)] CommandKey Last);
