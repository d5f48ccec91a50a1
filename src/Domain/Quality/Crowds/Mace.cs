namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Each answer is either meant or spam: a worker knows the class and says it with a chance of their own, and else answers
/// out of a distribution of their own, whatever the task. By expectation maximization with posterior means for
/// parameters, under Beta(½, ½) for trust and Dirichlet(1) for habits and class shares. Assumes that knowing does not
/// depend on the class.
/// </summary>
/// <remarks>
/// Hovy, Berg-Kirkpatrick, Vaswani and Hovy 2013, "Learning whom to trust with MACE", NAACL, aclanthology.org/N13-1132.
/// The authors take the best of random starts; one start at the shares of the votes is deterministic and keeps the classes' meaning. They take classes
/// for equally frequent; here their shares are learned, which matters where one is rare.
/// </remarks>
public static class Mace
{
    public const int MostRounds = 100;

    /// <summary>Ends when no posterior moves by more.</summary>
    public const double Tolerance = 1e-5;

    const double Trust = 0.5, Habit = 1;

    public static ConfusionFit Fit(AnswerSet answers)
    {
        var (classes, posteriors) = (answers.Classes, answers.SmoothedShares());
        var trust = Enumerable.Repeat(0.75, answers.Workers).ToArray();
        var habits = Enumerable.Repeat(1.0 / classes, answers.Workers * classes).ToArray();
        for (var round = 1; ; round++)
        {
            Maximize(answers, posteriors, trust, habits);
            var moved = Expect(answers, posteriors, trust, habits);
            if (moved <= Tolerance || round == MostRounds)
                return new(classes, CrowdFit.Frozen(posteriors), round, CrowdFit.Frozen(Confusion(classes, trust, habits)));
        }
    }

    /// <summary>Given an answer is right, it was meant with odds of trust to luck; given it is wrong, it was spam.</summary>
    static void Maximize(AnswerSet answers, double[] posteriors, double[] trust, double[] habits)
    {
        var classes = answers.Classes;
        var (meant, spam) = (new double[trust.Length], new double[habits.Length]);
        for (var t = 0; t < answers.Tasks; t++)
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
            {
                var (worker, label) = (answers.Worker[i], answers.Label[i]);
                var lucky = (1 - trust[worker]) * habits[worker * classes + label];
                var knew = posteriors[t * classes + label] * trust[worker] / (trust[worker] + lucky);
                meant[worker] += knew;
                spam[worker * classes + label] += 1 - knew;
            }
        for (var w = 0; w < trust.Length; w++)
        {
            double spammed = 0;
            for (var k = 0; k < classes; k++) spammed += spam[w * classes + k];
            trust[w] = (meant[w] + Trust) / (meant[w] + spammed + 2 * Trust);
            for (var k = 0; k < classes; k++) habits[w * classes + k] = (spam[w * classes + k] + Habit) / (spammed + classes * Habit);
        }
    }

    /// <returns>The largest change of a posterior.</returns>
    static double Expect(AnswerSet answers, double[] posteriors, double[] trust, double[] habits)
    {
        double moved = 0;
        var (row, shares) = (new double[answers.Classes], LogShares(answers, posteriors));
        for (var t = 0; t < answers.Tasks; t++)
        {
            shares.CopyTo(row, 0);
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++)
            {
                var lucky = (1 - trust[answers.Worker[i]]) * habits[answers.Worker[i] * row.Length + answers.Label[i]];
                row[answers.Label[i]] += Math.Log((trust[answers.Worker[i]] + lucky) / lucky);
            }
            CrowdFit.Normalise(row);
            answers.Certain(t, row);
            moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(t * row.Length, row.Length), row));
        }
        return moved;
    }

    static double[] LogShares(AnswerSet answers, double[] posteriors)
    {
        var shares = Enumerable.Repeat(1.0, answers.Classes).ToArray();
        for (var i = 0; i < posteriors.Length; i++) shares[i % shares.Length] += posteriors[i];
        return [.. shares.Select(s => Math.Log(s / (answers.Tasks + shares.Length)))];
    }

    static double[] Confusion(int classes, double[] trust, double[] habits)
    {
        var confusion = new double[habits.Length * classes];
        for (var cell = 0; cell < confusion.Length; cell++)
        {
            var (worker, label, truth) = (cell / (classes * classes), cell / classes % classes, cell % classes);
            confusion[cell] = (label == truth ? trust[worker] : 0) + (1 - trust[worker]) * habits[worker * classes + label];
        }
        return confusion;
    }
}
