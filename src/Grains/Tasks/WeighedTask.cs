using System.Collections.Immutable;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Quality;

namespace Labelwise.Grains.Tasks;

/// <summary>A task with the opinions that count on it: what a fit over the whole project reads.</summary>
/// <param name="Class">What stands as its label, and</param>
/// <param name="Confidence">how surely.</param>
/// <param name="IsOpen">Whether another opinion is waited for.</param>
/// <param name="Known">The class that a reviewer decided or a curator vouches for; -1 where none did.</param>
/// <param name="Model">Whose word counts as an opinion: none where people were shown it, nor while it is being audited.</param>
[GenerateSerializer, Immutable, Alias("weighed-task")]
public sealed record WeighedTask(
    [property: Id(0)] int Row, [property: Id(1)] int Version, [property: Id(2)] int Class, [property: Id(3)] float Confidence,
    [property: Id(4)] bool IsOpen, [property: Id(5)] int Known, [property: Id(6)] ImmutableArray<ClassOpinion> Opinions,
    [property: Id(7)] ModelRef? Model, [property: Id(8)] int Predicted, [property: Id(9)] ImmutableArray<ClassProbability> Probabilities)
{
    internal static ImmutableArray<WeighedTask> Of(BlockRows rows)
    {
        var weighed = ImmutableArray.CreateBuilder<WeighedTask>();
        for (var at = 0; at < rows.Count; at++)
            if (rows.Brief(at) is { Class: >= 0 } gist && (gist.Opinions > 0 || gist.DecidedBy is DeciderKind.Reviewer || gist.Version > 0 && rows[at].Gold)) weighed.Add(Of(rows, at));
        return weighed.DrainToImmutable();
    }

    /// <summary>Whether a row's label is believed as much as all opinions together believe it.</summary>
    internal static bool IsRefined(TaskRow row) =>
        row is { Class: >= 0, Version: > 0, Gold: false, Audit: AuditStatus.None or AuditStatus.Agrees } && row.CountedOpinions > 0 && row.Decision is null or { By: DeciderKind.People };

    static WeighedTask Of(BlockRows rows, int at)
    {
        var row = rows[at];
        var word = row.Audit is AuditStatus.Drawn or AuditStatus.Disputed || rows.IsPrelabeled(at) ? null : rows.Predicted(at)?.Prediction;
        if (word is not { Class: >= 0, Probabilities.IsDefaultOrEmpty: false }) word = null;
        return new(
            at, row.Version, row.Class, row.Confidence, row.Decision is null && row.Waits is ReviewReason.None,
            row.Gold || row.Decision is { By: DeciderKind.Reviewer } ? row.Class : -1,
            [
                .. row.Opinions.Where(o => o is { Counts: true, Class: >= 0 }).Select(o => new ClassOpinion(o.Annotator, o.Class)),
                .. row.Gold ? row.Checks.Where(c => c is { Kind: CheckKind.Gold, Class: >= 0 }).Select(c => new ClassOpinion(c.Annotator, c.Class)) : [],
            ],
            word?.Model, word?.Class ?? -1, word?.Probabilities ?? []);
    }
}

/// <summary>How surely all opinions of the project together hold a row's label.</summary>
/// <param name="Version">Of the row that was weighed.</param>
[GenerateSerializer, Immutable, Alias("refined-row")]
public readonly record struct RefinedRow([property: Id(0)] int Row, [property: Id(1)] int Version, [property: Id(2)] float Confidence);
