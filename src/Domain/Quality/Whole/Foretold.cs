using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>Whether posteriors mean what they say, by what came after them: how often an answer named the class that the
/// opinions before it made likeliest, beside how often it should have, on tasks on which opinions had contradicted each other
/// before. There the posterior decides; where all agree it is no matter of posteriors, and easy tasks would hide the hard ones.</summary>
/// <param name="Answers">To such tasks.</param>
/// <param name="Stated">How many of them should name the likeliest class, by the posterior before each and what was known of who answered.</param>
/// <param name="Agreed">How many did.</param>
/// <param name="Bets">Of each of <see cref="Ratios"/>, log of what one unit has become that was put on posteriors being so much too sure.</param>
/// <remarks>
/// Prequential: Dawid 1984, "Statistical theory: the prequential approach", doi:10.2307/2981683. The bets are test martingales
/// (Shafer 2021, "Testing by betting", doi:10.1111/rssa.12647; for forecasts Henzi and Ziegel 2022, doi:10.1093/biomet/asab047, and Arnold, Henzi and
/// Ziegel 2023, doi:10.1214/22-AOAS1697): each multiplies by the likelihood of the answer where agreement has r times smaller odds, over its likelihood
/// at the stated chance. While answers agree at least as often as stated, less <see cref="Negligible"/>, their mean is a supermartingale, so that by
/// Ville's inequality it ever reaches 1/α with a chance of α at most, however often one looks. Assumes that chances are stated
/// before the answers, by what was known then (see <see cref="Foreteller"/>). Answers say nothing of mistakes that everybody makes; verdicts do, see <see cref="JudgedSums"/>.
/// </remarks>
[GenerateSerializer, Immutable, Alias("foretold")]
public readonly record struct Foretold(
    [property: Id(0)] int Answers, [property: Id(1)] double Stated, [property: Id(2)] int Agreed, [property: Id(4)] ImmutableArray<double> Bets)
{
    /// <summary>Chance, at most, that posteriors that mean what they say are ever said not to.</summary>
    public const double FalseAlarms = 0.01;

    /// <summary>Chances may be stated too high by so much: no model of people is exact, skills found from few answers look better than they are,
    /// and some day any difference would show.</summary>
    public const double Negligible = 0.05;

    /// <summary>By how much the odds of agreement may be smaller than stated, as the bets have it.</summary>
    public static ImmutableArray<double> Ratios { get; } = [1.25, 1.6, 2.5, 5];

    public static Foretold Nothing { get; } = new(0, 0, 0, []);

    public double StatedShare => Answers == 0 ? 0 : Stated / Answers;

    public double AgreedShare => Answers == 0 ? 0 : (double)Agreed / Answers;

    /// <summary>Ends of the interval of the share that agreed, 95 %; the whole of [0, 1] without answers.</summary>
    public (double Low, double High) Interval => Answers == 0 ? (0, 1) : ClopperPearson.Interval(Agreed, Answers, 0.95);

    /// <summary>log of the e-value: by how much the answers are likelier if posteriors are too sure.</summary>
    public double LogEvidence
    {
        get
        {
            if (Bets.IsDefaultOrEmpty) return 0;
            var top = Bets.Max();
            return top + Math.Log(Bets.Average(bet => Math.Exp(bet - top)));
        }
    }

    /// <summary>Posteriors claim more than the answers after them bear out.</summary>
    public bool IsTooSure => LogEvidence >= -Math.Log(FalseAlarms);

    /// <param name="chance">That the answer names the likeliest class, stated before it came.</param>
    public Foretold With(double chance, bool agrees)
    {
        var least = Math.Max(0, chance - Negligible);
        var bets = ImmutableArray.CreateBuilder<double>(Ratios.Length);
        foreach (var (i, ratio) in Ratios.Index())
            bets.Add((Bets.IsDefaultOrEmpty ? 0 : Bets[i]) + Math.Log((agrees ? 1 : ratio) / (least + ratio * (1 - least))));
        return new(Answers + 1, Stated + chance, Agreed + (agrees ? 1 : 0), bets.MoveToImmutable());
    }
}
