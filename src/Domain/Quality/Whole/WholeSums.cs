using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>Expected answers of everybody and words of every model under the posteriors that tasks have by now: what maximization goes by.</summary>
sealed class WholeSums
{
    /// <summary>Cells with fewer expected answers are not told of, except the diagonal's of classes that were seen.</summary>
    const double Told = 0.5;

    readonly AnswerSet answers;
    readonly ModelWords words;
    readonly int classes;

    /// <summary>[person, answer, truth] and [truth]; [model, predicted, truth] and what the models stated of it; [model], of tasks predicted right and of all.</summary>
    readonly double[] counts, shares, seen, stated, right, told;

    public WholeSums(AnswerSet answers, ModelWords words)
    {
        (this.answers, this.words, classes) = (answers, words, answers.Classes);
        (counts, shares) = (new double[answers.Workers * classes * classes], new double[classes]);
        (seen, stated) = (new double[words.Models * classes * classes], new double[words.Models * classes * classes]);
        (right, told) = (new double[words.Models], new double[words.Models]);
        var row = new double[classes];
        for (var t = 0; t < answers.Tasks; t++) State(t, row);
    }

    /// <summary>Forgets all but what models stated.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        Array.Clear(shares);
        Array.Clear(seen);
        Array.Clear(right);
    }

    /// <param name="takenAtTheirWord">Nothing is known of models yet.</param>
    public void Teach(WholeChances chances, bool takenAtTheirWord = false) => chances.Learn(counts, shares, seen, takenAtTheirWord ? [] : stated);

    /// <summary>A task's part of all sums.</summary>
    public void Learn(int task, ReadOnlySpan<double> posterior)
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

    /// <returns>[K], of the classes among all tasks.</returns>
    public ImmutableArray<double> Shares()
    {
        var all = shares.Sum() + classes;
        return [.. shares.Select(s => (s + 1) / all)];
    }

    public ImmutableArray<PersonFit> People() => [.. Enumerable.Range(0, answers.Workers).Select(Person)];

    public ImmutableArray<ModelSkill> Models() => [.. Enumerable.Range(0, words.Models).Select(Model)];

    void State(int task, Span<double> row)
    {
        if (words.ModelOf(task) is not (>= 0 and var model)) return;
        words.Word(task).Doubted(row);
        for (var k = 0; k < classes; k++) stated[(model * classes + words.PredictedOf(task)) * classes + k] += row[k];
        told[model]++;
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
