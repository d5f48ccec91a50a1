using MathNet.Numerics;

namespace Labelwise.Domain.Quality;

static class BetaQuantiles
{
    /// <summary>Bisection on the regularized incomplete beta function; 64 halvings leave no more than rounding.</summary>
    public static double Of(double a, double b, double probability)
    {
        double low = 0, high = 1;
        for (var i = 0; i < 64; i++)
        {
            var middle = (low + high) / 2;
            if (SpecialFunctions.BetaRegularized(a, b, middle) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
