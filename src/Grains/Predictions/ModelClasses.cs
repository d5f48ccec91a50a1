using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Predictions;

/// <summary>Of a classification: the model's classes matched by name to the options, each with the label document that
/// chooses it.</summary>
/// <param name="Numbers">By class of the model: its number in the project.</param>
/// <param name="Labels">By class of the model, at rest.</param>
/// <param name="Count">How many classes the project numbers.</param>
sealed record ModelClasses(ImmutableArray<int> Numbers, ImmutableArray<LabelDocument> Labels, int Count) : ModelTerms
{
    /// <summary>Probabilities kept a sample, the largest; the rest of the mass is even over the other classes.</summary>
    const int MostProbabilities = 16;

    /// <summary>Once the largest hold this much, no more are kept.</summary>
    const double EnoughMass = 0.9999;

    public static Outcome<ModelTerms> OfOptions(ModelCard card, ProjectSettings settings)
    {
        var spec = settings.Spec;
        if (spec.ClassificationTarget is not { } target || spec.Properties.First(p => p.Id == target.PropertyId) is not { } property)
            return new ModelDoesNotFit("The data spec has no option property of the whole image, so there is nothing to classify.");
        if (card.Property is { } named && named != property.Name)
            return new ModelDoesNotFit($"The model fills the property '{named}', and this project classifies by '{property.Name}'.");
        var options = property.Options.ToDictionary(o => o.Name, o => o.Id, StringComparer.Ordinal);
        var unknown = card.Classes.Where(c => !options.ContainsKey(c)).ToImmutableArray();
        if (!unknown.IsEmpty) return new ClassesNotInSpec(unknown, property.Name);
        return new ModelClasses(
            [.. card.Classes.Select(c => settings.ClassOf(options[c]))],
            [.. card.Classes.Select(c => LabelDocument.Of(property.Id, options[c]))], settings.ClassIds.Length);
    }

    /// <remarks>Probabilities are kept as the model gave them; what people answer calibrates them later.</remarks>
    public override (Domain.Tasks.Prediction Prediction, LabelDocument Label) Of(Domain.Models.Prediction says, ModelRef model)
    {
        var probabilities = ((ClassPrediction)says).Probabilities;
        var dense = new double[Count];
        for (var c = 0; c < probabilities.Length; c++) dense[Numbers[c]] += probabilities[c];
        var largest = Sparse(dense);
        var best = Numbers.IndexOf(largest[0].Class);
        return (new(model, Labels[best].Hash, largest[0].Class, largest[0].Probability, largest), Labels[best]);
    }

    /// <summary>The largest probabilities, until they hold nearly all of the mass.</summary>
    public static ImmutableArray<ClassProbability> Sparse(double[] dense)
    {
        var largest = SparseProbabilities.Largest(dense, MostProbabilities);
        var (kept, mass) = (0, 0.0);
        while (kept < largest.Length && mass < EnoughMass) mass += largest[kept++].Probability;
        return largest[..kept];
    }
}
