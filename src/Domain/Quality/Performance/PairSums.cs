namespace Labelwise.Domain.Quality.Performance;

/// <summary>Two people's answers to the tasks that both answered, as sums.</summary>
public sealed class PairSums
{
    readonly Dictionary<(string One, string Other), int> table = [];
    double likeness;

    public int Units { get; private set; }

    /// <summary>Shapes of both that were matched.</summary>
    public int Matched { get; private set; }

    /// <summary>Whether one copies the other.</summary>
    public CopyingBet Copying { get; private set; }

    public void Add(string one, string other)
    {
        Units++;
        table[(one, other)] = table.GetValueOrDefault((one, other)) + 1;
    }

    /// <summary>A task of both; where others call the answer of one of them wrong, that tells whether one copies the other.</summary>
    /// <param name="same">Whether the other gave it too.</param>
    /// <param name="right">How likely that answer is right, by the others.</param>
    public void AddShared(bool same, double right)
    {
        if (right < 0.5) Copying = Copying.After(same, right + (1 - right) * (1 - FlagRules.Competent));
    }

    /// <param name="alike">Their likeness (IoU), in [0, 1].</param>
    public void AddMatch(double alike)
    {
        Matched++;
        likeness += alike;
    }

    public void Add(PairSums other)
    {
        Units += other.Units;
        Matched += other.Matched;
        likeness += other.likeness;
        Copying += other.Copying;
        foreach (var (pair, n) in other.table) table[pair] = table.GetValueOrDefault(pair) + n;
        foreach (var (key, sums) in other.Properties) Properties.At(key).Add(sums);
    }

    /// <summary>Share of the units to which both answered the same; null where there are none.</summary>
    public double? Agreeing => Units is 0 ? null : table.Sum(t => t.Key.One == t.Key.Other ? t.Value : 0) / (double)Units;

    public double? MeanLikeness => Matched is 0 ? null : likeness / Matched;

    /// <summary>Cohen's κ.</summary>
    /// <returns>Null where there are no units; 1 where both said one and the same throughout.</returns>
    /// <remarks>Cohen 1960, doi:10.1177/001316446002000104.</remarks>
    public double? Kappa() => Kappa(table);

    /// <summary>κ of one category against all others together; null where neither ever said it.</summary>
    public double? Kappa(string category)
    {
        var two = new Dictionary<(string One, string Other), int>();
        foreach (var ((one, other), n) in table)
            two[(one == category ? one : "", other == category ? other : "")] = two.GetValueOrDefault((one == category ? one : "", other == category ? other : "")) + n;
        return two.Keys.Any(k => k != ("", "")) ? Kappa(two) : null;
    }

    /// <summary>By class of object (empty for the sample as a whole) and property, what both answered.</summary>
    public Dictionary<(string Class, string Property), PairSums> Properties { get; } = [];

    double? Kappa(Dictionary<(string One, string Other), int> table)
    {
        if (Units is 0) return null;
        var agreeing = table.Sum(t => t.Key.One == t.Key.Other ? t.Value : 0) / (double)Units;
        var chance = table.Keys.Select(k => k.One).Distinct(StringComparer.Ordinal).Sum(c =>
            table.Sum(t => t.Key.One == c ? t.Value : 0) * (double)table.Sum(t => t.Key.Other == c ? t.Value : 0)) / Units / Units;
        return chance >= 1 ? 1 : (agreeing - chance) / (1 - chance);
    }
}
