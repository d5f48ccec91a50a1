using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>States of answers, by what was known before they were given, how likely they are to name what the opinions before them
/// make likeliest.</summary>
/// <param name="known">From answers none of which is foretold.</param>
public sealed class Foreteller(WholeChances known)
{
    /// <summary>Answers of somebody after which they say more of them than what is believed of anybody: until then it is not
    /// posteriors that are tested but that belief.</summary>
    const double Enough = Skill.PriorAnswers;

    readonly double[] posterior = new double[known.Classes];

    /// <param name="sofar">What came of answers before.</param>
    /// <param name="people">Who answered a task, in that order; -1 of whom nothing was known.</param>
    /// <param name="said">In [0, K).</param>
    /// <param name="fresh">The first answer that is in no part of what was known, as are all after it.</param>
    /// <param name="model">Whose word was heard before them; -1 for none.</param>
    /// <param name="probabilities">Calibrated, as far as that was known.</param>
    public Foretold Of(
        Foretold sofar, ReadOnlySpan<int> people, ReadOnlySpan<int> said, int fresh, int model = -1, int predicted = -1, ReadOnlySpan<ClassProbability> probabilities = default)
    {
        var word = new ModelWord(model, predicted, probabilities);
        for (var i = 0; i < said.Length && people[i] >= 0 && known.Answered(people[i]) >= Enough; i++)
        {
            if (i < fresh || !IsContested(said[..i], word.Heard)) continue;
            known.Believe(people[..i], said[..i], word, posterior);
            var best = AskingRule.TopTwo(posterior).First;
            sofar = sofar.With(known.Next(people[i], best, said[..i], word, posterior), said[i] == best);
        }
        return sofar;
    }

    static bool IsContested(ReadOnlySpan<int> said, int heard)
    {
        foreach (var one in said)
            if (one != said[0] || heard >= 0 && one != heard) return true;
        return false;
    }
}
