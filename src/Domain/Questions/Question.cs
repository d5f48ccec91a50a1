using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Questions;

/// <summary>OPEN: somebody waits for a word of a curator. ANSWERED: they have it. CLOSED: nothing more is said.</summary>
public enum QuestionState : byte { Open, Answered, Closed }

/// <summary>How a question and its task's waiting stand: the question is recorded first, so a task may yet have to hear.</summary>
public enum TaskHold : byte { None, Asked, Held, Ending, Over }

/// <summary>What a question is about: a task, an object in it, or a passage of the guideline.</summary>
/// <param name="Object">Id of an object in the asker's labels.</param>
/// <param name="Passage">Words of the guideline, as they stood in <paramref name="GuidelineVersion"/>.</param>
[GenerateSerializer, Immutable, Alias("question-subject")]
public sealed record QuestionSubject(
    [property: Id(0)] TaskId? Task, [property: Id(1)] string? Object, [property: Id(2)] string? Passage, [property: Id(3)] int GuidelineVersion);

/// <summary>One turn of the thread.</summary>
/// <param name="Answers">Whether it is a curator's word.</param>
[GenerateSerializer, Immutable, Alias("question-message")]
public sealed record QuestionMessage(
    [property: Id(0)] UserId By, [property: Id(1)] string Text, [property: Id(2)] DateTimeOffset At, [property: Id(3)] bool Answers);

/// <summary>A question with its thread.</summary>
/// <param name="Version">Counts recorded commands.</param>
/// <param name="Commands">What was carried out, so that a repeat is known.</param>
/// <param name="Lease">The asker's hold on the task, where it was let go of.</param>
[GenerateSerializer, Immutable, Alias("question-thread")]
public sealed record Question(
    [property: Id(0)] QuestionId Id, [property: Id(1)] UserId Asker, [property: Id(2)] DateTimeOffset AskedAt, [property: Id(3)] QuestionSubject About,
    [property: Id(4)] QuestionState State, [property: Id(5)] TaskHold Hold, [property: Id(6)] ImmutableArray<QuestionMessage> Messages,
    [property: Id(7)] DateTimeOffset UpdatedAt, [property: Id(8)] int Version, [property: Id(9)] ImmutableArray<AnsweredCommand> Commands,
    [property: Id(10)] LeaseId? Lease)
{
    /// <summary>Whether its task still has to be told something.</summary>
    public bool OwesTask => Hold is TaskHold.Asked or TaskHold.Ending;
}
