namespace Labelwise.Tests.Simulation.Linearizability;

/// <summary>Whether what clients saw could have come of commands carried out one after the other, each at some moment
/// between its asking and its answer.</summary>
/// <remarks>Wing and Gong 1993, doi:10.1006/jpdc.1993.1015, with Lowe's memory of states that led nowhere (2017,
/// doi:10.1002/cpe.3928).</remarks>
static class Linearization
{
    /// <summary>Requests that one search takes: places in a mask.</summary>
    public const int Most = 64;

    /// <param name="requests">In any order.</param>
    /// <param name="step">Every state that a request may leave, given what its client saw of it; none where that cannot
    /// be. For a request without an answer, what it may have done.</param>
    public static bool Exists<TState, TRequest>(
        TState start, IReadOnlyList<Request<TRequest>> requests, Func<TState, Request<TRequest>, IEnumerable<TState>> step)
        where TState : IEquatable<TState>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests.Count, Most);
        var answered = requests.Select((r, i) => r.Answered is null ? 0UL : 1UL << i).Aggregate(0UL, (mask, bit) => mask | bit);
        var seen = new HashSet<(ulong Done, TState State)>();
        return Search(0, start);

        bool Search(ulong done, TState state)
        {
            if ((done & answered) == answered) return true;
            if (!seen.Add((done, state))) return false;
            // Nothing may come before what was answered before it was asked.
            var first = long.MaxValue;
            for (var i = 0; i < requests.Count; i++)
                if ((done >> i & 1) == 0 && requests[i].Answered is { } answer && answer < first) first = answer;
            for (var i = 0; i < requests.Count; i++)
            {
                if ((done >> i & 1) != 0 || requests[i].Asked > first) continue;
                foreach (var next in step(state, requests[i]))
                {
                    // Without an answer and without an effect it might as well never have come.
                    if (requests[i].Answered is null && next.Equals(state)) continue;
                    if (Search(done | 1UL << i, next)) return true;
                }
            }
            return false;
        }
    }
}

/// <param name="Asked">Its place in the order of all askings and answers.</param>
/// <param name="Answered">Likewise; null where no answer came.</param>
sealed record Request<T>(T What, long Asked, long? Answered);
