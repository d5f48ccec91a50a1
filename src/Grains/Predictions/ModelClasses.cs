using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Predictions;

/// <summary>A model's classes matched by name to the options of a project's classification, each with the label document
/// that chooses it.</summary>
/// <param name="Numbers">By class of the model: its number in the project.</param>
/// <param name="Labels">By class of the model, at rest.</param>
/// <param name="Count">How many classes the project numbers.</param>
sealed record ModelClasses(ImmutableArray<int> Numbers, ImmutableArray<LabelDocument> Labels, int Count)
{
    /// <summary>Probabilities kept a sample, the largest; the rest of the mass is even over the other classes.</summary>
    const int MostProbabilities = 16;

    /// <summary>Once the largest hold this much, no more are kept.</summary>
    const double EnoughMass = 0.9999;

    public static Outcome<ModelClasses> Match(ModelCard card, ProjectSettings settings)
    {
        var spec = settings.Spec;
        if (card.Kind is not ModelKind.Classification)
            return new ModelDoesNotFit("This model detects objects; models that classify whole images are run so far.");
        if (spec.Media is not MediaKind.Image) return new ModelDoesNotFit("This model sees images, and this project labels texts.");
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

    /// <summary>What the model says, in the project's terms.</summary>
    /// <remarks>Its probabilities are taken as they are: calibration is the identity until enough is known to fit it.</remarks>
    public Domain.Tasks.Prediction Of(ClassPrediction says, ModelRef model)
    {
        var dense = new double[Count];
        for (var c = 0; c < says.Probabilities.Length; c++) dense[Numbers[c]] += says.Probabilities[c];
        var largest = Sparse(dense);
        var best = Numbers.IndexOf(largest[0].Class);
        return new(model, Labels[best].Hash, largest[0].Class, largest[0].Probability, largest);
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
