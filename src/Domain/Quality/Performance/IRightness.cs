namespace Labelwise.Domain.Quality.Performance;

/// <summary>What tells how often somebody was right over some time.</summary>
interface IRightness<T> where T : IRightness<T>
{
    /// <summary>The least accuracy that is thought of.</summary>
    static abstract double Least(T of);

    double LogLikelihood(double accuracy);

    /// <summary>Under any one accuracy.</summary>
    double LargestLogLikelihood();

    Estimate Accuracy();

    static abstract T Sum(IEnumerable<T> parts);
}
