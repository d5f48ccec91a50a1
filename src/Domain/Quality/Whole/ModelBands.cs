using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>A model among people: as one more rater for each band of how sure it is, so that methods that know answers only
/// estimate its skill like a person's, where it is sure and where it is not; what a band leaves out of a word is put back after them.</summary>
/// <remarks>Assumes that within a band and predicted class the probabilities that a model states lie right to each other.</remarks>
static class ModelBands
{
    /// <summary>Of the largest probability.</summary>
    static readonly ImmutableArray<double> Edges = [0.5, 0.7, 0.85, 0.95, 0.99];

    static int Bands => Edges.Length + 1;

    /// <summary>People's answers, and after each task's the class that a model predicts.</summary>
    /// <param name="answers">On the tasks of <paramref name="words"/>.</param>
    public static AnswerSet Among(AnswerSet answers, ModelWords words)
    {
        if (words.Models == 0) return answers;
        var (task, worker, label) = (new List<int>(), new List<int>(), new List<int>());
        for (var t = 0; t < answers.Tasks; t++)
        {
            for (var i = answers.From[t]; i < answers.From[t + 1]; i++) Add(t, answers.Worker[i], answers.Label[i]);
            if (words.ModelOf(t) is >= 0 and var model) Add(t, answers.Workers + model * Bands + Band(words.Word(t)), words.PredictedOf(t));
        }
        return AnswerSet.Of(answers.Tasks, answers.Workers + words.Models * Bands, answers.Classes, [.. task], [.. worker], [.. label], answers.Known);

        void Add(int of, int by, int said)
        {
            task.Add(of);
            worker.Add(by);
            label.Add(said);
        }
    }

    /// <summary>What is believed by bands times how much likelier a model finds each class than it does in the mean of the band.</summary>
    /// <param name="blend">Of <see cref="Among"/>.</param>
    public static CrowdConsensus InFull(CrowdConsensus blend, AnswerSet answers, ModelWords words)
    {
        if (words.Models == 0) return blend;
        var classes = answers.Classes;
        var (means, full, row) = (Means(words, classes), blend.Posteriors.ToArray(), new double[classes]);
        for (var t = 0; t < answers.Tasks; t++)
        {
            if (words.ModelOf(t) < 0 || answers.Known[t] >= 0) continue;
            words.Word(t).Doubted(row);
            var of = full.AsSpan(t * classes, classes);
            var mean = means.AsSpan(Cell(words, t, classes), classes);
            double sum = 0;
            for (var k = 0; k < classes; k++) sum += of[k] *= row[k] / mean[k];
            foreach (ref var chance in of) chance /= sum;
        }
        return blend with { Posteriors = CrowdFit.Frozen(full) };
    }

    /// <returns>[model, band, predicted, class]; nought where nothing was predicted so.</returns>
    static double[] Means(ModelWords words, int classes)
    {
        var (means, row) = (new double[words.Models * Bands * classes * classes], new double[classes]);
        var told = new int[means.Length / classes];
        for (var t = 0; t < words.Tasks; t++)
        {
            if (words.ModelOf(t) < 0) continue;
            words.Word(t).Doubted(row);
            var cell = Cell(words, t, classes);
            told[cell / classes]++;
            for (var k = 0; k < classes; k++) means[cell + k] += row[k];
        }
        for (var i = 0; i < means.Length; i++) means[i] /= Math.Max(1, told[i / classes]);
        return means;
    }

    static int Cell(ModelWords words, int task, int classes) =>
        ((words.ModelOf(task) * Bands + Band(words.Word(task))) * classes + words.PredictedOf(task)) * classes;

    static int Band(ModelWord word)
    {
        var band = 0;
        while (band < Edges.Length && word.Surest >= Edges[band]) band++;
        return band;
    }
}
