using System.Collections.Immutable;
using System.Diagnostics;

namespace Labelwise.Cli.Load;

/// <summary>Annotators who lease one task and submit it, again and again, each over a connection of their own.</summary>
static class LoadRun
{
    /// <param name="rate">Cycles a second that are offered; null for as many as the annotators get done.</param>
    public static async Task<LoadResult> Measure(Uri url, LoadSite site, double? rate, TimeSpan length, CancellationToken cancellation)
    {
        using var http = Annotator.Connections(site.Tokens.Length);
        var (pace, started) = (new Pace(rate, length), Stopwatch.GetTimestamp());
        var annotators = site.Tokens.Select((token, i) => new Annotator(http, url, site.Project, token, i)).ToArray();
        var done = await Task.WhenAll(annotators.Select(annotator => Work(annotator, pace, started, cancellation)));
        var took = Stopwatch.GetElapsedTime(started);
        var refusedBy = annotators.SelectMany(a => a.Refusals).GroupBy(why => why, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return LoadResult.Of([.. done.SelectMany(d => d)], [.. pace.Waiting()], refusedBy, rate, took);
    }

    /// <returns>How long each cycle took, counted from when it was meant to start.</returns>
    static async Task<List<TimeSpan>> Work(Annotator annotator, Pace pace, long started, CancellationToken cancellation)
    {
        var took = new List<TimeSpan>();
        while (pace.Take(Stopwatch.GetElapsedTime(started)) is { } meant)
        {
            if (meant - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early) await Task.Delay(early, cancellation);
            switch (await annotator.Cycle(cancellation))
            {
                case Cycle.Done: took.Add(Stopwatch.GetElapsedTime(started) - meant); break;
                case Cycle.NothingLeft: return took;
            }
        }
        return took;
    }
}
