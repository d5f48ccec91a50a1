namespace Labelwise.Domain.Quality;

/// <summary>
/// How the permitted chance of a false certificate is shared out over repeated looks, so that looking often does not
/// loosen the promise: what all looks spend adds up to no more than the whole (union bound).
/// </summary>
/// <remarks>Spending functions: Lan and DeMets 1983, doi:10.1093/biomet/70.3.659.</remarks>
public static class Spending
{
    /// <summary>A look at the audits before a certificate: three quarters of what is left, so that the first look, which
    /// is planned to be the last, has most of it.</summary>
    /// <param name="alpha">The whole, 1 - confidence.</param>
    /// <param name="look">From 1.</param>
    public static double OfLook(double alpha, int look) => alpha * 0.75 * Math.Pow(0.25, look - 1);

    /// <summary>A watch over a standing certificate: 1/(k(k+1)), which adds up to one and thins out slowly.</summary>
    /// <inheritdoc cref="OfLook" path="/param"/>
    public static double OfWatch(double alpha, int watch) => alpha / (watch * (watch + 1.0));
}
