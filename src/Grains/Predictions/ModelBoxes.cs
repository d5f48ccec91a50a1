using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Predictions;

/// <summary>Of a detection: the model's classes matched by name to the classes of boxes.</summary>
/// <param name="Ids">By class of the model: the id of the data spec's class.</param>
sealed record ModelBoxes(ImmutableArray<string> Ids) : ModelTerms
{
    /// <summary>What is known of an image in which the model found nothing.</summary>
    const double NothingFound = 0.5;

    /// <summary>Decimals of a pixel kept: a hundredth is far below what a hand can draw.</summary>
    const int Decimals = 2;

    /// <summary>Narrower boxes are no boxes, in pixels.</summary>
    const double Narrowest = 0.01;

    public static Outcome<ModelTerms> OfClasses(ModelCard card, DataSpec spec)
    {
        var boxes = spec.Classes.Where(c => c.Shape is ShapeKind.Box).ToDictionary(c => c.Name, c => c.Id, StringComparer.Ordinal);
        if (boxes.Count == 0) return new ModelDoesNotFit("This model finds boxes, and the data spec has no class drawn as a box.");
        var unknown = card.Classes.Where(c => !boxes.ContainsKey(c)).ToImmutableArray();
        if (!unknown.IsEmpty) return new BoxClassesNotInSpec(unknown);
        return new ModelBoxes([.. card.Classes.Select(c => boxes[c])]);
    }

    /// <remarks>Its confidence is the mean of the scores: the share of the boxes that may be expected to be right.</remarks>
    public override (Domain.Tasks.Prediction Prediction, LabelDocument Label) Of(Domain.Models.Prediction says, ModelRef model)
    {
        var found = ((DetectionPrediction)says).Detections.Where(d => d.Width >= Narrowest && d.Height >= Narrowest).ToList();
        var label = new LabelDocument([.. found.Select(Object)], PropertyValues.Empty);
        var confidence = found.Count == 0 ? NothingFound : found.Average(d => Math.Clamp(d.Score, 0, 1));
        return (new(model, label.Hash, -1, confidence, []), label);
    }

    LabeledObject Object(Detection found, int at)
    {
        // Both edges are rounded, so that a box that touches the image's edge stays inside.
        var (left, top) = (Round(found.X), Round(found.Y));
        var box = new Box(left, top, Round(Round(found.X + found.Width) - left), Round(Round(found.Y + found.Height) - top));
        return new($"m{(at + 1).ToString(CultureInfo.InvariantCulture)}", Ids[found.Class], box, PropertyValues.Empty, Math.Round(found.Score, 4));
    }

    static double Round(double px) => Math.Round(px, Decimals);
}
