using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>What is decided of some tasks.</summary>
/// <param name="Tasks">Decided or not.</param>
/// <param name="ByPeople">By annotators and reviewers.</param>
/// <param name="Confidence">Sum over those.</param>
[GenerateSerializer, Immutable, Alias("decided-sums")]
public readonly record struct DecidedSums(
    [property: Id(0)] int Tasks, [property: Id(1)] int ByPeople, [property: Id(2)] double Confidence, [property: Id(3)] int ByModel)
{
    /// <summary>Of a whole project, as the queue has counted it.</summary>
    public static DecidedSums Of(ProjectTotals totals)
    {
        var (people, reviewer, model) = ((int)DeciderKind.People, (int)DeciderKind.Reviewer, (int)DeciderKind.Model);
        return new(totals.Tasks, totals.DecidedBy[people] + totals.DecidedBy[reviewer], totals.Confidence[people] + totals.Confidence[reviewer], totals.DecidedBy[model]);
    }

    internal DecidedSums With(RowGist row) => row.DecidedBy switch
    {
        null => this with { Tasks = Tasks + 1 },
        DeciderKind.Model => this with { Tasks = Tasks + 1, ByModel = ByModel + 1 },
        _ => new(Tasks + 1, ByPeople + 1, Confidence + row.Confidence, ByModel),
    };

    public static DecidedSums operator +(DecidedSums a, DecidedSums b) =>
        new(a.Tasks + b.Tasks, a.ByPeople + b.ByPeople, a.Confidence + b.Confidence, a.ByModel + b.ByModel);
}
