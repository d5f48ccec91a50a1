using Labelwise.Domain;
using Labelwise.Host.Guidelines;
using Labelwise.Host.Practice;
using Labelwise.Host.Questions;
using Labelwise.Host.Tasks;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Work;

/// <summary>What waits for an annotator in one project.</summary>
/// <param name="Open">Tasks that want an opinion now, those in their hands included; some may want that of others.</param>
/// <param name="Practice">How far they are with the introduction.</param>
/// <param name="Waiting">How many of their questions wait for an answer.</param>
public sealed record MyWorkAnswer(
    ProjectName Project, int Open, IReadOnlyList<ReturnedWork> Returned, IReadOnlyList<BegunWork> Begun,
    int Waiting, IReadOnlyList<QuestionAnswer> Answered, GuidelineReadingAnswer Guideline,
    IReadOnlyList<WorkOrderAnswer> Orders, PracticeStandingAnswer Practice);

public sealed record ProjectName(ProjectId Id, string Name);

/// <param name="Rejection">What the reviewer said; null where the task came back with the answer to a question.</param>
/// <param name="Until">Until when it is kept for them.</param>
public sealed record ReturnedWork(TaskId Task, SampleAnswer Sample, ReturnedAnswer? Rejection, DateTimeOffset Until);

public sealed record BegunWork(TaskId Task, SampleAnswer Sample, DateTimeOffset SavedAt, DateTimeOffset Until);
