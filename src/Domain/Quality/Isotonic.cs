using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>Calibrates a model's largest probability by a rising curve; the other classes keep their proportions.</summary>
/// <param name="Claimed">What the model says, ascending.</param>
/// <param name="Right">How often it is right there, never falling; between two places in a straight line, beyond them level.</param>
/// <remarks>
/// Isotonic regression by pooling adjacent violators: Zadrozny and Elkan 2002, doi:10.1145/775047.775151, over groups of tasks rather than single ones, so that few
/// tasks make no step. Assumes only that a model that is surer is right no less often.
/// </remarks>
[GenerateSerializer, Immutable, Alias("isotonic")]
public sealed record Isotonic([property: Id(0)] ImmutableArray<double> Claimed, [property: Id(1)] ImmutableArray<double> Right)
{
    /// <summary>Fewest tasks in a group.</summary>
    const int GroupTasks = 25;

    /// <summary>Most groups.</summary>
    const int Groups = 40;

    /// <summary>Each group begins as if so many tasks had come out as the model says.</summary>
    const double Belief = 2;

    const int Rounds = 20;

    /// <param name="probabilities">[K], sums to 1.</param>
    public double[] Apply(ReadOnlySpan<double> probabilities)
    {
        var top = 0;
        for (var k = 1; k < probabilities.Length; k++) if (probabilities[k] > probabilities[top]) top = k;
        var right = At(probabilities[top]);
        var rest = 1 - probabilities[top];
        var result = new double[probabilities.Length];
        for (var k = 0; k < result.Length; k++)
            result[k] = k == top ? right : (1 - right) * (rest > 0 ? probabilities[k] / rest : 1.0 / (result.Length - 1));
        return result;
    }

    /// <summary>How often the model is right where it claims so much.</summary>
    public double At(double claimed)
    {
        var above = 0;
        while (above < Claimed.Length && Claimed[above] < claimed) above++;
        if (above == 0) return Right[0];
        if (above == Claimed.Length) return Right[^1];
        var (from, to) = (Claimed[above - 1], Claimed[above]);
        var along = to > from ? (claimed - from) / (to - from) : 1;
        return Right[above - 1] + along * (Right[above] - Right[above - 1]);
    }

    /// <summary>The likeliest curve, by expectation maximization over what people answered.</summary>
    /// <param name="claims">Of tasks that people answered without sight of the prediction; at least one.</param>
    public static Isotonic Fit(IReadOnlyCollection<ModelClaim> claims)
    {
        ArgumentOutOfRangeException.ThrowIfZero(claims.Count);
        var size = Math.Max(GroupTasks, (claims.Count + Groups - 1) / Groups);
        var groups = claims.OrderBy(c => c.Confidence).Chunk(size).ToList();
        if (groups.Count > 1 && groups[^1].Length < GroupTasks) { groups[^2] = [.. groups[^2], .. groups[^1]]; groups.RemoveAt(groups.Count - 1); }
        double[] claimed = [.. groups.Select(g => g.Average(c => c.Confidence))];
        double[] weight = [.. groups.Select(g => g.Length + Belief)];
        var right = claimed;
        for (var round = 0; round < Rounds; round++)
            right = Rising([.. groups.Select((g, i) => (g.Sum(c => c.RightAfter(right[i])) + Belief * claimed[i]) / weight[i])], weight);
        return new([.. claimed], [.. right]);
    }

    /// <summary>The never falling sequence nearest to the values by weighted squares.</summary>
    static double[] Rising(double[] values, double[] weights)
    {
        var pools = new List<(double Value, double Weight, int Length)>();
        for (var i = 0; i < values.Length; i++)
        {
            var pool = (Value: values[i], Weight: weights[i], Length: 1);
            while (pools is [.., var last] && last.Value >= pool.Value)
            {
                var weight = last.Weight + pool.Weight;
                pool = ((last.Value * last.Weight + pool.Value * pool.Weight) / weight, weight, last.Length + pool.Length);
                pools.RemoveAt(pools.Count - 1);
            }
            pools.Add(pool);
        }
        return [.. pools.SelectMany(p => Enumerable.Repeat(p.Value, p.Length))];
    }
}

/// <summary>What a model claims of a task, and what people's answers say of that.</summary>
/// <param name="Confidence">Its largest probability.</param>
/// <param name="IfRight">How likely the answers are if its class is the true one, to a factor…</param>
/// <param name="IfWrong">…and if it is not, to the same factor.</param>
public readonly record struct ModelClaim(double Confidence, double IfRight, double IfWrong)
{
    /// <param name="probabilities">[K], sums to 1.</param>
    /// <param name="likelihood">Of the answers under each class [K], to a factor.</param>
    public static ModelClaim Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> likelihood)
    {
        var top = 0;
        for (var k = 1; k < probabilities.Length; k++) if (probabilities[k] > probabilities[top]) top = k;
        double wrong = 0, rest = 1 - probabilities[top];
        for (var k = 0; k < probabilities.Length; k++)
            if (k != top) wrong += (rest > 0 ? probabilities[k] / rest : 1.0 / (probabilities.Length - 1)) * likelihood[k];
        return new(probabilities[top], likelihood[top], wrong);
    }

    /// <summary>Posterior that its class is right, where <paramref name="believed"/> was before the answers.</summary>
    public double RightAfter(double believed) =>
        believed * IfRight + (1 - believed) * IfWrong is > 0 and var all ? believed * IfRight / all : believed;
}
