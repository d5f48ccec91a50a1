namespace Labelwise.Cli.Load;

/// <summary>When the cycles of a run are meant to start, all times counted from its beginning.</summary>
/// <param name="perSecond">Cycles a second, however long the server takes for them (an open loop); null where each annotator
/// begins the next as soon as the last is done (a closed loop).</param>
/// <param name="length">After which no cycle begins.</param>
/// <remarks>A closed loop asks a slow server less often, so that its latencies leave out whoever would have come meanwhile
/// (coordinated omission). In an open loop they are there: what could not start in time waits from when it was meant to.</remarks>
sealed class Pace(double? perSecond, TimeSpan length)
{
    readonly Lock gate = new();
    long next;

    public bool IsOpen => perSecond is not null;

    /// <summary>Takes the next cycle.</summary>
    /// <returns>When it is meant to start, which may be over or still to come; null where the run is over.</returns>
    public TimeSpan? Take(TimeSpan now)
    {
        lock (gate)
        {
            var meant = perSecond is { } rate ? TimeSpan.FromSeconds(next / rate) : now;
            if (now >= length || meant >= length) return null;
            next++;
            return meant;
        }
    }

    /// <summary>Of each cycle that was meant to start in this run and that nobody was free to take, how long it had waited
    /// when the run was over.</summary>
    public IEnumerable<TimeSpan> Waiting()
    {
        if (perSecond is not { } rate) yield break;
        for (var n = next; TimeSpan.FromSeconds(n / rate) is var meant && meant < length; n++) yield return length - meant;
    }
}
