namespace Labelwise.Benchmarks.Crowds;

/// <summary>How posteriors compare with the truth, as `BASELINES.md` of the sets defines it.</summary>
/// <param name="Accuracy">Of m labels tied at the top the true one earns 1/m.</param>
/// <param name="LogLoss">Mean of -ln max(p(true), 1e-6).</param>
/// <param name="Ece">15 equal bins of the highest posterior, weighted mean of |accuracy - confidence|.</param>
readonly record struct CrowdScore(double Accuracy, double LogLoss, double Ece)
{
    const double Tie = 1e-9, Least = 1e-6;
    const int Bins = 15;

    /// <param name="posteriors">[tasks * K].</param>
    /// <param name="truth">[tasks], -1 where it is not known.</param>
    public static CrowdScore Of(ReadOnlySpan<double> posteriors, ReadOnlySpan<int> truth)
    {
        var (classes, counted, accuracy, loss) = (posteriors.Length / truth.Length, 0, 0.0, 0.0);
        Span<double> hits = stackalloc double[Bins], tops = stackalloc double[Bins];
        hits.Clear();
        tops.Clear();
        for (var t = 0; t < truth.Length; t++)
        {
            if (truth[t] < 0) continue;
            var row = posteriors.Slice(t * classes, classes);
            double top = 0;
            foreach (var p in row) top = Math.Max(top, p);
            var tied = 0;
            foreach (var p in row) tied += p >= top - Tie ? 1 : 0;
            var hit = row[truth[t]] >= top - Tie ? 1.0 / tied : 0;
            var bin = Math.Min(Bins - 1, (int)(top * Bins));
            (counted, accuracy, loss) = (counted + 1, accuracy + hit, loss - Math.Log(Math.Max(Least, row[truth[t]])));
            hits[bin] += hit;
            tops[bin] += top;
        }
        double apart = 0;
        for (var bin = 0; bin < Bins; bin++) apart += Math.Abs(hits[bin] - tops[bin]);
        return new(accuracy / counted, loss / counted, apart / counted);
    }
}
