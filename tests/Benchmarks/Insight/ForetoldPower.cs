using System.Text.Json;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Benchmarks.Insight;

/// <summary>How seldom posteriors that mean what they say are said to be too sure, at any look, and how often those are that do not.</summary>
static class ForetoldPower
{
    /// <param name="givesWay">See <see cref="MadeForecasts.Run"/>.</param>
    public static void Run(int projects, int tasks, bool givesWay)
    {
        var kinds = Enum.GetValues<Crowdedness>().Select(kind =>
        {
            var all = Enumerable.Range(0, projects).Select(seed => MadeForecasts.Run(seed, kind, tasks, givesWay)).ToList();
            return new
            {
                kind = kind.ToString(), said = all.Count(a => a.Alarm), saidAtTheEnd = all.Count(a => a.Foretold.IsTooSure),
                answers = Math.Round(all.Average(a => a.Foretold.Answers), 1), stated = Math.Round(all.Average(a => a.Foretold.StatedShare), 4),
                agreed = Math.Round(all.Average(a => a.Foretold.AgreedShare), 4),
            };
        });
        Console.WriteLine(JsonSerializer.Serialize(new { projects, tasks, givesWay, falseAlarmsAllowed = Foretold.FalseAlarms * projects, kinds, load1 = Figures.Load }));
    }
}
