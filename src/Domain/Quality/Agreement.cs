namespace Labelwise.Domain.Quality;

/// <summary>What it means for two values to differ.</summary>
public enum Scale
{
    /// <summary>Equal or not.</summary>
    Nominal,

    /// <summary>By how many values lie between them.</summary>
    Ordinal,

    /// <summary>By their squared difference.</summary>
    Interval,
}

/// <summary>How far people agree beyond chance: 1 is always, 0 as often as chance would have it, below 0 less.</summary>
public static class Agreement
{
    /// <summary>Krippendorff's α, for any number of values a unit; units with fewer than two are left out.</summary>
    /// <param name="unit">Of each value, what it was said of.</param>
    /// <returns>NaN where nothing can be compared; 1 where all values are one and the same.</returns>
    /// <exception cref="ArgumentException">Columns of unequal length.</exception>
    /// <remarks>
    /// 1 - D_o/D_e by canonical coincidences: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section C.
    /// Assumes that values are given independently and that it matters little who gave them.
    /// </remarks>
    public static double Alpha(ReadOnlySpan<int> unit, ReadOnlySpan<double> value, Scale scale)
    {
        var units = Units(unit, value);
        var values = units.SelectMany(u => u).Distinct().Order().ToArray();
        var numbers = values.Index().ToDictionary(v => v.Item, v => v.Index);
        var totals = new double[values.Length];
        foreach (var said in units)
            foreach (var one in said) totals[numbers[one]]++;
        var apart = Apart(values, totals, scale);
        double observed = 0, expected = 0, all = totals.Sum();
        if (all == 0) return double.NaN;
        foreach (var said in units)
        {
            double pairs = 0;
            foreach (var one in said)
                foreach (var other in said) pairs += apart(numbers[one], numbers[other]);
            observed += pairs / (said.Length - 1);
        }
        for (var c = 0; c < totals.Length; c++)
            for (var k = 0; k < totals.Length; k++) expected += totals[c] * totals[k] * apart(c, k);
        return expected == 0 ? 1 : 1 - (all - 1) * observed / expected;
    }

    /// <summary>Fleiss' κ, generalised to unequal numbers of answers: the mean over units of how many pairs agree, against
    /// chance by the pooled shares of classes.</summary>
    /// <remarks>Fleiss 1971, "Measuring nominal scale agreement among many raters", doi:10.1037/h0031619.</remarks>
    /// <inheritdoc cref="Alpha" path="/param"/>
    /// <inheritdoc cref="Alpha" path="/returns"/>
    public static double Fleiss(ReadOnlySpan<int> unit, ReadOnlySpan<double> label)
    {
        var units = Units(unit, label);
        if (units.Length == 0) return double.NaN;
        var agreeing = units.Average(said => said.CountBy(s => s).Sum(c => c.Value * (c.Value - 1.0)) / (said.Length * (said.Length - 1.0)));
        double all = units.Sum(u => u.Length);
        return BeyondChance(agreeing, units.SelectMany(u => u).CountBy(s => s).Sum(c => c.Value / all * (c.Value / all)));
    }

    /// <summary>Cohen's κ of two people over the units that both answered.</summary>
    /// <param name="one">Class that one gave to each, in the same order as <paramref name="other"/>.</param>
    /// <remarks>Cohen 1960, "A coefficient of agreement for nominal scales", doi:10.1177/001316446002000104.</remarks>
    /// <inheritdoc cref="Alpha" path="/returns"/>
    /// <inheritdoc cref="Alpha" path="/exception"/>
    public static double Cohen(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        if (one.Length != other.Length) throw new ArgumentException("Columns must be of one length.", nameof(other));
        if (one.Length == 0) return double.NaN;
        var (agreeing, ofOne, ofOther) = (0.0, new Dictionary<int, double>(), new Dictionary<int, double>());
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] == other[i]) agreeing += 1.0 / one.Length;
            ofOne[one[i]] = ofOne.GetValueOrDefault(one[i]) + 1.0 / one.Length;
            ofOther[other[i]] = ofOther.GetValueOrDefault(other[i]) + 1.0 / one.Length;
        }
        return BeyondChance(agreeing, ofOne.Sum(c => c.Value * ofOther.GetValueOrDefault(c.Key)));
    }

    static double BeyondChance(double agreeing, double chance) => chance >= 1 ? 1 : (agreeing - chance) / (1 - chance);

    /// <summary>The values of each unit that has at least two.</summary>
    static double[][] Units(ReadOnlySpan<int> unit, ReadOnlySpan<double> value)
    {
        if (unit.Length != value.Length) throw new ArgumentException("Columns must be of one length.", nameof(value));
        var units = new SortedDictionary<int, List<double>>();
        for (var i = 0; i < unit.Length; i++)
        {
            if (!units.TryGetValue(unit[i], out var said)) units.Add(unit[i], said = []);
            said.Add(value[i]);
        }
        return [.. units.Values.Where(said => said.Count > 1).Select(said => said.ToArray())];
    }

    /// <summary>Distance of two values by their numbers, in order of value.</summary>
    static Func<int, int, double> Apart(double[] values, double[] totals, Scale scale)
    {
        var below = new double[totals.Length + 1];
        for (var c = 0; c < totals.Length; c++) below[c + 1] = below[c] + totals[c];
        return scale switch
        {
            Scale.Nominal => (c, k) => c == k ? 0 : 1,
            Scale.Ordinal => (c, k) => Square(below[Math.Max(c, k) + 1] - below[Math.Min(c, k)] - (totals[c] + totals[k]) / 2),
            _ => (c, k) => Square(values[c] - values[k]),
        };
    }

    static double Square(double x) => x * x;
}
