using Labelwise.Domain;
using Labelwise.Host.Jobs;

namespace Labelwise.Host.Live;

public sealed record TasksChangedEvent(ProjectId Project, long Seq, IReadOnlyList<ChangedTaskAnswer> Tasks);

public sealed record ChangedTaskAnswer(TaskId Id, string State);

public sealed record JobProgressEvent(ProjectId Project, long Seq, JobAnswer Job);

public sealed record AnnotatorChangedEvent(ProjectId Project, long Seq, IReadOnlyList<UserId> Users);

/// <summary>Which questions changed; who may see one asks for it.</summary>
public sealed record QuestionChangedEvent(ProjectId Project, long Seq, IReadOnlyList<QuestionId> Questions);
