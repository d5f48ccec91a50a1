using System.Text.Json;

namespace Labelwise.Benchmarks.Insight;

/// <summary>How soon each way of not looking is flagged, and how often somebody who looks is: made-up projects.</summary>
static class FlagPower
{
    public static void Run(int projects, int tasks)
    {
        foreach (var classes in new[] { 2, 3, 10 })
            foreach (var accuracy in new[] { 0.75, 0.85, 0.95 })
            {
                var figures = new Dictionary<string, object> { ["classes"] = classes, ["accuracy"] = accuracy, ["projects"] = projects, ["tasks"] = tasks };
                foreach (var habit in Enum.GetValues<Habit>())
                {
                    var runs = ParallelEnumerable.Range(0, projects).Select(seed => MadeProject.Run(seed, habit, classes, tasks, accuracy)).ToList();
                    var caught = runs.Select(r => r.After).OfType<int>().Where(a => a > 0).Order().ToList();
                    figures[habit.ToString().ToLowerInvariant()] = habit is Habit.Honest
                        ? new { flagged = Math.Round(runs.Count(r => r.After is not null) / (double)projects, 4) }
                        : new { caught = Math.Round(caught.Count / (double)projects, 3), medianTasks = At(caught, projects, 0.5), tasks90 = At(caught, projects, 0.9) };
                }
                Console.WriteLine(JsonSerializer.Serialize(figures));
            }
    }

    /// <returns>Null where fewer than this share were caught at all.</returns>
    static int? At(List<int> caught, int all, double share) => (int)Math.Ceiling(all * share) - 1 is var at && at < caught.Count ? caught[at] : null;
}
