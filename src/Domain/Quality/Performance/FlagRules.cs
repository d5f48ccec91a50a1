using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>Tells whose answers do not come from looking at the tasks. Each rule weighs a way of not looking against anybody
/// who looks and is right in <see cref="Competent"/> of tasks or more.</summary>
/// <remarks>
/// Every rule gives an e-value by universal inference (Wasserman, Ramdas and Balakrishnan 2020,
/// doi:10.1073/pnas.1922664117): the likelihood of the way of not looking, over the largest likelihood of anybody who does.
/// Whoever looks ever gets one above 1/α with probability α at most (Ville), however often one looks at it; so the share of
/// false alarms is under <see cref="FalseAlarms"/> for all rules together, over a person's whole time in the project.
/// Assumes what <see cref="AgainstOthers"/> does; on answers that nobody else gives an opinion on, nothing is said.
/// </remarks>
public static class FlagRules
{
    /// <summary>Chance, at most, that somebody competent is ever flagged in a project.</summary>
    public const double FalseAlarms = 0.01;

    /// <summary>Whoever is right at least this often is never to be flagged, but for <see cref="FalseAlarms"/>.</summary>
    public const double Competent = 0.7;

    /// <summary>Of somebody who always gives one answer, the share of others.</summary>
    const double Slips = 0.02;

    /// <summary>Rules that share the false alarms.</summary>
    const int Rules = 5;

    /// <param name="trail">The person's judged answers.</param>
    /// <param name="copying">What bets say of them and each of the others.</param>
    /// <param name="classes">K.</param>
    /// <returns>The rules by which the person is flagged, the rarest first; of those that account for the same answers, the one that does so best.</returns>
    public static ImmutableArray<PersonFlag> Of(AnswerTrail trail, IReadOnlyCollection<CopyingBet> copying, int classes)
    {
        if (classes < 2) return [];
        var whole = trail.Whole();
        var answers = whole.Against.Answers;
        if (answers is 0) return [];
        var competent = whole.Against.LargestLogLikelihood(Competent, classes);
        var most = whole.Answers.MaxBy(a => a.Value);
        var agreeing = whole.Against.Agreeing / answers;
        var (since, lazy) = Since(trail, classes);
        var copied = copying.Count is 0 ? default : copying.MaxBy(c => c.LogEvidence);
        PersonFlag[] all =
        [
            new("one-class", Constant(whole, classes) - competent, most.Value / (double)answers, 1.0 / classes, answers, most.Key),
            new("random", Random(whole, classes) - competent, agreeing, 1.0 / classes, answers),
            new("pattern", trail.LogHabit(classes) - competent, agreeing, Competent, answers),
            new("stopped-looking", lazy, since is null ? 0 : After(trail, since.Value).Agreeing / Math.Max(1, After(trail, since.Value).Answers), Competent, answers, Since: since),
            new(Copies, copying.Count is 0 ? double.NegativeInfinity : LogMean([.. copying.Select(c => c.LogEvidence)]),
                copied.Tasks is 0 ? 0 : copied.Same / (double)copied.Tasks, 1 - Competent, copied.Tasks),
        ];
        var likeliest = all.Where(f => f.Code is not Copies).MaxBy(f => f.LogEvidence)!;
        return [.. all.Where(f => (f == likeliest || f.Code is Copies) && f.LogEvidence >= Math.Log(Rules / FalseAlarms)).OrderByDescending(f => f.LogEvidence)];
    }

    /// <summary>The one rule that is about somebody else's answers too.</summary>
    const string Copies = "copying";

    /// <summary>Always one answer, whichever.</summary>
    static double Constant(Stretch s, int classes)
    {
        var all = s.Against.Answers;
        return LogSum(s.Answers.Values.Select(n => n * Math.Log(1 - Slips) + (all - n) * Math.Log(Slips / (classes - 1)))) - Math.Log(classes);
    }

    /// <summary>Any answer as likely as any other.</summary>
    static double Random(Stretch s, int classes) => -s.Against.Answers * Math.Log(classes);

    /// <summary>Looked, and from some stretch on did not: over all stretches since which it may be so, the mean of what is to be
    /// said for each, later ones weighing less.</summary>
    static (long? Since, double LogEvidence) Since(AnswerTrail trail, int classes)
    {
        var after = new Stretch();
        var logs = new List<(long Since, double Log)>();
        var place = trail.Stretches.Count;
        foreach (var (number, stretch) in trail.Stretches.Reverse())
        {
            after.Add(stretch);
            var idle = LogSum([Random(after, classes), Constant(after, classes)]) - Math.Log(2);
            logs.Add((number, idle - after.Against.LargestLogLikelihood(Competent, classes) - Math.Log(place * (place + 1.0))));
            place--;
        }
        return logs.Count is 0 ? (null, double.NegativeInfinity) : (logs.MaxBy(l => l.Log).Since, LogSum(logs.Select(l => l.Log)));
    }

    static AgainstOthers After(AnswerTrail trail, long since)
    {
        var after = new AgainstOthers();
        foreach (var (number, stretch) in trail.Stretches) if (number >= since) after.Add(stretch.Against);
        return after;
    }

    static double LogMean(IReadOnlyCollection<double> logs) => LogSum(logs) - Math.Log(logs.Count);

    static double LogSum(IEnumerable<double> logs)
    {
        var all = logs.ToArray();
        var top = all.Length is 0 ? double.NegativeInfinity : all.Max();
        return double.IsNegativeInfinity(top) ? top : top + Math.Log(all.Sum(l => Math.Exp(l - top)));
    }
}

/// <summary>What about somebody's answers a curator should look at.</summary>
/// <param name="LogEvidence">log of the e-value.</param>
/// <param name="Value">What was seen.</param>
/// <param name="Expected">What would be, of somebody who looks.</param>
/// <param name="Answers">Answers it was seen in.</param>
/// <param name="Class">The class that it is about; -1 where it is about none.</param>
/// <param name="Since">Stretch of time from which on; null for the whole time.</param>
public sealed record PersonFlag(string Code, double LogEvidence, double Value, double Expected, int Answers, int Class = -1, long? Since = null)
{
    /// <summary>Chance, at most, that somebody who looks at the tasks ever comes to this.</summary>
    public double ByChance => Math.Min(1, Math.Exp(-LogEvidence));
}
