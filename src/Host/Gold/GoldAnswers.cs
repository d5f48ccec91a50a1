using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Host.Statistics;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Gold;

/// <summary>A known answer, and how people fared on it.</summary>
/// <param name="Stands">False where the task was reopened, or decided otherwise since: then it is held against nobody.</param>
/// <param name="Answers">By people who were handed it as a check.</param>
/// <param name="Right">How like the known answer theirs were; null before the first.</param>
/// <param name="Answered">What they answered, most often first; of a classification.</param>
public sealed record GoldAnswer(
    TaskId Task, SampleAnswer Sample, LabelDocument? Label, UserId By, string Name, DateTimeOffset At, string Note, bool Stands,
    int Answers, ShareView? Right, IReadOnlyList<ClassCount>? Answered);

/// <summary>A known answer that the caller missed.</summary>
/// <param name="Answered">What they said.</param>
/// <param name="Known">Absent once it was taken back.</param>
/// <param name="Contest">What they said against it, and what a curator ruled.</param>
public sealed record MissedGoldAnswer(
    TaskId Task, SampleAnswer Sample, LabelDocument? Answered, LabelDocument? Known, double Score, DateTimeOffset At, ContestAnswer? Contest);

/// <summary>A contested known answer, as curators see it.</summary>
public sealed record ContestedGoldAnswer(UserId User, string Name, MissedGoldAnswer Missed);

/// <param name="Errors">What could not be taken, by name; the rest was.</param>
public sealed record GoldImportAnswer(int Accepted, IReadOnlyList<GoldImportError> Errors);

/// <param name="Record">Its place among those sent, from 1 on.</param>
public sealed record GoldImportError(int Record, string? ExternalId, string Code, string Reason);
