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
    readonly ImmutableArray<CrowdVoice> voices;
    readonly int classes;
    readonly double[] posteriors, counts, shares, seen, stated, right, told, row;
    double moved;
    int at, rounds;
    bool converged;
    IEnumerator<ErringTogether?>? together;
    ErringTogether? found;

    /// <summary>Tasks of which the blend has the word.</summary>
    HashSet<int> settled = [];

    /// <inheritdoc cref="WholeFit.Of"/>
    public WholeFitting(AnswerSet answers, ModelWords words, ImmutableArray<CrowdVoice> voices = default)
    {
        if (words.Tasks != answers.Tasks) throw new ArgumentException($"There are {answers.Tasks} tasks and words on {words.Tasks}.", nameof(words));
        (this.answers, this.words, this.voices, classes) = (answers, words, voices, answers.Classes);
        posteriors = answers.SmoothedShares();
        (counts, shares, row) = (new double[answers.Workers * classes * classes], new double[classes], new double[classes]);
        (seen, stated) = (new double[words.Models * classes * classes], new double[words.Models * classes * classes]);
        (right, told) = (new double[words.Models], new double[words.Models]);
        Chances = new(classes, answers.Workers, words.Models);
        for (var t = 0; t < answers.Tasks; t++)
        {
            Learn(t, posteriors.AsSpan(t * classes, classes));
            State(t);
        }
    }

    /// <summary>What is known of everybody; once the fit is there, by all of it.</summary>
    public WholeChances Chances { get; }

    /// <summary>A part of a round: maximization before its first task, then the expectation of some tasks and at once their part
    /// of the next maximization. Once nothing moves any more, a part of <see cref="ErringTogether"/>.</summary>
    /// <returns>The fit, where this was the last part.</returns>
    public WholeFit? Go(int tasks)
    {
        if (together is not null && found is null)
        {
            if (together.MoveNext() && together.Current is { } end) Take(end);
            return null;
        }
        if (at == 0) Maximize();
        for (var end = tasks < answers.Tasks - at ? at + tasks : answers.Tasks; at < end; at++)
            if (settled.Contains(at)) Learn(at, posteriors.AsSpan(at * classes, classes)); else Expect(at);
        if (at < answers.Tasks) return null;
        at = 0;
        if (found is not null) return Done();
        rounds++;
        if (moved > WholeFit.Tolerance && rounds < WholeFit.MostRounds) return null;
        converged = moved <= WholeFit.Tolerance;
        together = ErringTogether.Among(answers, words, voices).GetEnumerator();
        return null;
    }

    /// <summary>Where the blend speaks for all tasks on which no model does, it judges people too; then everything is weighed once more.</summary>
    void Take(ErringTogether end)
    {
        (found, Chances.Effect) = (end, end.Effect);
        if (end is not { IsAll: true, Blend: { } blend }) return;
        for (var i = 0; i < end.Tasks.Length; i++) blend.Posterior(i).CopyTo(posteriors.AsSpan(end.Tasks[i] * classes));
        settled = [.. end.Tasks];
        Forget();
        for (var t = 0; t < answers.Tasks; t++) Learn(t, posteriors.AsSpan(t * classes, classes));
    }

    void Forget()
    {
        Array.Clear(counts);
        Array.Clear(shares);
        Array.Clear(seen);
        Array.Clear(right);
    }

    void Maximize()
    {
        // In the first round nothing is known of models yet: they are taken at their word.
        Chances.Learn(counts, shares, seen, rounds == 0 ? [] : stated);
        Forget();
        moved = 0;
    }

    void Expect(int task)
    {
        var (from, end) = (answers.From[task], answers.From[task + 1]);
        Chances.Believe(answers.Worker.AsSpan(from..end), answers.Label.AsSpan(from..end), words.Word(task), row);
        Cap();
        answers.Certain(task, row);
        moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(task * classes, classes), row));
        Learn(task, row);
    }

    WholeFit Done()
    {
        Chances.Learn(counts, shares, seen, stated);
        var all = shares.Sum() + classes;
        return new(
            classes, CrowdFit.Frozen(posteriors), [.. Enumerable.Range(0, answers.Workers).Select(Person)],
            [.. shares.Select(s => (s + 1) / all)], [.. Enumerable.Range(0, words.Models).Select(Model)], rounds, converged, Chances.Effect,
            found?.Blend?.Voices ?? []);
    }

    void State(int task)
    {
        if (words.ModelOf(task) is not (>= 0 and var model)) return;
        words.Word(task).Spread(row);
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
        var (first, skill) = (person * classes * classes, WholeChances.SkillOf(counts, person, classes));
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
