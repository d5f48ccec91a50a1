using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>A fixed sequence of thresholds, strictest first, and what may be expected of it.</summary>
/// <param name="Power">Best chance that any one threshold passes, were the model calibrated.</param>
/// <param name="Accepted">Tasks accepted, averaged over <see cref="Doubts"/>.</param>
sealed record TestChain(ImmutableArray<int> Classes, int Start, double Power, double Accepted)
{
    /// <summary>Models are planned for as they say they are, and as wrong twice and four times as often.</summary>
    static readonly ImmutableArray<double> Doubts = [1, 2, 4];

    /// <summary>Share of maxError added to every expected error: no model is quite as sure as it says.</summary>
    const double Humility = 0.1;

    /// <summary>The start that is expected to accept most: too strict has too few audits, too loose too many errors.</summary>
    /// <param name="share">Share of the region that is audited.</param>
    public static TestChain Best(
        PredictionHistogram predicted, ImmutableArray<int> classes, int floor, double share, double maxError, double alpha)
    {
        var bins = ConfidenceBins.Count - floor;
        var tasks = new int[bins];
        var pass = Doubts.Select(_ => new double[bins]).ToArray();
        for (var i = 0; i < bins; i++)
        {
            tasks[i] = predicted.AtLeast(classes, floor + i);
            if (tasks[i] == 0) break;
            var audits = (int)Math.Round(share * tasks[i]);
            var most = AuditBound.MostErrors(audits, tasks[i], maxError, alpha);
            var stated = predicted.ExpectedErrors(classes, floor + i) / tasks[i];
            for (var d = 0; d < Doubts.Length; d++)
                pass[d][i] = ClopperPearson.Cumulative(most, audits, Math.Min(1, Doubts[d] * stated + Humility * maxError));
        }
        var best = new TestChain(classes, floor, pass[0].Max(), 0);
        for (var start = 0; start < bins; start++)
            if (pass.Average(p => Expected(tasks, p, start)) * (1 - share) is var accepted && accepted > best.Accepted)
                best = best with { Start = floor + start, Accepted = accepted };
        return best;
    }

    /// <summary>Σ (tasks added by a threshold) × (chance that it and all before it pass), the latter taken as the least
    /// chance so far, since the tests share most of their audits.</summary>
    static double Expected(int[] tasks, double[] pass, int start)
    {
        double sum = 0, chance = 1;
        for (var i = start; i >= 0; i--)
        {
            chance = Math.Min(chance, pass[i]);
            sum += (tasks[i] - (i == start ? 0 : tasks[i + 1])) * chance;
        }
        return sum;
    }
}
