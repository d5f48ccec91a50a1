using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Practice;

/// <summary>A task whose answer is known, to practise on: a copy of its sample and label. Nobody is handed the task for it, and
/// what is answered here counts nowhere else.</summary>
/// <param name="Label">The known answer, as kept at rest.</param>
/// <param name="Note">What a newcomer should notice; shown with the known answer. May be empty.</param>
[GenerateSerializer, Immutable, Alias("practice-example")]
public sealed record PracticeExample(
    [property: Id(0)] TaskId Task, [property: Id(1)] Sample Sample, [property: Id(2)] ContentHash Label, [property: Id(3)] string Note)
{
    /// <summary>Most examples of a project: an introduction takes minutes.</summary>
    public const int Most = 30;

    /// <summary>Longest note, in UTF-16 code units.</summary>
    public const int LongestNote = 1000;
}
