using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Evaluations;

/// <summary>What people made of a model's prediction, answer by answer.</summary>
public sealed class AnswerSums
{
    readonly List<int> activeMs = [];

    public int Answers => activeMs.Count;

    /// <summary>Answers that are not what the model said.</summary>
    public int Different { get; private set; }

    public void Add(bool different, int ms)
    {
        activeMs.Add(ms);
        if (different) Different++;
    }

    /// <returns>Null without answers.</returns>
    public Estimate? Rate => Estimate.OfShare(Different, Answers);

    public double? MedianMs => activeMs.Count is 0 ? null : LearningCurve.Quantile([.. activeMs.Select(m => (double)m).Order()], 0.5);

    /// <summary>How much longer these answers took than others, as a factor: the ratio of geometric means.</summary>
    /// <returns>Null where either has too few.</returns>
    /// <remarks>Times spread by factors, so that their logarithms are compared, as Welch 1947 does, doi:10.1093/biomet/34.1-2.28.</remarks>
    public Estimate? TimesLongerThan(AnswerSums others)
    {
        if (Logs is not { } mine || others.Logs is not { } theirs) return null;
        var (difference, deviation) = (mine.Mean - theirs.Mean, Math.Sqrt(mine.Error + theirs.Error));
        return new(Math.Exp(difference), Math.Exp(difference - Estimate.Deviations * deviation), Math.Exp(difference + Estimate.Deviations * deviation));
    }

    /// <summary>Fewest answers whose times are compared.</summary>
    const int FewestTimed = 10;

    /// <summary>Mean of the logarithms, and the square of its standard error.</summary>
    (double Mean, double Error)? Logs
    {
        get
        {
            if (activeMs.Count < FewestTimed) return null;
            var logs = activeMs.Select(m => Math.Log(Math.Max(1, m))).ToArray();
            var mean = logs.Average();
            return (mean, logs.Sum(l => (l - mean) * (l - mean)) / (logs.Length - 1) / logs.Length);
        }
    }
}

/// <summary>Whether a person handed in something else than a model said.</summary>
public static class PredictionEdits
{
    /// <summary>Two label documents say the same where they have the same objects, whatever those are called and how sure a model
    /// was of them, and the same answers.</summary>
    public static bool IsDifferent(LabelDocument said, LabelDocument answered) => Bare(said).Hash != Bare(answered).Hash;

    static LabelDocument Bare(LabelDocument label)
    {
        var bare = label.Objects.Select(o => o with { Confidence = null, Id = "o" })
            .OrderBy(o => new LabelDocument([o], PropertyValues.Empty).Hash).Select((o, at) => o with { Id = $"o{at}" });
        return new([.. bare], label.Properties);
    }
}
