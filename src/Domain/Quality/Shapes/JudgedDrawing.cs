using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Domain.Quality.Shapes;

/// <summary>How far people's drawing is to be trusted, by what reviewers accepted in its place.</summary>
/// <remarks>
/// Each share is shrunk to what is believed beforehand: of a person to the project's people, of these to <see cref="DrawingSkill.Anybody"/>. So that one person of whom
/// much is known does not speak for everybody, people count by how much of their skill is their own, none for more than one: shrinkage as of James
/// and Stein 1961. What somebody invents is told by their share of objects too many under <see cref="ShapeConsensus"/>'s even odds that a place
/// where something is drawn has an object. Assumes that tasks which reviewers saw are drawn no worse than others.
/// </remarks>
public static class JudgedDrawing
{
    /// <summary>Judged objects that what is believed beforehand is worth beside a person's own.</summary>
    public const double PriorObjects = 20;

    /// <summary>People that the constant is worth beside the project's own.</summary>
    public const double PriorPeople = 3;

    /// <summary>Skills keep this far from certainty.</summary>
    const double Doubt = 0.01;

    /// <summary>Of somebody of whom nothing is known but that they are one of these.</summary>
    public static DrawingSkill Pooled(IEnumerable<ShapeSums> people)
    {
        var constant = DrawingSkill.Anybody;
        var (finds, invents, names, places, weight) = (constant.Finds * PriorPeople, constant.Invents * PriorPeople, constant.Names * PriorPeople, constant.Places * PriorPeople, PriorPeople);
        foreach (var judged in people)
        {
            var objects = judged.Matched + judged.Missed + judged.Extra;
            if (objects is 0) continue;
            // Their own, unshrunk but for one object: shrinking it as well would count the constant twice.
            var (own, share) = (Of(judged, constant, 1), objects / (objects + PriorObjects));
            (finds, invents, names, places, weight) = (finds + share * own.Finds, invents + share * own.Invents, names + share * own.Names, places + share * own.Places, weight + share);
        }
        return new(finds / weight, invents / weight, names / weight, places / weight);
    }

    /// <summary>Of somebody whose objects were judged.</summary>
    /// <param name="pooled">Of the project's people.</param>
    public static DrawingSkill Of(ShapeSums judged, DrawingSkill pooled) => Of(judged, pooled, PriorObjects);

    static DrawingSkill Of(ShapeSums judged, DrawingSkill prior, double weight)
    {
        var matched = judged.Matched + weight * prior.Finds;
        var finds = matched / (judged.Matched + judged.Missed + weight);
        return new(
            Kept(finds), Kept(finds * (judged.Extra + weight * prior.Invents) / matched),
            Kept((judged.SameClass + weight * prior.Names) / (judged.Matched + weight)),
            Kept(((judged.MeanLikeness ?? 0) * judged.Matched + weight * prior.Places) / (judged.Matched + weight)));
    }

    static double Kept(double share) => Math.Clamp(share, Doubt, 1 - Doubt);
}
