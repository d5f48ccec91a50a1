using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>What models said of tasks, in columns beside an <see cref="Crowds.AnswerSet"/>: calibrated probabilities of which only
/// the largest are kept.</summary>
public sealed class ModelWords
{
    readonly List<int> from = [0];
    readonly List<int> model = [];
    readonly List<int> predicted = [];
    readonly List<ClassProbability> probabilities = [];

    /// <summary>Of so many tasks, none of which a model may speak on.</summary>
    public static ModelWords Silent(int tasks)
    {
        var words = new ModelWords();
        for (var t = 0; t < tasks; t++) words.AddNone();
        return words;
    }

    /// <summary>Tasks told of so far; the next is told of under this number.</summary>
    public int Tasks => model.Count;

    /// <summary>Models that said anything.</summary>
    public int Models { get; private set; }

    /// <summary>The next task is one that no model may speak on.</summary>
    public void AddNone() => Add(-1, -1, []);

    /// <param name="by">Number of the model, from 0.</param>
    /// <param name="class">The class it predicted.</param>
    /// <param name="calibrated">Its probabilities, see <see cref="Temperature"/>.</param>
    public void Add(int by, int @class, ImmutableArray<ClassProbability> calibrated)
    {
        model.Add(by);
        predicted.Add(@class);
        probabilities.AddRange(calibrated);
        from.Add(probabilities.Count);
        Models = Math.Max(Models, by + 1);
    }

    /// <summary>Of some tasks, numbered anew in this order.</summary>
    internal ModelWords Only(ReadOnlySpan<int> tasks)
    {
        var some = new ModelWords();
        foreach (var t in tasks)
            if (model[t] < 0) some.AddNone();
            else some.Add(model[t], predicted[t], [.. probabilities[from[t]..from[t + 1]]]);
        some.Models = Models;
        return some;
    }

    /// <summary>-1 where none spoke.</summary>
    internal int ModelOf(int task) => model[task];

    internal int PredictedOf(int task) => predicted[task];

    internal ModelWord Word(int task) => new(
        model[task], predicted[task], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(probabilities)[from[task]..from[task + 1]]);
}
