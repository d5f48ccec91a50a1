using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>A <see cref="WholeFit"/> under way, in parts as large as its caller has time for.</summary>
public sealed class WholeFitting
{
    /// <summary>Cells with fewer expected answers are not told of, except the diagonal's of classes that were seen.</summary>
    const double Told = 0.5;

    readonly AnswerSet answers;
    readonly ModelWords words;
    readonly int classes;
    readonly double[] posteriors, counts, shares, frequent, seen, stated, right, told, ratios, row;

    /// <summary>[person, answer, truth]: the chances of answers in the two parts that <see cref="Lookalikes"/> weighs.</summary>
    readonly double[] own, usual;

    /// <summary>[answers, truth]: the same of one task's answers, and of its likelihood [truth].</summary>
    double[] ownOf = [], usualOf = [];
    readonly double[] likelihood;

    Lookalikes lookalikes;
    double moved;
    int at, rounds;
    Foretold foretold;

    /// <inheritdoc cref="WholeFit.Of"/>
    public WholeFitting(AnswerSet answers, ModelWords words)
    {
        if (words.Tasks != answers.Tasks) throw new ArgumentException($"There are {answers.Tasks} tasks and words on {words.Tasks}.", nameof(words));
        (this.answers, this.words, classes) = (answers, words, answers.Classes);
        posteriors = answers.SmoothedShares();
        var cells = answers.Workers * classes * classes;
        (counts, own, usual, lookalikes) = (new double[cells], new double[cells], new double[cells], Lookalikes.Unknown(classes));
        (shares, frequent, likelihood) = (new double[classes], new double[classes], new double[classes]);
        (seen, stated) = (new double[words.Models * classes * classes], new double[words.Models * classes * classes]);
        (right, told, ratios, row) = (new double[words.Models], new double[words.Models], new double[seen.Length], new double[classes]);
        for (var t = 0; t < answers.Tasks; t++)
        {
            Learn(t, posteriors.AsSpan(t * classes, classes));
            State(t);
        }
    }

    /// <summary>A part of a round: maximization before its first task, then the expectation of some tasks and at once their part
    /// of the next maximization.</summary>
    /// <returns>The fit, where this was the last part of the last round.</returns>
    public WholeFit? Go(int tasks)
    {
        if (at == 0) Maximize();
        for (var end = tasks < answers.Tasks - at ? at + tasks : answers.Tasks; at < end; at++) Expect(at);
        if (at < answers.Tasks) return null;
        at = 0;
        rounds++;
        return moved > WholeFit.Tolerance && rounds < WholeFit.MostRounds ? null : Done(moved <= WholeFit.Tolerance);
    }

    void Maximize()
    {
        for (var person = 0; person < answers.Workers; person++) Chances(person);
        lookalikes = Lookalikes.Of(counts, classes);
        var all = shares.Sum() + classes;
        for (var k = 0; k < classes; k++) frequent[k] = (shares[k] + 1) / all;
        // In the first round nothing is known of models yet: they are taken at their word.
        for (var cell = 0; cell < ratios.Length; cell++) ratios[cell] = rounds == 0 ? 1 : new ModelCell(0, 0, seen[cell], stated[cell]).Ratio;
        Array.Clear(counts);
        Array.Clear(shares);
        Array.Clear(seen);
        Array.Clear(right);
        (moved, foretold) = (0, default);
    }

    void Expect(int task)
    {
        Gather(task);
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++) Foretell(task, i);
        Believe(task, answers.From[task + 1]);
        Cap();
        answers.Certain(task, row);
        moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(task * classes, classes), row));
        Learn(task, row);
    }

    /// <summary>What the opinions before an answer make of it, in the order in which they came.</summary>
    void Foretell(int task, int answer)
    {
        if (answers.Known[task] >= 0 || !IsContested(task, answer)) return;
        Believe(task, answer);
        var (best, chance, person) = (0, 0.0, answers.Worker[answer]);
        for (var k = 1; k < classes; k++) if (row[k] > row[best]) best = k;
        for (var k = 0; k < classes; k++)
        {
            var cell = (person * classes + best) * classes + k;
            chance += row[k] * (own[cell] + (k == best ? 0 : usual[cell] * lookalikes.Next(k, best, answers.Label.AsSpan(answers.From[task]..answer), Heard(task))));
        }
        foretold = foretold.With(Math.Min(1, chance), answers.Label[answer] == best);
    }

    bool IsContested(int task, int answer)
    {
        for (var i = answers.From[task] + 1; i < answer; i++)
            if (answers.Label[i] != answers.Label[i - 1]) return true;
        return false;
    }

    WholeFit Done(bool converged)
    {
        var all = shares.Sum() + classes;
        return new(
            classes, CrowdFit.Frozen(posteriors), [.. Enumerable.Range(0, answers.Workers).Select(Person)],
            [.. shares.Select(s => (s + 1) / all)], [.. Enumerable.Range(0, words.Models).Select(Model)], rounds, converged, foretold);
    }

    /// <summary>What the first opinions on a task make of it.</summary>
    void Believe(int task, int end)
    {
        var said = answers.Label.AsSpan(answers.From[task]..end);
        lookalikes.Likelihood(said, ownOf, usualOf, Heard(task), likelihood);
        Prior(task);
        double sum = 0;
        for (var k = 0; k < classes; k++) sum += row[k] *= likelihood[k];
        for (var k = 0; k < classes; k++) row[k] /= sum;
    }

    /// <summary>The class that its model finds likeliest; -1 without one.</summary>
    int Heard(int task) => words.ModelOf(task) >= 0 ? words.PredictedOf(task) : -1;

    void Gather(int task)
    {
        var (from, end) = (answers.From[task], answers.From[task + 1]);
        if (ownOf.Length < (end - from) * classes) (ownOf, usualOf) = (new double[(end - from) * classes], new double[(end - from) * classes]);
        for (var i = from; i < end; i++)
        {
            var cells = (answers.Worker[i] * classes + answers.Label[i]) * classes;
            own.AsSpan(cells, classes).CopyTo(ownOf.AsSpan((i - from) * classes));
            usual.AsSpan(cells, classes).CopyTo(usualOf.AsSpan((i - from) * classes));
        }
    }

    /// <summary>What is believed of a task before any person answered it.</summary>
    void Prior(int task)
    {
        if (words.ModelOf(task) is not (>= 0 and var model))
        {
            frequent.CopyTo(row, 0);
            return;
        }
        Spread(task);
        var first = (model * classes + words.PredictedOf(task)) * classes;
        double sum = 0;
        for (var k = 0; k < classes; k++) sum += row[k] = ((1 - Priors.Doubt) * row[k] + Priors.Doubt / classes) * ratios[first + k];
        for (var k = 0; k < classes; k++) row[k] /= sum;
    }

    /// <summary>The model's calibrated word, dense; see <see cref="SparseProbabilities.Dense"/>.</summary>
    void Spread(int task)
    {
        var said = words.Of(task);
        double named = 0;
        foreach (var p in said) named += p.Probability;
        if (named <= 0)
        {
            Array.Fill(row, 1.0 / classes);
            return;
        }
        var others = classes - said.Length;
        var rest = others > 0 ? Math.Max(0, 1 - named) : 0;
        Array.Fill(row, others > 0 ? rest / others / (named + rest) : 0);
        foreach (var p in said) row[p.Class] = p.Probability / (named + rest);
    }

    void State(int task)
    {
        if (words.ModelOf(task) is not (>= 0 and var model)) return;
        Spread(task);
        for (var k = 0; k < classes; k++)
            stated[(model * classes + words.PredictedOf(task)) * classes + k] += (1 - Priors.Doubt) * row[k] + Priors.Doubt / classes;
        told[model]++;
    }

    /// <summary>A task's part of all sums.</summary>
    void Learn(int task, ReadOnlySpan<double> posterior)
    {
        // By their own word alone nobody is judged: each round would believe them a little less.
        for (var i = answers.From[task]; i < answers.From[task + 1] && !IsAlone(task); i++)
        {
            var cell = counts.AsSpan((answers.Worker[i] * classes + answers.Label[i]) * classes, classes);
            for (var k = 0; k < posterior.Length; k++) cell[k] += posterior[k];
        }
        if (words.ModelOf(task) is >= 0 and var model)
        {
            var predicted = words.PredictedOf(task);
            right[model] += posterior[predicted];
            var cell = seen.AsSpan((model * classes + predicted) * classes, classes);
            for (var k = 0; k < posterior.Length; k++) cell[k] += posterior[k];
        }
        else for (var k = 0; k < posterior.Length; k++) shares[k] += posterior[k];
    }

    bool IsAlone(int task) => answers.From[task + 1] - answers.From[task] == 1 && answers.Known[task] < 0 && words.ModelOf(task) < 0;

    void Chances(int person)
    {
        var (first, accuracy) = (person * classes * classes, SkillOf(person).Accuracy);
        for (var k = 0; k < classes; k++)
        {
            double given = 0;
            for (var a = 0; a < classes; a++) given += counts[first + a * classes + k];
            for (var a = 0; a < classes; a++)
            {
                var cell = first + a * classes + k;
                (own[cell], usual[cell]) = ConfusionSums.Chance(counts[cell], given, a == k, accuracy, classes);
            }
        }
    }

    Skill SkillOf(int person)
    {
        var (first, all, correct) = (person * classes * classes, 0.0, 0.0);
        for (var a = 0; a < classes; a++)
            for (var k = 0; k < classes; k++)
            {
                all += counts[first + a * classes + k];
                if (a == k) correct += counts[first + a * classes + k];
            }
        return new(correct, all);
    }

    /// <summary>Slips of the hand remain, as <see cref="OneCoin.Highest"/> says.</summary>
    void Cap()
    {
        var best = row.Max();
        if (best <= OneCoin.Highest || classes < 2) return;
        var mixed = (best - OneCoin.Highest) / (best - 1.0 / classes);
        for (var k = 0; k < row.Length; k++) row[k] = (1 - mixed) * row[k] + mixed / classes;
    }

    PersonFit Person(int person)
    {
        var (first, skill) = (person * classes * classes, SkillOf(person));
        var cells = ImmutableArray.CreateBuilder<FittedCell>();
        var wrong = (1 - skill.Accuracy) / Math.Max(1, classes - 1);
        for (var truth = 0; truth < classes; truth++)
        {
            double given = 0;
            for (var a = 0; a < classes; a++) given += counts[first + a * classes + truth];
            if (given < Told) continue;
            for (var answer = 0; answer < classes; answer++)
            {
                var count = counts[first + answer * classes + truth];
                if (count < Told && answer != truth) continue;
                var a = count + ConfusionSums.Strength * (answer == truth ? skill.Accuracy : wrong);
                cells.Add(new(truth, answer, count, FittedChance.Beta(a, given + ConfusionSums.Strength - a)));
            }
        }
        return new((int)Math.Round(skill.Answers), FittedChance.Beta(skill.Alpha, skill.Beta), cells.DrainToImmutable());
    }

    ModelSkill Model(int model)
    {
        var cells = ImmutableArray.CreateBuilder<ModelCell>();
        for (var predicted = 0; predicted < classes; predicted++)
            for (var truth = 0; truth < classes; truth++)
            {
                var place = (model * classes + predicted) * classes + truth;
                if (Math.Max(seen[place], stated[place]) >= ModelSkill.Least) cells.Add(new(predicted, truth, seen[place], stated[place]));
            }
        return new(told[model], right[model], cells.DrainToImmutable());
    }
}
