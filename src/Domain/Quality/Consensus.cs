using System.Collections.Immutable;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>What the opinions on a classification amount to.</summary>
/// <param name="Posterior">[K].</param>
/// <param name="Class">The likeliest; of equals the first.</param>
/// <param name="Confidence">Its posterior probability.</param>
public readonly record struct Consensus(ImmutableArray<double> Posterior, int Class, double Confidence, Need Need)
{
    /// <param name="prior">[K], from the calibrated prediction or uniform; see <see cref="Priors"/>.</param>
    public static Consensus Of(ReadOnlySpan<double> prior, ReadOnlySpan<Opinion> opinions, Redundancy redundancy) =>
        Of(OneCoin.Posterior(prior, opinions), opinions.Length, redundancy);

    /// <summary>The same where it is known how likely the opinions are under each class.</summary>
    /// <param name="prior">[K].</param>
    /// <param name="likelihood">[K], to a factor; see <see cref="ConfusionSums.Likelihood"/>.</param>
    /// <param name="opinions">Their number.</param>
    public static Consensus OfLikelihood(ReadOnlySpan<double> prior, ReadOnlySpan<double> likelihood, int opinions, Redundancy redundancy) =>
        Of(OneCoin.Product(prior, likelihood), opinions, redundancy);

    /// <summary>The same where asking ends once an answer no longer pays.</summary>
    /// <inheritdoc cref="OfLikelihood(ReadOnlySpan{double}, ReadOnlySpan{double}, int, Redundancy)"/>
    /// <param name="telling">How often an answer of who would be asked tells two classes apart, were they equally likely.</param>
    public static Consensus OfLikelihood(
        ReadOnlySpan<double> prior, ReadOnlySpan<double> likelihood, int opinions, Redundancy redundancy, Func<int, int, double> telling)
    {
        var consensus = OfLikelihood(prior, likelihood, opinions, redundancy);
        if (AskingRule.TopTwo(consensus.Posterior.AsSpan()) is not (var first, >= 0 and var second)) return consensus;
        return consensus with { Need = AskingRule.NeedAfter(consensus.Posterior.AsSpan(), telling(first, second), opinions, redundancy) };
    }

    static Consensus Of(ImmutableArray<double> posterior, int opinions, Redundancy redundancy)
    {
        var best = 0;
        for (var k = 1; k < posterior.Length; k++)
            if (posterior[k] > posterior[best]) best = k;
        return new(posterior, best, posterior[best], NeedAfter(posterior[best], opinions, redundancy));
    }

    /// <summary>Another opinion while there are fewer than the minimum, or while the posterior is under the target and
    /// there are fewer than the most; then a reviewer.</summary>
    public static Need NeedAfter(double confidence, int opinions, Redundancy redundancy) =>
        opinions < redundancy.Min ? Need.AnotherOpinion
        : confidence >= redundancy.TargetConfidence ? Need.Nothing
        : opinions < redundancy.Max ? Need.AnotherOpinion
        : Need.Reviewer;
}
