using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>Whether somebody became better or worse, and whether they tire: changes of accuracy along their trail.</summary>
/// <remarks>
/// Each rule is an e-value by universal inference (Wasserman, Ramdas and Balakrishnan 2020, doi:10.1073/pnas.1922664117): the likelihood under two
/// accuracies, mixed evenly over both and over where the change may lie, against the largest under one. Of somebody whose accuracy
/// stays as it is, either ever says so with a chance of <see cref="FalseAlarms"/> at most. Assumes what <see cref="AgainstOthers"/> does, and tasks
/// that are no harder at one time than at another.
/// </remarks>
public static class TrailChanges
{
    /// <summary>Chance, at most, that anything is said of somebody who does not change.</summary>
    public const double FalseAlarms = 0.01;

    /// <summary>Accuracies mixed over.</summary>
    const int Grid = 24;

    /// <summary>Rules that share the false alarms.</summary>
    const int Rules = 2;

    /// <summary>A pause of more stretches than this ends a sitting.</summary>
    const long Pause = 3;

    /// <summary>Stretches of a sitting that count as fresh, and from which on somebody may be tired: the first hour, and from the third on.</summary>
    const long Fresh = 6, Tired = 12;

    public static ImmutableArray<TrailChange> Of(AnswerTrail trail, int classes) =>
        classes < 2 ? [] : [.. new[] { Change(trail, classes), Fatigue(trail, classes) }.OfType<TrailChange>()];

    static TrailChange? Change(AnswerTrail trail, int classes)
    {
        var stretches = trail.Stretches.ToList();
        if (stretches.Count < 2) return null;
        var each = stretches.ConvertAll(s => Logs(s.Value.Against, classes));
        var (before, after) = (new double[Grid], Sum(each));
        var (one, splits) = (trail.Whole().Against.LargestLogLikelihood(Lowest(classes), classes), new List<double>());
        for (var k = 0; k + 1 < each.Count; k++)
        {
            for (var g = 0; g < Grid; g++) (before[g], after[g]) = (before[g] + each[k][g], after[g] - each[k][g]);
            splits.Add(LogMean(before) + LogMean(after));
        }
        var evidence = LogMean([.. splits]) - one;
        if (evidence < Math.Log(Rules / FalseAlarms)) return null;
        var at = splits.IndexOf(splits.Max()) + 1;
        var (early, late) = (Of(stretches.Take(at)), Of(stretches.Skip(at)));
        return Said(late.Value > early.Value ? "learned" : "declined", evidence, early, late, stretches[at].Key);

        Estimate Of(IEnumerable<KeyValuePair<long, Stretch>> some) => Together(some.Select(s => s.Value.Against)).Accuracy(classes);
    }

    static TrailChange? Fatigue(AnswerTrail trail, int classes)
    {
        var (fresh, tired, begun, last) = (new AgainstOthers(), new AgainstOthers(), long.MinValue, long.MinValue);
        foreach (var (number, stretch) in trail.Stretches)
        {
            if (begun == long.MinValue || number - last > Pause) begun = number;
            last = number;
            if (number - begun < Fresh) fresh.Add(stretch.Against);
            else if (number - begun >= Tired) tired.Add(stretch.Against);
        }
        if (fresh.Answers is 0 || tired.Answers is 0) return null;
        var one = Together([fresh, tired]).LargestLogLikelihood(Lowest(classes), classes);
        var (early, late) = (Logs(fresh, classes), Logs(tired, classes));
        List<double> worse = [];
        for (var a = 0; a < Grid; a++) for (var b = 0; b < a; b++) worse.Add(early[a] + late[b]);
        var evidence = LogMean([.. worse]) - one;
        return evidence < Math.Log(Rules / FalseAlarms) ? null : Said("tires", evidence, fresh.Accuracy(classes), tired.Accuracy(classes), null);
    }

    static TrailChange Said(string code, double evidence, Estimate before, Estimate after, long? since) => new(code, Math.Min(1, Math.Exp(-evidence)), before, after, since);

    static double Lowest(int classes) => 0.5 / classes;

    /// <summary>Log-likelihoods by accuracy, between that of answers by lot and always.</summary>
    static double[] Logs(AgainstOthers against, int classes) =>
        [.. Enumerable.Range(0, Grid).Select(g => against.LogLikelihood(1.0 / classes + (1 - 1.0 / classes) * (g + 0.5) / Grid, classes))];

    static double[] Sum(List<double[]> each) => [.. Enumerable.Range(0, Grid).Select(g => each.Sum(e => e[g]))];

    static AgainstOthers Together(IEnumerable<AgainstOthers> some)
    {
        var all = new AgainstOthers();
        foreach (var one in some) all.Add(one);
        return all;
    }

    static double LogMean(double[] logs)
    {
        var top = logs.Max();
        return top + Math.Log(logs.Average(l => Math.Exp(l - top)));
    }
}

/// <param name="Code">learned, declined or tires.</param>
/// <param name="ByChance">Chance, at most, that somebody who does not change ever comes to this.</param>
/// <param name="Before">Accuracy before the change, or in the first hour of a sitting…</param>
/// <param name="After">…and after it, or from the third hour on.</param>
/// <param name="Since">Stretch of time from which on.</param>
public sealed record TrailChange(string Code, double ByChance, Estimate Before, Estimate After, long? Since);
