namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Dawid-Skene averaged over all that answers leave open: who confuses what, how good people are on the whole and how much they
/// differ. While people have few answers each, several stories explain them about equally well; an iteration ends in one of
/// them and is sure of it, here each counts as far as it is likely. Assumes that workers err independently given the true class.
/// </summary>
/// <remarks>
/// Collapsed Gibbs sampling of the classes (Griffiths and Steyvers 2004, doi:10.1073/pnas.0307752101) in the model of Kim and
/// Ghahramani 2012, "Bayesian classifier combination", AISTATS; rows of confusion matrices are Dirichlet around one mean accuracy,
/// wrong answers alike, class shares Dirichlet(1). Mean accuracy and strength are drawn from their conditional on a grid.
/// Lots are drawn from fixed seeds: the same answers in the same order give the same result.
/// </remarks>
public static class SampledDawidSkene
{
    /// <summary>Of which the first <see cref="Forgotten"/> are not counted, in each of the <see cref="Chains"/>.</summary>
    public const int Sweeps = 100, Forgotten = 25, Chains = 2;

    /// <summary>Sweeps between two draws of accuracy and strength, and between two looks at the confusions.</summary>
    const int Every = 5;

    public static ConfusionFit Fit(AnswerSet answers)
    {
        var classes = answers.Classes;
        var (posteriors, confusion) = (new double[answers.Tasks * classes], new double[answers.Workers * classes * classes]);
        for (var chain = 0; chain < Chains; chain++)
        {
            var state = new ChainOfClasses(answers, seed: (ulong)chain);
            for (var sweep = 0; sweep < Sweeps; sweep++)
            {
                if (sweep % Every == 0) state.DrawPrior();
                state.Sweep(sweep >= Forgotten ? posteriors : []);
                if (sweep >= Forgotten && sweep % Every == Every - 1) state.AddConfusion(confusion);
            }
        }
        for (var t = 0; t < answers.Tasks; t++)
        {
            var row = posteriors.AsSpan(t * classes, classes);
            foreach (ref var share in row) share /= Chains * (Sweeps - Forgotten);
            answers.Certain(t, row);
        }
        foreach (ref var chance in confusion.AsSpan()) chance /= Chains * (Sweeps - Forgotten) / Every;
        return new(classes, CrowdFit.Frozen(posteriors), Chains * Sweeps, CrowdFit.Frozen(confusion));
    }
}
