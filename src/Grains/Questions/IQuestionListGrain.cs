using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Questions;
using Orleans.Concurrency;

namespace Labelwise.Grains.Questions;

/// <summary>Which questions a project has, as rows. Key: the project id. A copy: each question knows better.</summary>
[Alias("question-list")]
public interface IQuestionListGrain : IGrainWithStringKey
{
    /// <summary>A question is about to be asked; on disk before the reply.</summary>
    Task Note(QuestionId question);

    /// <summary>A question that was noted was never asked.</summary>
    Task Forget(QuestionId question);

    /// <summary>A question's row; an older one than is known changes nothing.</summary>
    Task Report(QuestionRow row);

    /// <summary>Rows that pass, latest change first, at most <paramref name="limit"/>.</summary>
    /// <param name="after">Where the page before ended.</param>
    [AlwaysInterleave]
    Task<ImmutableArray<QuestionRow>> Page(QuestionFilter filter, QuestionRow? after, int limit);

    /// <summary>How many pass, state by state.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<int>> Counts(UserId? asker);
}

/// <param name="Version">Of the question; 0 while nobody knows whether it was asked, or by whom.</param>
[GenerateSerializer, Immutable, Alias("question-row")]
public sealed record QuestionRow(
    [property: Id(0)] QuestionId Id, [property: Id(1)] int Version, [property: Id(2)] UserId? Asker, [property: Id(3)] QuestionState State,
    [property: Id(4)] TaskId? Task, [property: Id(5)] DateTimeOffset UpdatedAt, [property: Id(6)] bool OwesTask)
{
    public static QuestionRow Of(Question q) => new(q.Id, q.Version, q.Asker, q.State, q.About.Task, q.UpdatedAt, q.OwesTask);

    /// <returns>Below 0 where <paramref name="a"/> comes first: what changed later does.</returns>
    public static int LatestFirst(QuestionRow a, QuestionRow b) =>
        b.UpdatedAt.CompareTo(a.UpdatedAt) is var later and not 0 ? later : string.CompareOrdinal(a.Id.Name, b.Id.Name);
}

/// <summary>Which questions a list wants; a null member asks nothing.</summary>
[GenerateSerializer, Immutable, Alias("question-filter")]
public sealed record QuestionFilter(
    [property: Id(0)] QuestionState? State = null, [property: Id(1)] UserId? Asker = null, [property: Id(2)] TaskId? Task = null)
{
    public bool Passes(QuestionRow row) => row.Version > 0 && (State is not { } state || row.State == state)
        && (Asker is not { } asker || row.Asker == asker) && (Task is not { } task || row.Task == task);
}
