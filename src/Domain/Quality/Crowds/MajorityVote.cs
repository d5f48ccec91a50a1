namespace Labelwise.Domain.Quality.Crowds;

/// <summary>Shares of the votes. Assumes that everybody is as good as everybody else.</summary>
/// <remarks>Marquis de Condorcet 1785, Essai sur l'application de l'analyse à la probabilité des décisions.</remarks>
public static class MajorityVote
{
    /// <summary>A task without answers has even shares.</summary>
    public static CrowdFit Fit(AnswerSet answers)
    {
        var shares = new double[answers.Tasks * answers.Classes];
        double right = 0;
        for (var t = 0; t < answers.Tasks; t++)
        {
            var row = shares.AsSpan(t * answers.Classes, answers.Classes);
            var (first, end) = (answers.From[t], answers.From[t + 1]);
            if (first == end) row.Fill(1.0 / answers.Classes);
            for (var i = first; i < end; i++) row[answers.Label[i]] += 1.0 / (end - first);
            answers.Certain(t, row);
            for (var i = first; i < end; i++) right += row[answers.Label[i]];
        }
        var accuracy = (right + 1) / (answers.Count + 2);
        return new AccuracyFit(answers.Classes, CrowdFit.Frozen(shares), 1, (_, _) => accuracy);
    }
}
