using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>What is known of everybody and of every model at one moment, as the chances of their answers: it turns any of a
/// task's opinions into a posterior.</summary>
/// <remarks>For one thread at a time: it has room of its own to work in.</remarks>
public sealed class WholeChances
{
    /// <summary>[person, answer, truth]: the chances of answers in the two parts that <see cref="Lookalikes"/> weighs.</summary>
    readonly double[] own, usual;

    /// <summary>Of the classes; how much likelier each is than a model says, [model, predicted, truth]; answers of each person.</summary>
    readonly double[] frequent, ratios, answered;
    readonly double[] likelihood;

    /// <summary>[answers, truth]: the chances of one task's answers.</summary>
    double[] ownOf = [], usualOf = [];
    Lookalikes lookalikes;

    internal WholeChances(int classes, int people, int models)
    {
        Classes = classes;
        (own, usual) = (new double[people * classes * classes], new double[people * classes * classes]);
        (frequent, ratios, answered, likelihood) = (new double[classes], new double[models * classes * classes], new double[people], new double[classes]);
        lookalikes = Lookalikes.Unknown(classes);
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>How far people err together.</summary>
    internal DesignEffect Effect { get; set; }

    /// <summary>Numbers that it keeps in memory.</summary>
    public long Numbers => own.LongLength + usual.LongLength + ratios.LongLength;

    /// <summary>Answers that what is known of somebody rests on.</summary>
    internal double Answered(int person) => answered[person];

    /// <param name="counts">[person, answer, truth]: expected answers.</param>
    /// <param name="shares">[K]: expected tasks of which no model speaks.</param>
    /// <param name="seen">[model, predicted, truth], see <see cref="ModelCell"/>.</param>
    /// <param name="stated">Likewise; empty while nothing is known of models: then they are taken at their word.</param>
    internal void Learn(ReadOnlySpan<double> counts, ReadOnlySpan<double> shares, ReadOnlySpan<double> seen, ReadOnlySpan<double> stated)
    {
        for (var person = 0; person < answered.Length; person++) Learn(person, counts);
        lookalikes = Lookalikes.Of(counts, Classes);
        double all = Classes;
        foreach (var share in shares) all += share;
        for (var k = 0; k < Classes; k++) frequent[k] = (shares[k] + 1) / all;
        for (var cell = 0; cell < ratios.Length; cell++) ratios[cell] = stated.IsEmpty ? 1 : new ModelCell(0, 0, seen[cell], stated[cell]).Ratio;
    }

    void Learn(int person, ReadOnlySpan<double> counts)
    {
        var (first, skill) = (person * Classes * Classes, SkillOf(counts, person, Classes));
        answered[person] = skill.Answers;
        for (var k = 0; k < Classes; k++)
        {
            double given = 0;
            for (var a = 0; a < Classes; a++) given += counts[first + a * Classes + k];
            for (var a = 0; a < Classes; a++)
            {
                var cell = first + a * Classes + k;
                (own[cell], usual[cell]) = ConfusionSums.Chance(counts[cell], given, a == k, skill.Accuracy, Classes);
            }
        }
    }

    /// <param name="counts">[person, answer, truth].</param>
    internal static Skill SkillOf(ReadOnlySpan<double> counts, int person, int classes)
    {
        var (first, all, right) = (person * classes * classes, 0.0, 0.0);
        for (var a = 0; a < classes; a++)
            for (var k = 0; k < classes; k++)
            {
                all += counts[first + a * classes + k];
                if (a == k) right += counts[first + a * classes + k];
            }
        return new(right, all);
    }

    /// <summary>What opinions on a task make of it.</summary>
    /// <param name="people">Who gave the answers…</param>
    /// <param name="said">…and which, in any order; none is as good as any.</param>
    /// <param name="word">Of the model, or nothing.</param>
    /// <param name="into">[K], sums to 1.</param>
    internal void Believe(ReadOnlySpan<int> people, ReadOnlySpan<int> said, ModelWord word, Span<double> into)
    {
        if (ownOf.Length < said.Length * Classes) (ownOf, usualOf) = (new double[said.Length * Classes], new double[said.Length * Classes]);
        for (var i = 0; i < said.Length; i++)
        {
            var cells = (people[i] * Classes + said[i]) * Classes;
            own.AsSpan(cells, Classes).CopyTo(ownOf.AsSpan(i * Classes));
            usual.AsSpan(cells, Classes).CopyTo(usualOf.AsSpan(i * Classes));
        }
        lookalikes.Likelihood(said, ownOf, usualOf, word.Heard, likelihood);
        Effect.Apply(likelihood, said.Length);
        Prior(word, into);
        double sum = 0;
        for (var k = 0; k < Classes; k++) sum += into[k] *= likelihood[k];
        for (var k = 0; k < Classes; k++) into[k] /= sum;
    }

    /// <summary>Chance that somebody gives an answer next.</summary>
    /// <param name="said">On the task, before.</param>
    /// <param name="posterior">[K], by that.</param>
    internal double Next(int person, int answer, ReadOnlySpan<int> said, ModelWord word, ReadOnlySpan<double> posterior)
    {
        double chance = 0;
        for (var k = 0; k < Classes; k++)
        {
            var cell = (person * Classes + answer) * Classes + k;
            chance += posterior[k] * (own[cell] + (k == answer ? 0 : usual[cell] * lookalikes.Next(k, answer, said, word.Heard)));
        }
        return Math.Min(1, chance);
    }

    /// <summary>What is believed of a task before any person answered it.</summary>
    void Prior(ModelWord word, Span<double> into)
    {
        if (word.Model < 0)
        {
            frequent.CopyTo(into);
            return;
        }
        word.Doubted(into);
        var first = (word.Model * Classes + word.Predicted) * Classes;
        double sum = 0;
        for (var k = 0; k < Classes; k++) sum += into[k] *= ratios[first + k];
        for (var k = 0; k < Classes; k++) into[k] /= sum;
    }
}

/// <summary>What a model says of one task.</summary>
/// <param name="model">Its number; -1 where none speaks.</param>
/// <param name="predicted">The class that it finds likeliest.</param>
/// <param name="probabilities">Calibrated, the largest ones.</param>
readonly ref struct ModelWord(int model, int predicted, ReadOnlySpan<ClassProbability> probabilities)
{
    public static ModelWord None => new(-1, -1, []);

    public int Model { get; } = model;
    public int Predicted { get; } = predicted;
    readonly ReadOnlySpan<ClassProbability> probabilities = probabilities;

    /// <summary>The class that it finds likeliest; -1 where none speaks.</summary>
    public int Heard => Model >= 0 ? Predicted : -1;

    /// <summary>The largest probability.</summary>
    public double Surest
    {
        get
        {
            double most = 0;
            foreach (var p in probabilities) most = Math.Max(most, p.Probability);
            return most;
        }
    }

    /// <summary>What it says, a little less sure, as of every model: see <see cref="Priors.Doubt"/>.</summary>
    /// <param name="into">[K].</param>
    public void Doubted(Span<double> into)
    {
        Spread(into);
        foreach (ref var chance in into) chance = (1 - Priors.Doubt) * chance + Priors.Doubt / into.Length;
    }

    /// <summary>Dense; see <see cref="SparseProbabilities.Dense"/>.</summary>
    /// <param name="into">[K].</param>
    void Spread(Span<double> into)
    {
        double named = 0;
        foreach (var p in probabilities) named += p.Probability;
        if (named <= 0)
        {
            into.Fill(1.0 / into.Length);
            return;
        }
        var others = into.Length - probabilities.Length;
        var rest = others > 0 ? Math.Max(0, 1 - named) : 0;
        into.Fill(others > 0 ? rest / others / (named + rest) : 0);
        foreach (var p in probabilities) into[p.Class] = p.Probability / (named + rest);
    }
}
