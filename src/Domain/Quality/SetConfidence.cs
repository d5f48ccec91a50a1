namespace Labelwise.Domain.Quality;

/// <summary>How right a set of decided tasks may be expected to be as a whole.</summary>
/// <param name="Expected">Expected share of right labels.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Its upper end.</param>
[GenerateSerializer, Immutable, Alias("set-confidence")]
public readonly record struct SetConfidence([property: Id(0)] double Expected, [property: Id(1)] double Low, [property: Id(2)] double High)
{
    /// <summary>What people and reviewers decided counts by its posteriors, what the model decided by what audits found.</summary>
    /// <param name="people">Tasks that people or reviewers decided.</param>
    /// <param name="posteriors">Sum of the posteriors of their labels.</param>
    /// <param name="model">Tasks that the model decided.</param>
    /// <param name="audits">Audits of the certificate under which it did.</param>
    /// <param name="errors">Those among them that found it wrong.</param>
    /// <returns>Null where nothing is decided.</returns>
    /// <remarks>
    /// A central 95 % interval. The number of right labels among people's is a sum of independent chances, whose variance
    /// is at most that of equal ones. The model's error has Jeffreys' posterior Beta(x + ½, n - x + ½); as it is skewed, its
    /// two sides are combined with the rest each by itself (Zou and Donner 2008, doi:10.1002/sim.3095). Assumes that
    /// posteriors mean what they say.
    /// </remarks>
    public static SetConfidence? Of(int people, double posteriors, int model, int audits, int errors) => Of(people, posteriors, model, [(1, audits, errors)]);

    /// <param name="parts">What the model decided under several certificates: tasks under each, its audits and the errors among them.</param>
    static SetConfidence? Of(int people, double posteriors, int model, ReadOnlySpan<(int Tasks, int Audits, int Errors)> parts)
    {
        var tasks = people + model;
        if (tasks == 0) return null;
        var mean = people == 0 ? 0 : Math.Clamp(posteriors / people, 0, 1);
        var all = 0.0;
        foreach (var part in parts) all += part.Tasks;
        double error = 0, below = 0, above = 0;
        foreach (var (of, audits, errors) in parts)
        {
            var (a, b, weight) = (errors + 0.5, audits - errors + 0.5, of / all);
            var rate = a / (a + b);
            error += weight * rate;
            if (model == 0) continue;
            below = Hypotenuse(below, weight * (rate - BetaQuantiles.Of(a, b, Tail)));
            above = Hypotenuse(above, weight * (BetaQuantiles.Of(a, b, 1 - Tail) - rate));
        }
        var expected = (people * mean + model * (1 - error)) / tasks;
        var drawn = Z * Math.Sqrt(people * mean * (1 - mean) + model * error * (1 - error)) / tasks;
        var share = (double)model / tasks;
        return new(
            expected, Math.Max(0, expected - Hypotenuse(drawn, share * above)),
            Math.Min(1, expected + Hypotenuse(drawn, share * below)));
    }

    /// <summary>The same where a model decided under certificates, each with the weight of the tasks that it covers.</summary>
    /// <param name="class">Where only tasks of one class are asked about; null for any.</param>
    public static SetConfidence? Of(int people, double posteriors, int model, AcceptanceView? acceptance, int? @class = null)
    {
        (int, int, int)[] parts = [.. (acceptance?.Certificates ?? []).Where(c => @class is not { } one || c.Classes.Contains(one)).Select(c => (Math.Max(1, c.Population), c.Audits, c.Errors))];
        return Of(people, posteriors, model, parts is [] ? [(1, 0, 0)] : parts);
    }

    const double Tail = 0.025, Z = 1.96;

    static double Hypotenuse(double x, double y) => Math.Sqrt(x * x + y * y);
}
