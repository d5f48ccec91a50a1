using System.Collections.Immutable;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Quality.Surveys;

namespace Labelwise.Host.Statistics;

/// <summary>One person by all opinions of the project weighed together: every answer of theirs, not those to shared tasks alone.</summary>
/// <param name="At">What was answered until then is in it.</param>
/// <param name="Classes">How often they name a class where it is the truth; <c>of</c> are the expected tasks of that class among those that they answered.</param>
/// <param name="Confusion">What they answer instead. Null for the person themselves, whom it could tell which tasks were checks.</param>
public sealed record FittedAnswer(DateTimeOffset At, IReadOnlyList<ClassRight> Classes, IReadOnlyList<ConsensusConfusion>? Confusion)
{
    /// <summary>What the person themselves see goes in steps of so many tasks where they may be handed checks.</summary>
    const double Step = 5;

    /// <returns>Null where no fit has met them, or an earlier version made it.</returns>
    public static FittedAnswer? Of(ProjectSettings project, PersonConsensus? consensus) => consensus is { Person.Classes.IsDefaultOrEmpty: false } known ? new(
        known.At, Rights(project, known.Person.Classes),
        [.. from cell in known.Person.Fit.Confusion where cell.Truth != cell.Answer
            join of in known.Person.Classes on cell.Truth equals of.Class
            select ConsensusRoutes.Of(cell, of.Instead(cell.Count, project.ClassIds.Length), project)]) : null;

    /// <summary>As the person themselves may see it, see <see cref="QualityViews"/>.</summary>
    public static FittedAnswer? Told(ProjectSettings project, PersonConsensus? consensus, bool coarsely) => consensus is { Person.Told.IsDefaultOrEmpty: false } known ? new(
        known.At, Rights(project, known.Person.Told, coarsely), null) : null;

    public static IReadOnlyList<ClassRight> Rights(ProjectSettings project, ImmutableArray<FittedClass> classes, bool coarsely = false) =>
        [.. classes.Select(c => new ClassRight(ClassNames.Of(project, c.Class), Share(c, coarsely)))];

    static ShareView Share(FittedClass c, bool coarsely)
    {
        double Told(double share) => coarsely ? QualityViews.InSteps(share, c.Of) : Round(share);
        return new(Told(c.Right.Mean), [Told(c.Right.Low), Told(c.Right.High)], coarsely ? Math.Max(1, Math.Floor(c.Of / Step) * Step) : Math.Round(c.Of, 1));
    }

    static double Round(double value) => Math.Round(value, 4);
}
