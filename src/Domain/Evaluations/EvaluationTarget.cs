using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Domain.Specs;

namespace Labelwise.Domain.Evaluations;

/// <summary>What of labels a candidate is measured on.</summary>
/// <param name="Property">Of classes and texts, the property of the whole sample; null of boxes.</param>
/// <param name="Classes">Names that labels may have, in the spec's order.</param>
/// <param name="WorkingScore">The score from which boxes are used.</param>
/// <param name="Normalise">Which differences of texts don't count: labels are kept without them.</param>
public sealed record EvaluationTarget(EvaluationKind Kind, string? Property, ImmutableArray<string> Classes, double WorkingScore, Normalisation Normalise = default)
{
    /// <summary>Boxes that score less are not asked for: they hardly add to average precision, and are many.</summary>
    public const double LowestScore = 0.05;

    /// <param name="spec">The version's; the card fits it.</param>
    public static EvaluationTarget Of(DataSpec spec, ModelCard card)
    {
        if (card.Kind is ModelKind.Detection) return OfBoxes(spec, (card.Postprocess ?? Postprocess.Default).ScoreThreshold);
        return OfOptions(spec.Properties.First(p => p.Id == spec.ClassificationTarget!.PropertyId));
    }

    /// <summary>Of predictions that come without a card.</summary>
    /// <param name="property">Of the whole sample; null for boxes where the spec has any, else its classification, else its first text.</param>
    /// <returns>Null where the spec has nothing of the kind.</returns>
    public static EvaluationTarget? Of(DataSpec spec, string? property)
    {
        if (property is null && OfBoxes(spec, Postprocess.Default.ScoreThreshold) is { Classes.IsEmpty: false } boxes) return boxes;
        var rule = property is not null ? spec.ImageProperty(property)
            : spec.Properties.FirstOrDefault(p => p.Id == spec.ClassificationTarget?.PropertyId) ?? spec.Properties.FirstOrDefault(p => p.Type is PropertyType.Text);
        return rule?.Type switch
        {
            PropertyType.Option => OfOptions(rule),
            PropertyType.Text => new(EvaluationKind.Text, rule.Name, [], 0, rule.Normalise),
            _ => null,
        };
    }

    static EvaluationTarget OfBoxes(DataSpec spec, double workingScore) =>
        new(EvaluationKind.Detection, null, [.. spec.Classes.Where(c => c.Shape is ShapeKind.Box).Select(c => c.Name)], workingScore);

    static EvaluationTarget OfOptions(PropertyRule rule) => new(EvaluationKind.Classification, rule.Name, [.. rule.Options.Select(o => o.Name)], 0);

    /// <summary>The card to predict by: it keeps boxes that the model is too unsure of to use, since average precision asks for them.</summary>
    public static ModelCard Asking(ModelCard card)
    {
        if (card.Kind is not ModelKind.Detection) return card;
        var usual = card.Postprocess ?? Postprocess.Default;
        return card with { Postprocess = usual with { ScoreThreshold = Math.Min(usual.ScoreThreshold, LowestScore) } };
    }

    /// <summary>Whether a label says what this is about.</summary>
    /// <param name="truth">In names.</param>
    public bool IsIn(LabelDocument truth) => Kind is EvaluationKind.Detection || truth.Properties[Property!] is TextValue;

    /// <summary>The answer to <see cref="Property"/>, if it is one.</summary>
    public string? Answer(LabelDocument label) => Property is { } property && label.Properties[property] is TextValue said ? said.Text : null;

    /// <summary>The boxes, best score first.</summary>
    public ImmutableArray<JudgedBox> Boxes(LabelDocument label) => Kind is not EvaluationKind.Detection ? [] :
        [.. label.Objects.Where(o => o.Shape is Box).Select(o => (Object: o, Box: (Box)o.Shape!))
            .Select(o => new JudgedBox(o.Object.Class, o.Box.X, o.Box.Y, o.Box.Width, o.Box.Height, o.Object.Confidence ?? 1)).OrderByDescending(b => b.Score)];
}
