using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality;

/// <summary>What a fit knew of people and models, to foretell the answers that came after it.</summary>
/// <param name="people">Their numbers in that fit, and</param>
/// <param name="models">those of models, with the calibration of then.</param>
sealed class Foretelling(WholeChances known, IReadOnlyDictionary<UserId, int> people, IReadOnlyDictionary<ModelRef, (int Number, Calibrator Calibration)> models)
{
    /// <summary>Numbers that are kept from one fit to the next at most (64 MB); beyond, nothing is foretold.</summary>
    const long MostNumbers = 1 << 23;

    readonly Foreteller foreteller = new(known);

    public static Foretelling? By(
        WholeChances known, IReadOnlyDictionary<UserId, int> people, IReadOnlyDictionary<ModelRef, (int Number, Calibrator Calibration)> models) =>
        known.Numbers <= MostNumbers ? new(known, people, models) : null;

    public int Classes => known.Classes;

    public Foretold After(Foretold sofar, WeighedTask task)
    {
        if (task.Said.IsEmpty || task.Said.Any(o => o.Class >= Classes)) return sofar;
        var (number, calibrated) = (-1, ImmutableArray<ClassProbability>.Empty);
        if (task.Model is { } model)
        {
            // A model of which nothing was known has no word that could have been heard then.
            if (!models.TryGetValue(model, out var of) || task.Predicted >= Classes || task.Probabilities.Any(p => p.Class >= Classes)) return sofar;
            (number, calibrated) = (of.Number, of.Calibration.Apply(Classes, task.Probabilities));
        }
        return foreteller.Of(
            sofar, [.. task.Said.Select(o => people.TryGetValue(o.Annotator, out var who) ? who : -1)], [.. task.Said.Select(o => o.Class)],
            task.Fresh, number, task.Predicted, calibrated.AsSpan());
    }
}
