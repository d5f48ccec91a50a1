using Labelwise.Domain;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Questions;

/// <summary>A question with its thread.</summary>
/// <param name="Waits">Whether its task waits for the answer without a lease.</param>
public sealed record QuestionAnswer(
    QuestionId Id, ProjectId Project, string State, PersonAnswer Asker, DateTimeOffset AskedAt, DateTimeOffset UpdatedAt,
    QuestionSubjectAnswer About, bool Waits, IReadOnlyList<MessageAnswer> Messages);

public sealed record PersonAnswer(UserId User, string Name);

/// <param name="Sample">Of the task, for a picture beside the question.</param>
public sealed record QuestionSubjectAnswer(TaskId? Task, SampleAnswer? Sample, string? Object, PassageAnswer? Passage);

/// <param name="Text">Words of the guideline as they stood in that version.</param>
public sealed record PassageAnswer(int GuidelineVersion, string Text);

/// <param name="Answers">Whether it is a curator's word.</param>
public sealed record MessageAnswer(PersonAnswer By, string Text, DateTimeOffset At, bool Answers);
