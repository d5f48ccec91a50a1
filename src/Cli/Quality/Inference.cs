using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Cli.Quality;

/// <summary>Truth inference over a whole file.</summary>
static class Inference
{
    /// <summary>The methods there are.</summary>
    public static readonly ImmutableArray<string> Methods = ["auto", "mv", "onecoin", "ds", "ds-sampled", "glad", "mace", "hardtasks", "kinds"];

    public static CrowdFit Of(AnswerSet answers, string method) => method switch
    {
        "mv" => MajorityVote.Fit(answers),
        "onecoin" => OneCoinCrowd.Fit(answers),
        "ds" => DawidSkene.Fit(answers, ConfusionPrior.Learned),
        "ds-sampled" => SampledDawidSkene.Fit(answers),
        "glad" => Glad.Fit(answers),
        "mace" => Mace.Fit(answers),
        "hardtasks" => HardTasks.Fit(answers),
        "kinds" => TaskKinds.Fit(answers),
        _ => CrowdConsensus.Of(answers),
    };

    /// <summary>The likeliest class, of equals the first, and its probability.</summary>
    public static (int Class, double Confidence) Best(ReadOnlySpan<double> posterior)
    {
        var best = 0;
        for (var k = 1; k < posterior.Length; k++)
            if (posterior[k] > posterior[best]) best = k;
        return (best, posterior[best]);
    }
}
