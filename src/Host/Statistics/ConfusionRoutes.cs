using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;

namespace Labelwise.Host.Statistics;

/// <summary>Who answers what for what: plain counts, of which each is a list of tasks that can be looked at.</summary>
static class ConfusionRoutes
{
    /// <summary>Blocks that count at once.</summary>
    const int BlocksAtOnce = 64;

    public static void Map(Routes routes) =>
        routes.Project("GET /projects/{project}/confusions", Right.SeeStatistics, Confusions, new("How often everybody answered what on tasks decided as what, and drew what where an object of another class stands.")
        {
            Answer = """{"classes":["good","bad"],"people":[{"user":"0a1b2c3d4e5f6g7h","name":"Ben","cells":[{"class":"good","answered":"bad","count":12}]}],"objects":{"classes":["car","bus"],"people":[{"user":"0a1b2c3d4e5f6g7h","name":"Ben","cells":[{"class":"bus","answered":"car","count":3,"tasks":[4,17]}]}]}}""",
        });

    static async Task<IResult> Confusions(ProjectCall call)
    {
        var counts = new Dictionary<(UserId Who, int Answered, int Class), int>();
        foreach (var some in Enumerable.Range(0, call.Project.Blocks).Chunk(BlocksAtOnce))
            foreach (var found in await Task.WhenAll(some.Select(b => call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(call.Project.Id, b)).Confusions())))
                foreach (var c in found)
                    counts[(c.Annotator, c.Answered, c.Class)] = counts.GetValueOrDefault((c.Annotator, c.Answered, c.Class)) + c.Count;
        var (directory, drawn) = (await call.Directory(), call.Project.Spec.Classes.IsEmpty ? null : await SurveyRoutes.Survey(call).People());
        return Answers.Ok(
            new([.. Enumerable.Range(0, call.Project.ClassIds.Length).Select(c => ClassNames.Of(call.Project, c))],
                [.. counts.GroupBy(c => c.Key.Who).OrderBy(p => p.Key.Value, StringComparer.Ordinal).Select(p => new PersonConfusions(
                    p.Key, directory.NameOf(p.Key),
                    [.. p.Select(c => new ConfusionCell(ClassNames.Of(call.Project, c.Key.Class), ClassNames.Of(call.Project, c.Key.Answered), c.Value, null))]))],
                drawn is null ? null : new([.. call.Project.Spec.Classes.Select(c => c.Name)], [.. drawn.People.Where(p => !p.Drawn.IsEmpty).Select(p => new PersonConfusions(
                    p.User, directory.NameOf(p.User), [.. p.Drawn.Select(c => new ConfusionCell(c.Class, c.Answered, c.Count, c.Tasks.IsEmpty ? null : c.Tasks))]))])),
            ApiJson.Api.ConfusionsAnswer);
    }
}

/// <param name="Classes">In the order of the data spec's history.</param>
/// <param name="Objects">Null where nothing is drawn.</param>
public sealed record ConfusionsAnswer(IReadOnlyList<string> Classes, IReadOnlyList<PersonConfusions> People, ObjectConfusions? Objects);

/// <summary>Objects that people placed as the label that stands has them: on tasks that a reviewer decided, or several people.</summary>
public sealed record ObjectConfusions(IReadOnlyList<string> Classes, IReadOnlyList<PersonConfusions> People);

public sealed record PersonConfusions(UserId User, string Name, IReadOnlyList<ConfusionCell> Cells);

/// <param name="Class">What the task, or the object, was decided to be.</param>
/// <param name="Tasks">Of objects: numbers of tasks that show it, not all.</param>
public sealed record ConfusionCell(string Class, string Answered, int Count, IReadOnlyList<int>? Tasks);
