namespace Labelwise.Domain.Quality.Crowds;

/// <summary>Points and weights that stand for a normal distribution in sums.</summary>
/// <remarks>Gauss-Hermite quadrature: Abramowitz and Stegun 1964, table 25.10, in units of the standard deviation.</remarks>
static class GaussHermite
{
    public const int Most = 5, Fewer = 3;

    static ReadOnlySpan<double> Five => [-2.85697001387, -1.35562617997, 0, 1.35562617997, 2.85697001387];
    static ReadOnlySpan<double> OfFive => [0.0112574113277, 0.222075922006, 8 / 15.0, 0.222075922006, 0.0112574113277];
    static ReadOnlySpan<double> Three => [-1.73205080757, 0, 1.73205080757];
    static ReadOnlySpan<double> OfThree => [1 / 6.0, 2 / 3.0, 1 / 6.0];

    /// <param name="nodes"><see cref="Most"/>, <see cref="Fewer"/> or 1.</param>
    public static ReadOnlySpan<double> Points(int nodes) => nodes switch { Most => Five, Fewer => Three, _ => [0] };

    /// <returns>They add up to 1.</returns>
    public static ReadOnlySpan<double> Weights(int nodes) => nodes switch { Most => OfFive, Fewer => OfThree, _ => [1] };
}
