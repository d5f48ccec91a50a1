using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>
/// What people who err take a class for. It is much the same for all of them and unknown at first, so that wrong answers to a
/// task make each other likelier, and what everybody got wrong so far counts. One answer is thus believed as often as its
/// author is right, however many classes there are, and two that agree less than if they could not have erred together.
/// </summary>
/// <remarks>
/// Wrong answers of one class are multinomial with shares under a symmetric Dirichlet of total <see cref="Doubt"/> and what
/// was seen of everybody, summed out exactly (Pólya's urn; Minka 2000, "Estimating a Dirichlet distribution"), so that no order of
/// answers matters. Assumes that people differ in how often they err and, but for what is known of each, not in what they take for what.
/// </remarks>
public sealed class Lookalikes
{
    /// <summary>Wrong answers after which what they were weighs as much as that they might have been any: two who err on one of ten
    /// classes are believed to agree in one of three cases, as if each class had three that look like it.</summary>
    public const double Doubt = 3;

    /// <summary>As many wrong answers of a class, seen of everybody, are believed at most: people are much the same, not quite.</summary>
    const double Most = 60;

    /// <summary>Classes beyond which nothing is learned pair by pair.</summary>
    const int MostClasses = 64;

    /// <summary>[truth, answer] and [truth]: wrong answers of everybody; empty where none are known.</summary>
    readonly double[] wrong, all;

    Lookalikes(int classes, double[] wrong, double[] all)
    {
        (Classes, this.wrong, this.all) = (classes, wrong, all);
        for (var k = 0; k < all.Length; k++)
        {
            if (all[k] <= Most) continue;
            foreach (ref var sum in wrong.AsSpan(k * classes, classes)) sum *= Most / all[k];
            all[k] = Most;
        }
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>Before anybody erred.</summary>
    public static Lookalikes Unknown(int classes) => new(classes, [], []);

    /// <param name="everybody">Sums over all people; see <see cref="ConfusionSums"/>.</param>
    public static Lookalikes Of(ImmutableArray<ConfusionCell> everybody, int classes)
    {
        if (everybody.IsDefaultOrEmpty || classes is < 3 or > MostClasses) return Unknown(classes);
        var (wrong, all) = (new double[classes * classes], new double[classes]);
        foreach (var cell in everybody)
        {
            if (cell.Answer >= classes || cell.Truth >= classes || cell.Answer == cell.Truth || cell.Sum <= 0) continue;
            // Doubt is spread over every class but the answered one.
            var (from, to, sum) = cell.Truth == ConfusionSums.Doubt ? (0, classes, cell.Sum / (classes - 1)) : (cell.Truth, cell.Truth + 1, cell.Sum);
            for (var k = from; k < to; k++)
            {
                if (k == cell.Answer) continue;
                wrong[k * classes + cell.Answer] += sum;
                all[k] += sum;
            }
        }
        return new(classes, wrong, all);
    }

    /// <param name="counts">[people, answer, truth], flat: expected answers.</param>
    internal static Lookalikes Of(ReadOnlySpan<double> counts, int classes)
    {
        if (classes is < 3 or > MostClasses) return Unknown(classes);
        var (wrong, all) = (new double[classes * classes], new double[classes]);
        for (var first = 0; first < counts.Length; first += classes * classes)
            for (var answer = 0; answer < classes; answer++)
                for (var truth = 0; truth < classes; truth++)
                {
                    if (answer == truth) continue;
                    wrong[truth * classes + answer] += counts[first + answer * classes + truth];
                    all[truth] += counts[first + answer * classes + truth];
                }
        return new(classes, wrong, all);
    }

    /// <summary>How likely a task's answers are under each class, to a factor.</summary>
    /// <param name="answers">n, in any order.</param>
    /// <param name="own">[n, K]: under each class, the part of an answer's chance that its author's own answers say; all of it where it is right.</param>
    /// <param name="usual">[n, K]: the chance that its author errs as everybody does.</param>
    /// <param name="predicted">The class that a model finds likeliest, where it is heard; else -1. It errs towards what looks alike as people do.</param>
    /// <param name="into">[K], the likeliest 1.</param>
    public void Likelihood(ReadOnlySpan<int> answers, ReadOnlySpan<double> own, ReadOnlySpan<double> usual, int predicted, Span<double> into)
    {
        Span<int> order = answers.Length <= 64 ? stackalloc int[answers.Length] : new int[answers.Length];
        Span<double> ways = answers.Length < 64 ? stackalloc double[answers.Length + 1] : new double[answers.Length + 1];
        Span<double> ofClass = answers.Length < 64 ? stackalloc double[answers.Length + 1] : new double[answers.Length + 1];
        Sort(answers, order);
        var top = double.NegativeInfinity;
        for (var k = 0; k < Classes; k++) top = Math.Max(top, into[k] = Log(k, answers, order, own, usual, predicted, ways, ofClass));
        foreach (ref var value in into) value = Math.Exp(value - top);
    }

    /// <summary>Chance that somebody who errs as everybody does says this, once others have spoken.</summary>
    /// <param name="truth">Another class than the answer.</param>
    /// <param name="said">Before.</param>
    /// <param name="predicted">As above.</param>
    public double Next(int truth, int answer, ReadOnlySpan<int> said, int predicted)
    {
        var (same, before) = (Seen(truth, answer) + (predicted == answer ? 1 : 0), Errors(truth, predicted));
        foreach (var one in said) (same, before) = (same + (one == answer ? 1 : 0), before + (one != truth ? 1 : 0));
        return same / before;
    }

    /// <summary>Σ over which wrong answers are as everybody's, and how many of each class.</summary>
    double Log(int truth, ReadOnlySpan<int> answers, ReadOnlySpan<int> order, ReadOnlySpan<double> own, ReadOnlySpan<double> usual, int predicted, Span<double> ways, Span<double> ofClass)
    {
        var (log, wrongs) = (0.0, 0);
        ways[0] = 1;
        for (int at = 0, next; at < order.Length; at = next)
        {
            var answer = answers[order[at]];
            for (next = at; next < order.Length && answers[order[next]] == answer; next++)
                if (answer == truth) log += Math.Log(own[order[next] * Classes + truth]);
            if (answer == truth) continue;
            ofClass[0] = 1;
            for (var i = at; i < next; i++)
            {
                var (mine, everybody) = (own[order[i] * Classes + truth], usual[order[i] * Classes + truth]);
                ofClass[i - at + 1] = 0;
                for (var s = i - at + 1; s >= 0; s--) ofClass[s] = ofClass[s] * mine + (s > 0 ? ofClass[s - 1] * everybody : 0);
            }
            var (urn, rising) = (Seen(truth, answer) + (predicted == answer ? 1 : 0), 1.0);
            for (var s = 1; s <= next - at; s++) ofClass[s] *= rising *= (urn + s - 1) / order.Length;
            log += Multiply(ways, wrongs, ofClass, next - at);
            wrongs += next - at;
        }
        var (total, falling, sum) = (Errors(truth, predicted), 1.0, ways[0]);
        for (var s = 1; s <= wrongs; s++) sum += ways[s] * (falling *= order.Length / (total + s - 1));
        return log + Math.Log(sum);
    }

    double Seen(int truth, int answer) => Doubt / (Classes - 1) + (wrong.Length > 0 ? wrong[truth * Classes + answer] : 0);

    double Errors(int truth, int predicted) => Doubt + (all.Length > 0 ? all[truth] : 0) + (predicted >= 0 && predicted != truth ? 1 : 0);

    /// <summary>A product of polynomials, scaled so that many answers do not vanish.</summary>
    /// <returns>Logarithm of the scale.</returns>
    static double Multiply(Span<double> ways, int degree, ReadOnlySpan<double> by, int ofBy)
    {
        double top = 0;
        for (var s = degree + ofBy; s >= 0; s--)
        {
            double sum = 0;
            for (var j = Math.Max(0, s - degree); j <= Math.Min(ofBy, s); j++) sum += by[j] * ways[s - j];
            // Higher terms are written first and read no more.
            ways[s] = sum;
            top = Math.Max(top, sum);
        }
        foreach (ref var way in ways[..(degree + ofBy + 1)]) way /= top;
        return Math.Log(top);
    }

    static void Sort(ReadOnlySpan<int> answers, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && answers[order[at - 1]] > answers[i]; at--) order[at] = order[at - 1];
            order[at] = i;
        }
    }
}
