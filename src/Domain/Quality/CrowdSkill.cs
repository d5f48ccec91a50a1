using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>How a person drawn as answers were would answer: everybody's sums together. What another opinion is worth before it is
/// known whose it will be.</summary>
/// <param name="skill">Summed over people.</param>
/// <param name="confusions">As <see cref="ConfusionSums"/> keeps them.</param>
public sealed class CrowdSkill(Skill skill, ImmutableArray<ConfusionCell> confusions)
{
    public static CrowdSkill Unknown { get; } = new(default, []);

    /// <summary>Classes beyond which people are not told apart pair by pair.</summary>
    const int MostClasses = 64;

    /// <summary>How much less often right on a class than others makes somebody weak on it, at least.</summary>
    const double Weaker = 0.05;

    /// <summary>Posterior chance that somebody who is no worse is taken for weak.</summary>
    const double Doubt = 0.025;

    /// <summary>[K * K] at [answer, truth], each column to a factor; made when first asked for.</summary>
    double[]? table;

    Lookalikes? lookalikes;

    /// <summary>What all together take for what.</summary>
    public Lookalikes Lookalikes(int classes) => lookalikes?.Classes == classes ? lookalikes : lookalikes = Quality.Lookalikes.Of(confusions, classes);

    /// <param name="sign">1 to add, -1 to take back.</param>
    public CrowdSkill Add(Skill of, ImmutableArray<ConfusionCell> cells, int sign) =>
        new(sign > 0 ? skill + of : skill - of, ConfusionSums.Sum(confusions, cells, sign));

    /// <summary>How often one answer tells two classes apart, were they equally likely.</summary>
    /// <returns>In [½, 1]: ½ where answers say nothing, or the classes are one.</returns>
    /// <remarks>The Bayes accuracy of one answer: Σ_a max(p(a | one), p(a | other)) / 2.</remarks>
    public double Telling(int one, int other, int classes)
    {
        if (one == other) return 0.5;
        var accuracy = skill.Accuracy;
        var wrong = (1 - accuracy) / Math.Max(1, classes - 1);
        if (classes > MostClasses || confusions.IsDefaultOrEmpty) return Math.Clamp(Math.Max(accuracy, wrong) + (classes - 2) * wrong / 2, 0.5, 1);
        if (table?.Length != classes * classes)
            table = [.. Enumerable.Range(0, classes).SelectMany(answer => ConfusionSums.ChancesOf(confusions, answer, classes, accuracy))];
        double ofOne = 0, ofOther = 0, sum = 0;
        for (var at = 0; at < table.Length; at += classes) (ofOne, ofOther) = (ofOne + table[at + one], ofOther + table[at + other]);
        for (var at = 0; at < table.Length; at += classes) sum += Math.Max(table[at + one] / ofOne, table[at + other] / ofOther) / 2;
        return Math.Clamp(sum, 0.5, 1);
    }

    /// <summary>Classes on which somebody is surely worse than all together, by their Beta posterior under what all are.</summary>
    /// <param name="of">Their own sums.</param>
    public ImmutableArray<int> WeakOn(ImmutableArray<ConfusionCell> of)
    {
        if (of.IsDefaultOrEmpty) return [];
        var all = Rights(confusions);
        return [.. Rights(of).Where(own => IsWeak(own.Value, all.GetValueOrDefault(own.Key))).Select(own => own.Key).Order()];
    }

    static bool IsWeak((double Right, double All) own, (double Right, double All) everybody)
    {
        var usual = everybody.Right / Math.Max(1, everybody.All);
        var (a, b) = (own.Right + ConfusionSums.Strength * usual, own.All - own.Right + ConfusionSums.Strength * (1 - usual));
        return a > 0 && b > 0 && BetaQuantiles.Of(a, b, 1 - Doubt) < usual - Weaker;
    }

    static Dictionary<int, (double Right, double All)> Rights(ImmutableArray<ConfusionCell> cells)
    {
        var rights = new Dictionary<int, (double Right, double All)>();
        foreach (var cell in cells)
        {
            if (cell.Truth == ConfusionSums.Doubt) continue;
            var (right, all) = rights.GetValueOrDefault(cell.Truth);
            rights[cell.Truth] = (right + (cell.Answer == cell.Truth ? cell.Sum : 0), all + cell.Sum);
        }
        return rights;
    }
}
