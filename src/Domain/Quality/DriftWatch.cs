namespace Labelwise.Domain.Quality;

/// <summary>
/// Evidence, audit by audit, that a certified model has come to err more often than it may. It may be looked at after
/// every audit: while the model keeps its promise the chance that it ever raises an alarm is at most alpha.
/// </summary>
/// <remarks>
/// A mixture of tests that start anew every <see cref="Restart"/> audits, so that a long good time does not hide a bad
/// end: the k-th weighs 1/(k(k+1)), as in Shin, Ramdas and Rinaldo 2023, "E-detectors: a nonparametric framework for
/// sequential change detection", doi:10.51387/23-NEJSDS51. Each is a likelihood ratio of an error rate above maxError to
/// maxError itself, which is on average at most one while the true rate is no larger; the bound is Ville's inequality.
/// Assumes that each audit errs with a chance of at most maxError whatever came before, as random draws do.
/// </remarks>
public static class DriftWatch
{
    /// <summary>Audits from one start to the next.</summary>
    public const int Restart = 20;

    /// <summary>Error rates watched for, in units of maxError; none above <see cref="Worst"/>.</summary>
    static ReadOnlySpan<double> Rates => [1.5, 3, 8];

    const double Worst = 0.9;

    /// <summary>A start is doubtful unless it and all before it hold less than this share of the evidence.</summary>
    const double Doubtful = 0.05;

    /// <param name="errors">Of each later audit in the order settled, whether the prediction was wrong.</param>
    /// <returns>After how many audits there was alarm, and from which of them on the model may have been too bad; null where there was none.</returns>
    public static (int Audits, int From, double LogEvidence)? Alarm(ReadOnlySpan<bool> errors, double maxError, double alpha)
    {
        Span<double> started = stackalloc double[Rates.Length];
        for (var n = 0; n < errors.Length; n++)
        {
            var start = n / Restart + 1;
            var sum = 1.0 / (start + 1);  // what has not started yet
            for (var r = 0; r < started.Length; r++)
            {
                if (n % Restart == 0) started[r] += 1.0 / (start * (start + 1.0)) / Rates.Length;
                sum += started[r] *= Ratio(Rates[r], errors[n], maxError);
            }
            if (sum >= 1 / alpha) return (n + 1, From(errors[..(n + 1)], maxError), Math.Log(sum));
        }
        return null;
    }

    /// <summary>The earliest start that may be the one.</summary>
    static int From(ReadOnlySpan<bool> errors, double maxError)
    {
        var evidence = new double[(errors.Length + Restart - 1) / Restart];
        foreach (var rate in Rates)
        {
            double ratio = 1;
            for (var n = errors.Length - 1; n >= 0; n--)
            {
                ratio *= Ratio(rate, errors[n], maxError);
                if (n % Restart == 0) evidence[n / Restart] += ratio / ((n / Restart + 1) * (n / Restart + 2.0));
            }
        }
        var (all, sum, at) = (evidence.Sum(), 0.0, 0);
        while ((sum += evidence[at]) < Doubtful * all) at++;
        return at * Restart;
    }

    static double Ratio(double times, bool error, double maxError)
    {
        var rate = Math.Min(Math.Max(Worst, maxError), times * maxError);
        return error ? rate / maxError : (1 - rate) / (1 - maxError);
    }
}
