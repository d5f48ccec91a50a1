namespace Labelwise.Domain.Quality;

/// <summary>How much less several answers on one task say than as many on different tasks: people err together where a task is hard or misleads.</summary>
/// <param name="Correlation">In [0, 1]: 0 where people err each by themselves, 1 where the second answer says nothing more than the first.</param>
/// <remarks>n answers weigh as n / (1 + (n - 1) ρ) do that err independently: Kish 1965, "Survey Sampling", chapter 5. A lone answer
/// weighs what it always does, which a temperature would not leave it.</remarks>
[GenerateSerializer, Immutable, Alias("design-effect")]
public readonly record struct DesignEffect([property: Id(0)] double Correlation)
{
    /// <summary>People err each by themselves.</summary>
    public static DesignEffect None => default;

    /// <summary>As how many that err independently so many answers on one task weigh.</summary>
    public double WeightOf(int answers) => answers == 0 ? 0 : answers / (1 + (answers - 1) * Correlation);

    /// <param name="likelihood">[K], of so many answers, to a factor; weighed in place.</param>
    public void Apply(Span<double> likelihood, int answers)
    {
        if (Correlation == 0 || answers < 2) return;
        var weight = WeightOf(answers) / answers;
        foreach (ref var value in likelihood) value = Math.Pow(value, weight);
    }
}
