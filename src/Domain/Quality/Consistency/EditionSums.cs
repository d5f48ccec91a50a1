using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Consistency;

/// <summary>The spec and guideline versions under which something was answered.</summary>
public readonly record struct Edition(int Spec, int Guideline) : IComparable<Edition>
{
    public int CompareTo(Edition other) => (Spec, Guideline).CompareTo((other.Spec, other.Guideline));
}

/// <summary>What was answered under one edition, as sums: the first answer to each task, and how far several agree.</summary>
public sealed class EditionSums
{
    /// <summary>Tasks kept as examples of a class.</summary>
    const int MostExamples = 4;

    readonly Dictionary<int, (int Tasks, Dictionary<string, int> Classes)> strata = [];
    readonly Dictionary<string, List<int>> examples = new(StringComparer.Ordinal);
    double agreeing, squares;

    public int Tasks => strata.Values.Sum(s => s.Tasks);

    /// <summary>Tasks that several answered under it.</summary>
    public int Shared { get; private set; }

    /// <summary>When the first of it was answered.</summary>
    public DateTimeOffset From { get; private set; } = DateTimeOffset.MaxValue;

    public IEnumerable<string> Classes => examples.Keys;

    /// <param name="stratum">Tasks of one stratum are alike in what they show: such as the class that a model predicts; any number where nothing is known.</param>
    /// <param name="classes">What the first answer says is there, each once.</param>
    public void Add(int task, int stratum, IReadOnlyCollection<string> classes, DateTimeOffset at)
    {
        if (!strata.TryGetValue(stratum, out var sums)) sums = (0, new(StringComparer.Ordinal));
        foreach (var one in classes)
        {
            sums.Classes[one] = sums.Classes.GetValueOrDefault(one) + 1;
            if (!examples.TryGetValue(one, out var some)) examples.Add(one, some = []);
            if (some.Count < MostExamples) some.Add(task);
        }
        strata[stratum] = sums with { Tasks = sums.Tasks + 1 };
        if (at < From) From = at;
    }

    /// <param name="share">Of pairs of answers to one task, those that say the same.</param>
    public void AddShared(double share)
    {
        Shared++;
        agreeing += share;
        squares += share * share;
    }

    public void Add(EditionSums other)
    {
        foreach (var (stratum, (tasks, classes)) in other.strata)
        {
            if (!strata.TryGetValue(stratum, out var sums)) sums = (0, new(StringComparer.Ordinal));
            foreach (var (one, n) in classes) sums.Classes[one] = sums.Classes.GetValueOrDefault(one) + n;
            strata[stratum] = sums with { Tasks = sums.Tasks + tasks };
        }
        foreach (var (one, some) in other.examples)
        {
            if (!examples.TryGetValue(one, out var known)) examples.Add(one, known = []);
            known.AddRange(some.Take(MostExamples - known.Count));
        }
        (Shared, agreeing, squares) = (Shared + other.Shared, agreeing + other.agreeing, squares + other.squares);
        if (other.From < From) From = other.From;
    }

    public IReadOnlyList<int> Examples(string of) => examples.GetValueOrDefault(of) ?? [];

    /// <summary>Share of tasks whose first answer has the class.</summary>
    public double Share(string of) => Tasks is 0 ? 0 : strata.Values.Sum(s => s.Classes.GetValueOrDefault(of)) / (double)Tasks;

    /// <summary>Mean share of pairs of answers that say the same; null where nobody shared a task.</summary>
    public double? Agreeing => Shared is 0 ? null : agreeing / Shared;

    /// <summary>How this edition differs from the one before it, against chance.</summary>
    /// <returns>Null where there is nothing to compare.</returns>
    public EditionChange? Since(EditionSums before)
    {
        var classes = Classes.Union(before.Classes, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (classes.Count is 0 || Tasks is 0 || before.Tasks is 0) return null;
        var (most, chance) = classes.Select(c => (c, Chance: ChanceOf(before, c))).MinBy(c => c.Chance);
        return new(most, before.Share(most), Share(most), Math.Min(1, chance * classes.Count), ChanceOfAgreement(before));
    }

    /// <summary>Two-sided, with the correction for continuity.</summary>
    /// <remarks>Mantel and Haenszel 1959, doi:10.1093/jnci/22.4.719: tasks are compared only with those of their stratum. Assumes that within a stratum
    /// it is chance which tasks were answered under which edition, as where tasks come in random order.</remarks>
    double ChanceOf(EditionSums before, string of)
    {
        double apart = 0, variance = 0;
        foreach (var (stratum, (tasks, counts)) in strata)
        {
            if (!before.strata.TryGetValue(stratum, out var old)) continue;
            double n = tasks, m = old.Tasks, has = counts.GetValueOrDefault(of) + old.Classes.GetValueOrDefault(of), all = n + m;
            apart += counts.GetValueOrDefault(of) - n * has / all;
            if (all > 1) variance += n * m * has * (all - has) / (all * all * (all - 1));
        }
        return variance > 0 ? Tails(Math.Max(0, Math.Abs(apart) - 0.5) / Math.Sqrt(variance)) : 1;
    }

    /// <remarks>Welch 1947, doi:10.1093/biomet/34.1-2.28, by the normal approximation; none of few.</remarks>
    double ChanceOfAgreement(EditionSums before)
    {
        const int fewest = 20;
        if (Shared < fewest || before.Shared < fewest) return 1;
        var error = Variance / Shared + before.Variance / before.Shared;
        return error > 0 ? Tails(Math.Abs(Agreeing!.Value - before.Agreeing!.Value) / Math.Sqrt(error)) : 1;
    }

    double Variance => Math.Max(0, squares - agreeing * agreeing / Shared) / (Shared - 1);

    static double Tails(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2));
}

/// <summary>How one edition differs from the one before.</summary>
/// <param name="Class">Whose share changed least by chance…</param>
/// <param name="Before">…from this…</param>
/// <param name="After">…to this.</param>
/// <param name="ByChance">How likely some class changes as much by chance (Bonferroni over classes).</param>
/// <param name="AgreementByChance">How likely agreement changes as much by chance; 1 where too few tasks were shared.</param>
public sealed record EditionChange(string Class, double Before, double After, double ByChance, double AgreementByChance);
