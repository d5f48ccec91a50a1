using System.Collections.Immutable;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Quality.Shapes;

/// <summary>What one person drew on one task.</summary>
/// <param name="Objects">Class and shape of each object.</param>
public sealed record DrawnOpinion(ImmutableArray<DrawnObject> Objects, DrawingSkill Skill);

public readonly record struct DrawnObject(string Class, Shape? Shape);

/// <summary>How far somebody's drawing is to be trusted.</summary>
/// <param name="Finds">Chance that they draw an object that is there.</param>
/// <param name="Invents">Chance that they draw something at a place where somebody draws something and nothing is.</param>
/// <param name="Names">Chance that they name its class right.</param>
/// <param name="Places">Mean likeness (IoU) of their shape to the right one, where they drew it.</param>
[GenerateSerializer, Immutable, Alias("drawing-skill")]
public readonly record struct DrawingSkill(
    [property: Id(0)] double Finds, [property: Id(1)] double Invents, [property: Id(2)] double Names, [property: Id(3)] double Places)
{
    /// <summary>What is believed of anybody before a project's people are known; see <see cref="JudgedDrawing"/>.</summary>
    public static DrawingSkill Anybody { get; } = new(0.9, 0.1, 0.95, 0.85);
}

/// <summary>An object as all opinions together have it.</summary>
/// <param name="Existence">Probability that it is there.</param>
/// <param name="ClassConfidence">Probability that its class is right, if it is there.</param>
/// <param name="Placement">Expected likeness of its shape to the right one, if it is there.</param>
/// <param name="Members">By opinion, which of its objects this is; -1 where it drew none.</param>
public sealed record MergedObject(
    string Class, Shape? Shape, double Existence, double ClassConfidence, double Placement, ImmutableArray<int> Members);

/// <summary>Merges what several people drew: which objects there are, of what class, and where.</summary>
/// <remarks>
/// After Branson, Van Horn and Perona 2017, "Lean crowdsourcing", doi:10.1109/CVPR.2017.640: opinions are matched one to one by IoU,
/// an object's existence has the posterior of who drew it and who did not, its class that of one coin each. Its place is
/// merged robustly: of boxes the weighted median of each edge, of other shapes the one most like all others (a set median). Assumes that people err
/// independently given the truth, and that two objects that people placed more alike than <see cref="Matching.SameObject"/> are one.
/// </remarks>
public static class ShapeConsensus
{
    /// <summary>Odds that a place where somebody drew something has an object, before anybody is believed.</summary>
    const double PriorExistence = 0.5;

    /// <param name="opinions">Of the people who looked at the task; who drew nothing counts as well.</param>
    /// <param name="classes">Number of classes that an object may have.</param>
    /// <returns>The surest first; also those that are more likely not there.</returns>
    public static ImmutableArray<MergedObject> Of(IReadOnlyList<DrawnOpinion> opinions, int classes) =>
        [.. Clusters(opinions).Select(members => Merge(members, opinions, classes)).OrderByDescending(m => m.Existence)];

    /// <summary>Each opinion's objects join those that were there, the best placed people first, one to one.</summary>
    static List<int[]> Clusters(IReadOnlyList<DrawnOpinion> opinions)
    {
        var clusters = new List<(Shape? Shape, int[] Members)>();
        foreach (var (who, opinion) in opinions.Index().OrderByDescending(o => o.Item.Skill.Places * o.Item.Skill.Finds).ThenBy(o => o.Index))
        {
            var pairs = Matching.Of([.. clusters.Select(c => c.Shape)], [.. opinion.Objects.Select(o => o.Shape)]).ToDictionary(p => p.Other, p => p.One);
            for (var at = 0; at < opinion.Objects.Length; at++)
                if (pairs.TryGetValue(at, out var known)) clusters[known].Members[who] = at;
                else
                {
                    var members = new int[opinions.Count];
                    Array.Fill(members, -1);
                    members[who] = at;
                    clusters.Add((opinion.Objects[at].Shape, members));
                }
        }
        return [.. clusters.Select(c => c.Members)];
    }

    static MergedObject Merge(int[] members, IReadOnlyList<DrawnOpinion> opinions, int classes)
    {
        var there = Existence([.. members.Index().Select(m => (opinions[m.Index].Skill, m.Item >= 0))]);
        var drawn = members.Index().Where(m => m.Item >= 0).Select(m => (opinions[m.Index].Objects[m.Item], opinions[m.Index].Skill)).ToList();
        var (named, sure) = Name(drawn, Math.Max(2, classes));
        var (shape, placed) = Place(drawn);
        return new(named, shape, there, sure, placed, [.. members]);
    }

    /// <summary>Posterior that an object is there, by who drew it and who did not.</summary>
    public static double Existence(IReadOnlyList<(DrawingSkill Skill, bool Drew)> looked)
    {
        var log = Math.Log(PriorExistence / (1 - PriorExistence));
        foreach (var (skill, drew) in looked)
            log += drew ? Math.Log(skill.Finds / skill.Invents) : Math.Log((1 - skill.Finds) / (1 - skill.Invents));
        return 1 / (1 + Math.Exp(-log));
    }

    /// <summary>Posterior that an object is there which nobody drew.</summary>
    public static double Unseen(IReadOnlyList<DrawingSkill> looked) => Existence([.. looked.Select(s => (s, false))]);

    static (string Class, double Confidence) Name(List<(DrawnObject Object, DrawingSkill Skill)> drawn, int classes)
    {
        var names = drawn.Select(d => d.Object.Class).Distinct(StringComparer.Ordinal).ToList();
        // One place stands for all classes that nobody named.
        var logs = names.Select(n => drawn.Sum(d => Math.Log(d.Object.Class == n ? d.Skill.Names : (1 - d.Skill.Names) / (classes - 1)))).ToList();
        var rest = drawn.Sum(d => Math.Log((1 - d.Skill.Names) / (classes - 1)));
        var top = logs.Max();
        var all = logs.Sum(l => Math.Exp(l - top)) + Math.Max(0, classes - names.Count) * Math.Exp(rest - top);
        return (names[logs.IndexOf(top)], 1 / all);
    }

    static (Shape? Shape, double Likeness) Place(List<(DrawnObject Object, DrawingSkill Skill)> drawn)
    {
        var boxes = drawn.Where(d => d.Object.Shape is Box).Select(d => (Box: (Box)d.Object.Shape!, Weight: WeightOf(d.Skill))).ToList();
        var merged = boxes.Count == drawn.Count && boxes.Count > 2 ? MedianBox(boxes) : MostLike(drawn);
        if (drawn.Count is 1) return (merged, drawn[0].Skill.Places);
        // Several agree: what is left of the mean distance shrinks as that of a mean of independent errors.
        var apart = drawn.Average(d => 1 - Likeness.Of(merged, d.Object.Shape));
        return (merged, 1 - apart / Math.Sqrt(drawn.Count));
    }

    static Shape? MostLike(List<(DrawnObject Object, DrawingSkill Skill)> drawn) => drawn.Index().MaxBy(one =>
        WeightOf(one.Item.Skill) + drawn.Index().Where(o => o.Index != one.Index).Sum(o => WeightOf(o.Item.Skill) * Likeness.Of(one.Item.Object.Shape, o.Item.Object.Shape))).Item.Object.Shape;

    static Box MedianBox(List<(Box Box, double Weight)> boxes)
    {
        double left = Median(b => b.X), top = Median(b => b.Y), right = Median(b => b.X + b.Width), bottom = Median(b => b.Y + b.Height);
        return new(left, top, right - left, bottom - top);

        double Median(Func<Box, double> edge) => WeightedMedian([.. boxes.Select(b => (edge(b.Box), b.Weight)).OrderBy(b => b.Item1)]);
    }

    /// <summary>Between the two values that half of the weight lies on either side of, their middle.</summary>
    static double WeightedMedian(IReadOnlyList<(double Value, double Weight)> sorted)
    {
        var (half, below) = (sorted.Sum(s => s.Weight) / 2, 0.0);
        for (var i = 0; i < sorted.Count; i++)
        {
            below += sorted[i].Weight;
            if (Math.Abs(below - half) < 1e-9 && i + 1 < sorted.Count) return (sorted[i].Value + sorted[i + 1].Value) / 2;
            if (below > half) return sorted[i].Value;
        }
        return sorted[^1].Value;
    }

    /// <summary>A place counts by the inverse of its expected square error.</summary>
    static double WeightOf(DrawingSkill skill) => 1 / Math.Pow(Math.Max(0.02, 1 - skill.Places), 2);
}
