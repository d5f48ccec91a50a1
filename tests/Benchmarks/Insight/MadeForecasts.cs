using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;

namespace Labelwise.Benchmarks.Insight;

/// <summary>What people are like.</summary>
public enum Crowdedness
{
    /// <summary>Each errs by themselves, right in 65 to 98 of 100, towards what a class looks like or anything.</summary>
    Apart,

    /// <summary>As before; many people with some twenty answers each.</summary>
    ManyNewcomers,

    /// <summary>A fifth of the tasks is answered by lot by everybody.</summary>
    HardTasks,

    /// <summary>A third of the people gives another's answer in four cases of five.</summary>
    Copying,
}

/// <summary>People answer tasks that are asked again while they are doubtful, fits of all answers come as often as the product makes
/// them, and each foretells the answers until the next.</summary>
public static class MadeForecasts
{
    const int Most = 6;
    const double Target = 0.97, Growth = 1.25;

    /// <param name="givesWay">Whether fits give way where people err together, as a server's do; without it, what foretelling would find of one that does not.</param>
    /// <returns>What became of it, and whether posteriors were said to be too sure at any look.</returns>
    public static (Foretold Foretold, bool Alarm) Run(int seed, Crowdedness kind, int tasks = 400, bool givesWay = false)
    {
        var draw = new Random(seed);
        var classes = draw.Next(2, 7);
        var people = kind is Crowdedness.ManyNewcomers ? tasks * 4 / 20 : draw.Next(6, 25);
        var accuracy = Enumerable.Range(0, people).Select(_ => 0.65 + 0.33 * draw.NextDouble()).ToArray();
        var alike = Enumerable.Range(0, classes).Select(c => (c + 1 + draw.Next(classes - 1)) % classes).ToArray();
        var truth = Enumerable.Range(0, tasks).Select(_ => draw.Next(classes)).ToArray();
        var byLot = truth.Select(_ => kind is Crowdedness.HardTasks && draw.NextDouble() < 0.2).ToArray();
        var given = Enumerable.Range(0, tasks).Select(_ => new List<(int Who, int Label)>()).ToArray();
        int[] read = new int[tasks], open = [.. Enumerable.Range(0, tasks)];
        var (all, last, foretold, alarm) = (0, 0, Foretold.Nothing, false);
        WholeChances? known = null;
        var (voices, chosenBy) = (default(ImmutableArray<CrowdVoice>), 0);
        while (open.Length > 0)
        {
            draw.Shuffle(open);
            foreach (var task in open)
            {
                // Two at first, so that there is something to doubt.
                for (var wanted = Math.Max(2, given[task].Count + 1); given[task].Count < wanted; all++) Answer(task);
                if (all < Math.Max(20, Growth * last)) continue;
                if (known is not null)
                    for (var t = 0; t < tasks; t++)
                        foretold = new Foreteller(known).Of(foretold, [.. given[t].Select(g => g.Who)], [.. given[t].Select(g => g.Label)], read[t]);
                alarm |= foretold.IsTooSure;
                (known, last) = (Fit().Work.Chances, all);
                for (var t = 0; t < tasks; t++) read[t] = given[t].Count;
            }
            var fit = Fit().Fit;
            open = [.. open.Where(t => given[t].Count < Math.Min(Most, people) && fit.Posterior(t).ToArray().Max() < Target)];
        }
        return (foretold, alarm);

        void Answer(int task)
        {
            int who;
            do who = draw.Next(people);
            while (given[task].Exists(g => g.Who == who));
            var copies = kind is Crowdedness.Copying && who % 3 == 0 && given[task].Count > 0 && draw.NextDouble() < 0.8;
            given[task].Add((who, copies ? given[task][^1].Label
                : byLot[task] ? draw.Next(classes)
                : draw.NextDouble() < accuracy[who] ? truth[task]
                : draw.NextDouble() < 0.6 ? alike[truth[task]] : (truth[task] + 1 + draw.Next(classes - 1)) % classes));
        }

        (WholeFitting Work, WholeFit Fit) Fit()
        {
            var work = new WholeFitting(AnswerSet.Of(
                tasks, people, classes, [.. given.SelectMany((g, t) => g.Select(_ => t))], [.. given.SelectMany(g => g.Select(a => a.Who))], [.. given.SelectMany(g => g.Select(a => a.Label))]), ModelWords.Silent(tasks),
                givesWay ? all >= Growth * chosenBy ? default : voices : []);
            WholeFit? fit;
            do fit = work.Go(int.MaxValue);
            while (fit is null);
            if (givesWay && all >= Growth * chosenBy && !fit.Voices.IsEmpty) (voices, chosenBy) = (fit.Voices, all);
            return (work, fit);
        }
    }
}
