using System.Collections.Immutable;
using Labelwise.Domain.Quality;

namespace Labelwise.Cli.Quality;

/// <summary>Truth inference over a whole file.</summary>
static class Inference
{
    /// <summary>The methods there are.</summary>
    public static readonly ImmutableArray<string> Methods = ["auto", "mv", "onecoin"];

    /// <returns>[tasks]: the class that is likeliest and its probability; the first in order where several are.</returns>
    public static ImmutableArray<(int Class, double Confidence)> Of(Answers answers, string method) =>
        [.. (method is "mv" ? Majority(answers) : OneCoin(answers)).Select(p => (p.IndexOf(p.Max()), p.Max()))];

    /// <summary>Shares of the votes.</summary>
    static ImmutableArray<ImmutableArray<double>> Majority(Answers answers)
    {
        var votes = answers.Tasks.Select(_ => new double[answers.Labels.Length]).ToArray();
        foreach (var answer in answers.All) votes[answer.Task][answer.Class]++;
        return [.. votes.Select(v => { var sum = v.Sum(); return v.Select(n => n / sum).ToImmutableArray(); })];
    }

    static ImmutableArray<ImmutableArray<double>> OneCoin(Answers answers)
    {
        var even = Priors.Uniform(answers.Labels.Length);
        return OneCoinFit.Of([.. answers.Tasks.Select(_ => even)], answers.Annotators.Length, answers.All, ImmutableDictionary<int, int>.Empty).Posteriors;
    }
}
