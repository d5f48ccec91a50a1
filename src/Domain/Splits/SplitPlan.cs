using System.Collections.Immutable;

namespace Labelwise.Domain.Splits;

/// <summary>How a version's samples are divided. Samples of one group always stay together.</summary>
[GenerateSerializer, Immutable, Alias("split-plan")]
public abstract record SplitPlan([property: Id(0)] string Seed);

/// <param name="Share">Expected share of the groups, in (0, 1].</param>
[GenerateSerializer, Immutable, Alias("split-share")]
public sealed record SplitShare([property: Id(0)] string Name, [property: Id(1)] double Share);

/// <summary>
/// By a hash of each sample's group (or of its bytes where it has none): what falls into which split does not change
/// when others arrive.
/// </summary>
/// <param name="Shares">In order; they add up to 1.</param>
[GenerateSerializer, Immutable, Alias("hash-split")]
public sealed record HashSplit([property: Id(0)] ImmutableArray<SplitShare> Shares, string Seed = "") : SplitPlan(Seed)
{
    /// <summary>The split of one sample, without knowing any other.</summary>
    public string Of(ContentHash sample, string? group)
    {
        var point = SplitKey.Of(Seed, sample, group).A / 18446744073709551616.0;
        var end = 0.0;
        foreach (var share in Shares)
            if (point < (end += share.Share)) return share.Name;
        return Shares[^1].Name;  // shares that add up to a little less than 1
    }
}

/// <summary>K folds of like size, named fold1 to foldK.</summary>
/// <param name="Stratify">Whether each fold gets its part of every class, as far as groups allow. Folds may then change when samples arrive.</param>
[GenerateSerializer, Immutable, Alias("fold-split")]
public sealed record FoldSplit([property: Id(0)] int K, [property: Id(1)] bool Stratify, string Seed = "") : SplitPlan(Seed)
{
    public const int MostFolds = 100;

    public string Name(int fold) => $"fold{fold + 1}";
}
