using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Practice;

/// <summary>A project's introduction, as far as the caller has come.</summary>
public sealed record PracticeAnswer(PracticeStandingAnswer Standing, IReadOnlyList<PracticeExampleAnswer> Items);

/// <param name="Introduced">False while the introduction is to be offered.</param>
/// <param name="Of">How many examples there are.</param>
/// <param name="Done">How many of them were tried.</param>
/// <param name="Score">Mean of the first tries, in [0, 1]; null before the first.</param>
public sealed record PracticeStandingAnswer(bool Introduced, int Of, int Done, double? Score);

/// <param name="Known">The known answer and its note: of a curator alone; others see them with the mark of their own answer.</param>
/// <param name="Fits">False where the known answer no longer conforms to the data spec: nobody is given it.</param>
/// <param name="Score">Of the caller's first try; null before it.</param>
public sealed record PracticeExampleAnswer(
    TaskId Task, SampleAnswer Sample, int SpecVersion, double? Score, LabelDocument? Known = null, string? Note = null, bool? Fits = null);

/// <summary>An answer beside the known one.</summary>
/// <param name="First">Whether this was the first try, which alone counts.</param>
public sealed record PracticeMarkAnswer(
    double Score, bool First, LabelDocument Known, string Note, IReadOnlyList<MarkedQuestionAnswer> Questions,
    IReadOnlyList<MarkedObjectAnswer> Objects, PracticeStandingAnswer Standing);

/// <param name="Property">Its name.</param>
public sealed record MarkedQuestionAnswer(string Property, bool Right);

/// <param name="Known">Id of the object in the known answer; null for one too many.</param>
/// <param name="Answered">Its id in the given answer; null for one that was missed.</param>
/// <param name="Likeness">Of the shapes, in [0, 1]: intersection over union of areas.</param>
public sealed record MarkedObjectAnswer(string? Known, string? Answered, double Likeness, bool ClassRight, bool AnswersRight);

/// <summary>Somebody's introduction, as curators see it.</summary>
public sealed record PracticeScoreAnswer(UserId User, string Name, DateTimeOffset? IntroducedAt, int Of, int Done, double? Score);
