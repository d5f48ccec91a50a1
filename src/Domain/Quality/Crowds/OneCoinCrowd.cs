namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// One accuracy for each worker, whatever the class; wrong answers are spread evenly over the other classes. Maximum a
/// posteriori by expectation maximization, workers' accuracies under Beta(4, 1) and class shares under Dirichlet(1).
/// Assumes that workers err independently given the class; <see cref="OneCoin"/> is its sibling for one task at a time.
/// </summary>
/// <remarks>
/// The homogeneous model of Dawid and Skene 1979, doi:10.2307/2346806; "one-coin" in Zhang, Chen, Zhou and Jordan 2016, JMLR 17(102).
/// </remarks>
public static class OneCoinCrowd
{
    public const int MostRounds = 100;

    /// <summary>Ends when no posterior moves by more.</summary>
    public const double Tolerance = 1e-6;

    const double Right = 4, Wrong = 1;

    public static CrowdFit Fit(AnswerSet answers)
    {
        var (classes, posteriors) = (answers.Classes, answers.SmoothedShares());
        var (accuracy, gain, shares) = (new double[answers.Workers], new double[answers.Workers], new double[classes]);
        for (var round = 1; ; round++)
        {
            Maximize(answers, posteriors, accuracy, shares);
            for (var w = 0; w < accuracy.Length; w++)
                gain[w] = Math.Log(accuracy[w] * Math.Max(1, classes - 1) / (1 - accuracy[w]));
            var moved = Expect(answers, gain, shares, posteriors);
            if (moved <= Tolerance || round == MostRounds)
                return new AccuracyFit(classes, CrowdFit.Frozen(posteriors), round, (_, w) => accuracy[w]);
        }
    }

    static void Maximize(AnswerSet answers, double[] posteriors, double[] accuracy, double[] shares)
    {
        var count = new double[answers.Workers];
        Array.Clear(accuracy);
        Array.Fill(shares, 1);
        for (var t = 0; t < answers.Tasks; t++)
        {
            var row = posteriors.AsSpan(t * shares.Length, shares.Length);
            for (var k = 0; k < row.Length; k++) shares[k] += row[k];
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
            {
                accuracy[answers.Worker[i]] += row[answers.Label[i]];
                count[answers.Worker[i]]++;
            }
        }
        for (var w = 0; w < accuracy.Length; w++) accuracy[w] = (accuracy[w] + Right) / (count[w] + Right + Wrong);
        for (var k = 0; k < shares.Length; k++) shares[k] /= answers.Tasks + shares.Length;
    }

    /// <returns>The largest change of a posterior.</returns>
    static double Expect(AnswerSet answers, double[] gain, double[] shares, double[] posteriors)
    {
        double moved = 0;
        var row = new double[shares.Length];
        for (var t = 0; t < answers.Tasks; t++)
        {
            for (var k = 0; k < row.Length; k++) row[k] = Math.Log(shares[k]);
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++) row[answers.Label[i]] += gain[answers.Worker[i]];
            CrowdFit.Normalise(row);
            answers.Certain(t, row);
            moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(t * row.Length, row.Length), row));
        }
        return moved;
    }
}
