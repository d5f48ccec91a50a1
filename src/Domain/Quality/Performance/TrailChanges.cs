using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>Whether somebody became better or worse, and whether they tire: changes of accuracy along their trail.</summary>
/// <remarks>
/// Each rule is an e-value by universal inference (Wasserman, Ramdas and Balakrishnan 2020, doi:10.1073/pnas.1922664117): the likelihood under two
/// accuracies, mixed over both, the higher weighing more, and over where the change may lie, later places weighing less, against the largest under one. Of somebody whose accuracy
/// stays as it is, either ever says so with a chance of <see cref="FalseAlarms"/> at most, however often one looks. Where both account for the same
/// answers, the one speaks that does so best. Assumes what <see cref="AgainstOthers"/> or <see cref="ScoreSums"/> does, and tasks
/// that are no harder at one time than at another. Of times it would say what is no news, as nearly everybody becomes faster.
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

    /// <summary>Sittings as long as that from which on somebody tires: in a single one they may have become worse for good.</summary>
    const int FewestSittings = 2;

    /// <summary>Σ k^-1.5 over all places k.</summary>
    const double Places = 2.6124;

    /// <summary>By what everybody else says of each answer.</summary>
    public static ImmutableArray<TrailChange> Of(AnswerTrail trail, int classes) =>
        classes < 2 ? [] : Of([.. trail.Stretches.Select(s => (s.Key, new JudgedClasses(s.Value.Against, classes)))]);

    /// <summary>By how like each label was to what a reviewer made of it.</summary>
    public static ImmutableArray<TrailChange> Of(ScoreTrail trail) => Of([.. trail.Stretches.Select(s => (s.Key, s.Value))]);

    static ImmutableArray<TrailChange> Of<T>(IReadOnlyList<(long Number, T Seen)> trail) where T : IRightness<T> =>
        new[] { Change(trail), Fatigue(trail) }.OfType<(TrailChange Said, double Evidence)>().OrderByDescending(c => c.Evidence).Take(1).Select(c => c.Said).ToImmutableArray();

    static (TrailChange, double)? Change<T>(IReadOnlyList<(long Number, T Seen)> trail) where T : IRightness<T>
    {
        if (trail.Count < 2) return null;
        var each = trail.Select(s => Logs(s.Seen)).ToList();
        var (before, after) = (new double[Grid], Sum(each));
        var splits = new List<double>();
        for (var k = 0; k + 1 < each.Count; k++)
        {
            for (var g = 0; g < Grid; g++) (before[g], after[g]) = (before[g] + each[k][g], after[g] - each[k][g]);
            splits.Add(Mixed(before) + Mixed(after));
        }
        var evidence = LogSum([.. splits.Select((split, k) => split - 1.5 * Math.Log(k + 1) - Math.Log(Places))]) - T.Sum(trail.Select(s => s.Seen)).LargestLogLikelihood();
        if (evidence < Math.Log(Rules / FalseAlarms)) return null;
        var at = splits.IndexOf(splits.Max()) + 1;
        var (early, late) = (T.Sum(trail.Take(at).Select(s => s.Seen)).Accuracy(), T.Sum(trail.Skip(at).Select(s => s.Seen)).Accuracy());
        return (Said(late.Value > early.Value ? "learned" : "declined", evidence, early, late, trail[at].Number), evidence);
    }

    static (TrailChange, double)? Fatigue<T>(IReadOnlyList<(long Number, T Seen)> trail) where T : IRightness<T>
    {
        var (fresh, tired, begun, last, sittings, wasTired) = (new List<T>(), new List<T>(), long.MinValue, long.MinValue, 0, false);
        foreach (var (number, seen) in trail)
        {
            if (begun == long.MinValue || number - last > Pause) (begun, wasTired) = (number, false);
            last = number;
            if (number - begun < Fresh) fresh.Add(seen);
            if (number - begun < Tired) continue;
            tired.Add(seen);
            if (!wasTired) sittings++;
            wasTired = true;
        }
        if (sittings < FewestSittings) return null;
        var (early, late) = (T.Sum(fresh), T.Sum(tired));
        var (atFirst, atLast) = (Logs(early), Logs(late));
        List<double> worse = [];
        for (var a = 0; a < Grid; a++) for (var b = 0; b < a; b++) worse.Add(Prior[a] + atFirst[a] + Prior[b] + atLast[b]);
        var evidence = LogSum(worse) + Math.Log(2) - T.Sum([early, late]).LargestLogLikelihood();
        return evidence < Math.Log(Rules / FalseAlarms) ? null : (Said("tires", evidence, early.Accuracy(), late.Accuracy(), null), evidence);
    }

    static TrailChange Said(string code, double evidence, Estimate before, Estimate after, long? since) => new(code, Math.Min(1, Math.Exp(-evidence)), before, after, since);

    /// <summary>Log-likelihoods by accuracy.</summary>
    static double[] Logs<T>(T seen) where T : IRightness<T> => [.. Enumerable.Range(0, Grid).Select(g => seen.LogLikelihood(T.Least(seen) + (1 - T.Least(seen)) * (g + 0.5) / Grid))];

    static double[] Sum(List<double[]> each) => [.. Enumerable.Range(0, Grid).Select(g => each.Sum(e => e[g]))];

    static double Mixed(double[] logs) => LogSum([.. logs.Select((log, g) => log + Prior[g])]);

    /// <summary>log of what each accuracy weighs among all: as its place squared, since most people are mostly right.</summary>
    static readonly ImmutableArray<double> Prior = [.. Enumerable.Range(0, Grid).Select(g => Math.Log((g + 0.5) * (g + 0.5) / Enumerable.Range(0, Grid).Sum(h => (h + 0.5) * (h + 0.5))))];

    static double LogSum(IReadOnlyCollection<double> logs)
    {
        var top = logs.Max();
        return top + Math.Log(logs.Sum(l => Math.Exp(l - top)));
    }

    /// <param name="against">Answers of one class out of several.</param>
    readonly struct JudgedClasses(AgainstOthers against, int classes) : IRightness<JudgedClasses>
    {
        readonly AgainstOthers against = against;
        readonly int classes = classes;

        /// <summary>That of answers by lot.</summary>
        public static double Least(JudgedClasses of) => 1.0 / of.classes;

        public double LogLikelihood(double accuracy) => against.LogLikelihood(accuracy, classes);

        public double LargestLogLikelihood() => against.LargestLogLikelihood(0.5 / classes, classes);

        public Estimate Accuracy() => against.Accuracy(classes);

        public static JudgedClasses Sum(IEnumerable<JudgedClasses> parts)
        {
            var (all, classes) = (new AgainstOthers(), 2);
            foreach (var part in parts)
            {
                all.Add(part.against);
                classes = part.classes;
            }
            return new(all, classes);
        }
    }
}

/// <param name="Code">learned, declined or tires.</param>
/// <param name="ByChance">Chance, at most, that somebody who does not change ever comes to this.</param>
/// <param name="Before">Accuracy before the change, or in the first hour of a sitting…</param>
/// <param name="After">…and after it, or from the third hour on.</param>
/// <param name="Since">Stretch of time from which on.</param>
public sealed record TrailChange(string Code, double ByChance, Estimate Before, Estimate After, long? Since);
