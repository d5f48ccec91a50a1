using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Shapes;

/// <summary>Infers from everybody's drawings which objects there are and how far each person's drawing is to be trusted.</summary>
/// <remarks>
/// Expectation maximization over <see cref="ShapeConsensus"/>: Dawid and Skene 1979, doi:10.2307/2346806, with finding, naming and
/// placing of objects as three independent skills of a person, as Branson, Van Horn and Perona 2017, doi:10.1109/CVPR.2017.640. Each skill has a
/// prior worth <see cref="PriorObjects"/> objects, so that few drawings don't move it far. Assumes what ShapeConsensus does, and that
/// a person's skill is the same on all tasks.
/// </remarks>
public static class DrawingCrowd
{
    /// <summary>Weight of the prior skill, in objects.</summary>
    const double PriorObjects = 5;

    /// <summary>Skills keep this far from certainty.</summary>
    const double Doubt = 0.01;

    /// <param name="tasks">By task, what each person drew; people by number, a person once a task.</param>
    /// <param name="people">How many there are.</param>
    public static (ImmutableArray<ImmutableArray<MergedObject>> Objects, ImmutableArray<DrawingSkill> Skills) Fit(
        IReadOnlyList<IReadOnlyList<(int Person, ImmutableArray<DrawnObject> Drawn)>> tasks, int people, int classes, int rounds = 8)
    {
        var skills = Enumerable.Repeat(DrawingSkill.Anybody, people).ToArray();
        ImmutableArray<MergedObject>[] merged = [];
        for (var round = 0; round < rounds; round++)
        {
            merged = [.. tasks.Select(t => ShapeConsensus.Of([.. t.Select(o => new DrawnOpinion(o.Drawn, skills[o.Person]))], classes))];
            skills = Skills(tasks, merged, people);
        }
        return ([.. merged], [.. skills]);
    }

    static DrawingSkill[] Skills(IReadOnlyList<IReadOnlyList<(int Person, ImmutableArray<DrawnObject> Drawn)>> tasks, ImmutableArray<MergedObject>[] merged, int people)
    {
        var sums = Enumerable.Range(0, people).Select(_ => new Sums()).ToArray();
        foreach (var (opinions, objects) in tasks.Zip(merged))
            foreach (var (at, (person, drawn)) in opinions.Index())
                foreach (var one in objects) sums[person].Add(one, one.Members[at] is >= 0 and var mine ? drawn[mine] : null);
        return [.. sums.Select(s => s.Skill)];
    }

    sealed class Sums
    {
        static readonly DrawingSkill Prior = DrawingSkill.Anybody;

        double there = PriorObjects, found = PriorObjects * Prior.Finds, absent = PriorObjects, invented = PriorObjects * Prior.Invents;
        double named = PriorObjects, right = PriorObjects * Prior.Names, like = PriorObjects * Prior.Places;

        public void Add(MergedObject one, DrawnObject? mine)
        {
            there += one.Existence;
            absent += 1 - one.Existence;
            if (mine is not { } drawn) return;
            found += one.Existence;
            invented += 1 - one.Existence;
            // Somebody alone with an object is no witness for its class and place.
            if (one.Members.Count(m => m >= 0) < 2) return;
            named += one.Existence;
            right += one.Existence * (drawn.Class == one.Class ? one.ClassConfidence : 1 - one.ClassConfidence);
            like += one.Existence * Likeness.Of(drawn.Shape, one.Shape);
        }

        public DrawingSkill Skill => new(Kept(found / there), Kept(invented / absent), Kept(right / named), Kept(like / named));

        static double Kept(double share) => Math.Clamp(share, Doubt, 1 - Doubt);
    }
}
