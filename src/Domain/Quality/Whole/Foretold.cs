namespace Labelwise.Domain.Quality.Whole;

/// <summary>Whether posteriors mean what they say, by what came after them: how often an answer named the class that the
/// opinions before it made likeliest, beside how often it should have, on tasks on which people had contradicted each other
/// before. There the posterior decides; where all agree it is no matter of posteriors, and easy tasks would hide the hard ones.</summary>
/// <param name="Answers">To such tasks without a verdict.</param>
/// <param name="Stated">How many of them should name the likeliest class, by the posterior before each and what is known of who answered.</param>
/// <param name="Agreed">How many did.</param>
/// <param name="Variance">Of that number, were all chances as stated.</param>
/// <remarks>
/// Prequential: Dawid 1984, "Statistical theory: the prequential approach", doi:10.2307/2981683. Skills are those of the
/// whole fit, which the answers that are foretold helped to find, so it is the posteriors that are tested and not the skills. Answers
/// say nothing of mistakes that everybody makes; verdicts and audits do.
/// </remarks>
[GenerateSerializer, Immutable, Alias("foretold")]
public readonly record struct Foretold(
    [property: Id(0)] int Answers, [property: Id(1)] double Stated, [property: Id(2)] int Agreed, [property: Id(3)] double Variance)
{
    /// <summary>Standard deviations by which agreement falls short before it is said so.</summary>
    public const double Margin = 3;

    public double StatedShare => Answers == 0 ? 0 : Stated / Answers;

    public double AgreedShare => Answers == 0 ? 0 : (double)Agreed / Answers;

    /// <summary>Ends of the interval of the share that agreed, 95 %; the whole of [0, 1] without answers.</summary>
    public (double Low, double High) Interval => Answers == 0 ? (0, 1) : ClopperPearson.Interval(Agreed, Answers, 0.95);

    /// <summary>Posteriors claim more than the answers after them bear out, beyond chance.</summary>
    public bool IsTooSure => Stated - Agreed > Margin * Math.Sqrt(Variance) && Answers > 0;

    /// <param name="chance">That the answer names the likeliest class.</param>
    public Foretold With(double chance, bool agrees) => new(Answers + 1, Stated + chance, Agreed + (agrees ? 1 : 0), Variance + chance * (1 - chance));
}
