namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Whether one more opinion on a task is worth its cost: how many errors an answer may be expected to remove, looking
/// several answers ahead, since one alone often cannot turn a decision.
/// </summary>
/// <param name="Least">Opinions that every task gets: a posterior after one is little more than that person's word.</param>
/// <param name="Most">Opinions after which asking ends.</param>
/// <param name="Price">Errors that an answer must be expected to remove to be worth asking: 0.01 says that an error costs as
/// much as a hundred answers.</param>
/// <remarks>
/// The best mean gain over the next n answers, n up to <see cref="Ahead"/>: the KG(*) policy of Frazier and Powell 2010,
/// "Paradoxes in learning and the marginal value of information", doi:10.1287/deca.1100.0190. Assumes that answers come
/// independently given the class, from somebody of the given confusion, and that the posterior means what it says (see
/// <see cref="Calibration"/>): an overconfident one stops too early.
/// </remarks>
public sealed record AskingRule(int Least, int Most, double Price)
{
    /// <summary>Answers looked ahead.</summary>
    public const int Ahead = 9;

    /// <summary>Share of answers that goes to the tasks with fewest, whatever is believed of them: what a wrong model is
    /// sure of would never be asked again, and everybody's skill has to stay estimable.</summary>
    public const double Exploring = 0.25;

    /// <param name="posterior">[K], calibrated.</param>
    /// <param name="confusion">[K * K] at [answer, truth], of who would answer; see <see cref="ConfusionFit.Confusion"/>.</param>
    /// <param name="answers">That the task has.</param>
    public bool Asks(ReadOnlySpan<double> posterior, ReadOnlySpan<double> confusion, int answers) =>
        answers < Least || answers < Most && GainPerAnswer(posterior, confusion) >= Price;

    /// <summary>Errors that one more answer removes on average, if as many follow as pay best.</summary>
    /// <returns>In [0, ½].</returns>
    public static double GainPerAnswer(ReadOnlySpan<double> posterior, ReadOnlySpan<double> confusion)
    {
        var (first, second) = TopTwo(posterior);
        if (second < 0) return 0;
        var both = posterior[first] + posterior[second];
        if (both <= 0) return 0;
        var (belief, accuracy) = (posterior[first] / both, Telling(confusion, posterior.Length, first, second));
        double best = 0;
        for (var n = 1; n <= Ahead; n++) best = Math.Max(best, Gain(belief, accuracy, n) / n);
        return both * best;
    }

    /// <summary>How often one answer tells two classes apart, were they equally likely: ½ where it says nothing.</summary>
    static double Telling(ReadOnlySpan<double> confusion, int classes, int first, int second)
    {
        double sum = 0;
        for (var answer = 0; answer < classes; answer++)
            sum += Math.Max(confusion[answer * classes + first], confusion[answer * classes + second]) / 2;
        return Math.Clamp(sum, 0.5, 1);
    }

    /// <summary>How much likelier the better of two classes is to be right after n answers than before.</summary>
    /// <remarks>Σ_j C(n, j) max(b a^(n-j) (1-a)^j, (1-b) a^j (1-a)^(n-j)) - b, j answers being against the first.</remarks>
    static double Gain(double belief, double accuracy, int n)
    {
        double sum = 0, choose = 1;
        for (var against = 0; against <= n; against++)
        {
            sum += choose * Math.Max(
                belief * Math.Pow(accuracy, n - against) * Math.Pow(1 - accuracy, against),
                (1 - belief) * Math.Pow(accuracy, against) * Math.Pow(1 - accuracy, n - against));
            choose = choose * (n - against) / (against + 1);
        }
        return Math.Max(0, sum - belief);
    }

    static (int First, int Second) TopTwo(ReadOnlySpan<double> posterior)
    {
        var (first, second) = (0, -1);
        for (var k = 1; k < posterior.Length; k++)
            if (posterior[k] > posterior[first]) (first, second) = (k, first);
            else if (second < 0 || posterior[k] > posterior[second]) second = k;
        return (first, second);
    }
}
