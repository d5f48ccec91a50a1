using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Tasks;

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
    public static double GainPerAnswer(ReadOnlySpan<double> posterior, ReadOnlySpan<double> confusion) =>
        TopTwo(posterior) is var (first, second) && second < 0 ? 0 : GainPerAnswer(posterior, Telling(confusion, posterior.Length, first, second));

    /// <param name="telling">How often an answer of who would be asked tells the two likeliest classes apart, were they equally likely.</param>
    /// <inheritdoc cref="GainPerAnswer(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static double GainPerAnswer(ReadOnlySpan<double> posterior, double telling)
    {
        var (first, second) = TopTwo(posterior);
        if (second < 0) return 0;
        var both = posterior[first] + posterior[second];
        if (both <= 0) return 0;
        var (belief, accuracy) = (posterior[first] / both, telling);
        double best = 0;
        for (var n = 1; n <= Ahead; n++) best = Math.Max(best, Gain(belief, accuracy, n) / n);
        return both * best;
    }

    /// <summary>The price that a pipeline names by its target: what an answer of the usual annotator gains where the posterior is at the
    /// target and the doubt is all about one other class. So with such people and such doubt, asking ends at the target.</summary>
    /// <param name="target">In (0, 1).</param>
    public static double PriceAt(double target) => GainPerAnswer([target, 1 - target], Skill.PriorAccuracy);

    /// <summary>What a task needs after so many opinions: another one while it pays; a reviewer where the doubt is large and
    /// none pays, or there are as many as allowed.</summary>
    /// <param name="posterior">[K].</param>
    /// <param name="telling">Of who would be asked, as above.</param>
    public static Need NeedAfter(ReadOnlySpan<double> posterior, double telling, int opinions, Redundancy redundancy)
    {
        var confidence = posterior[TopTwo(posterior).First];
        var need = Consensus.NeedAfter(confidence, opinions, redundancy);
        if (need is not Need.AnotherOpinion || opinions < redundancy.Min || GainPerAnswer(posterior, telling) >= PriceAt(redundancy.TargetConfidence)) return need;
        return 1 - confidence <= LeftAlone * (1 - redundancy.TargetConfidence) ? Need.Nothing : Need.Reviewer;
    }

    /// <summary>Of tasks that lack an opinion the one with the largest is first: the doubt, times what one more answer weighs beside a
    /// first one. Where people err together a task with many answers has little to expect of another, however doubtful it is.</summary>
    /// <param name="confidence">Of the likeliest class, in [0, 1].</param>
    /// <returns>In [0, 1].</returns>
    public static double Urgency(double confidence, int opinions, DesignEffect effect) =>
        (1 - confidence) * (effect.WeightOf(opinions + 1) - effect.WeightOf(opinions));

    /// <summary>Doubt that is left alone where no opinion pays, in units of what the target leaves.</summary>
    const double LeftAlone = 2;

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

    /// <summary>The two likeliest classes; the second is -1 where there is but one.</summary>
    public static (int First, int Second) TopTwo(ReadOnlySpan<double> posterior)
    {
        var (first, second) = (0, -1);
        for (var k = 1; k < posterior.Length; k++)
            if (posterior[k] > posterior[first]) (first, second) = (k, first);
            else if (second < 0 || posterior[k] > posterior[second]) second = k;
        return (first, second);
    }
}
