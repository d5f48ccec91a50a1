using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>A reliability diagram: how often a model is right where it claims so much.</summary>
/// <param name="Error">Expected calibration error: the mean distance of the two over all tasks.</param>
/// <param name="Brier">Mean squared distance of the claim to right or wrong.</param>
/// <remarks>
/// Niculescu-Mizil and Caruana 2005, doi:10.1145/1102351.1102430, over bins of equally many tasks (Nguyen and O'Connor 2015, doi:10.18653/v1/D15-1182), which have no
/// empty ones where a model is nearly always sure. The share that is right is the likeliest one given people's answers,
/// each as far as its author may be trusted; with certain answers the plain share.
/// </remarks>
[GenerateSerializer, Immutable, Alias("reliability")]
public sealed record Reliability([property: Id(0)] ImmutableArray<ReliabilityBin> Bins, [property: Id(1)] double Error, [property: Id(2)] double Brier)
{
    const int Most = 10;
    const int FewestTasks = 20;
    const int Rounds = 50;

    public static Reliability Of(IReadOnlyCollection<ModelClaim> claims)
    {
        if (claims.Count is 0) return new([], 0, 0);
        var bins = claims.OrderBy(c => c.Confidence).Chunk(Math.Max(FewestTasks, (claims.Count + Most - 1) / Most)).Select(Bin).ToImmutableArray();
        return new(
            bins, bins.Sum(b => b.Tasks * Math.Abs(b.Claimed - b.Right)) / claims.Count,
            // As often right as the bin: of a single task the answers may say little.
            claims.OrderBy(c => c.Confidence).Chunk(Math.Max(FewestTasks, (claims.Count + Most - 1) / Most))
                .Zip(bins, (some, bin) => some.Sum(c => Squares(c, bin.Right))).Sum() / claims.Count);
    }

    static double Squares(ModelClaim claim, double believed)
    {
        var right = claim.RightAfter(believed);
        return right * (1 - claim.Confidence) * (1 - claim.Confidence) + (1 - right) * claim.Confidence * claim.Confidence;
    }

    static ReliabilityBin Bin(ModelClaim[] some)
    {
        var right = 0.5;
        for (var round = 0; round < Rounds; round++) right = some.Average(c => c.RightAfter(right));
        // What uncertain answers weigh: as many certain ones would leave the same doubt.
        var known = some.Sum(c => c.RightAfter(right) is var r ? Math.Abs(2 * r - 1) : 0);
        var (a, b) = (known * right + 0.5, known * (1 - right) + 0.5);
        return new(some[0].Confidence, some[^1].Confidence, some.Length, some.Average(c => c.Confidence), right, BetaQuantiles.Of(a, b, 0.025), BetaQuantiles.Of(a, b, 0.975));
    }
}

/// <param name="From">Least claim in it.</param>
/// <param name="To">Largest.</param>
/// <param name="Claimed">Mean claim.</param>
/// <param name="Right">Share of tasks in which the model is right…</param>
/// <param name="Low">…and its 95 % interval.</param>
[GenerateSerializer, Immutable, Alias("reliability-bin")]
public sealed record ReliabilityBin(
    [property: Id(0)] double From, [property: Id(1)] double To, [property: Id(2)] int Tasks, [property: Id(3)] double Claimed,
    [property: Id(4)] double Right, [property: Id(5)] double Low, [property: Id(6)] double High);
