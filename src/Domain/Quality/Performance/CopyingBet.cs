namespace Labelwise.Domain.Quality.Performance;

/// <summary>A bet that of two people one copies the other, on tasks where those who are left say that the answer of one of
/// them is wrong: people who work by themselves seldom make the same mistake.</summary>
/// <param name="Tasks">Tasks bet on.</param>
/// <param name="Same">Those where both made the same mistake.</param>
/// <param name="LogEvidence">log of the e-value; its chance to reach log(1/α) ever, while neither copies, is α at most.</param>
/// <remarks>
/// A test martingale: Shafer 2021, "Testing by betting", doi:10.1111/rssa.12647. Assumes that, given the truth, mistakes
/// of people who don't copy coincide at most as often as <c>mostByChance</c> says.
/// </remarks>
public readonly record struct CopyingBet(int Tasks, int Same, double LogEvidence)
{
    /// <summary>How often somebody who copies does so, as the bet has it.</summary>
    const double Copies = 0.6;

    /// <summary>A chance above this tells nothing apart; such tasks are passed over.</summary>
    const double MostUseful = 0.6;

    /// <param name="same">Whether both gave that answer.</param>
    /// <param name="mostByChance">The largest chance of that while neither copies.</param>
    public CopyingBet After(bool same, double mostByChance)
    {
        if (mostByChance is not (> 0 and < MostUseful)) return this;
        var betted = Copies + (1 - Copies) * mostByChance;
        return new(Tasks + 1, Same + (same ? 1 : 0), LogEvidence + Math.Log(same ? betted / mostByChance : (1 - betted) / (1 - mostByChance)));
    }

    public static CopyingBet operator +(CopyingBet one, CopyingBet other) =>
        new(one.Tasks + other.Tasks, one.Same + other.Same, one.LogEvidence + other.LogEvidence);
}
