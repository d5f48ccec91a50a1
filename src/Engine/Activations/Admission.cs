using Labelwise.Engine.Calls;

namespace Labelwise.Engine.Activations;

/// <summary>Which calls of one target may run beside which: an ordinary call alone, readers beside readers, interleaving
/// ones beside all, and everything on a reentrant target. Not safe for threads.</summary>
struct Admission(bool isReentrant)
{
    CallList waiting;
    CallList running;

    /// <summary>Running calls that do not let all others in, and how many of these only read.</summary>
    int exclusive;
    int readers;

    internal readonly int Waiting => waiting.Count;

    internal readonly int Running => running.Count;

    /// <summary>No ordinary call may run now.</summary>
    internal readonly bool IsBusy => exclusive > 0 && !isReentrant;

    internal void TakeFrom(ref Inbox inbox) => inbox.MoveTo(ref waiting);

    /// <summary>Takes the first waiting call that may run. Calls that nobody needs any more are dropped.</summary>
    internal GrainCall? Admit()
    {
        if (IsBusy && waiting.Easygoing == 0) return null;
        for (var call = waiting.First; call is not null;)
        {
            var after = call.Next;
            if (call.IsMoot)
            {
                waiting.Remove(call);
            }
            else if (MayRun(call))
            {
                waiting.Remove(call);
                running.Add(call);
                Count(call, 1);
                return call;
            }
            call = after;
        }
        return null;
    }

    /// <summary>A running call has ended.</summary>
    internal void Leave(GrainCall call)
    {
        running.Remove(call);
        Count(call, -1);
    }

    /// <summary>Closes the inbox and takes all that wait.</summary>
    internal GrainCall[] Clear(ref Inbox inbox)
    {
        inbox.CloseInto(ref waiting);
        var left = waiting.ToArray();
        foreach (var call in left) waiting.Remove(call);
        return left;
    }

    /// <summary>All calls that have not ended.</summary>
    internal readonly GrainCall[] ToArray() => [.. waiting.ToArray(), .. running.ToArray()];

    readonly bool MayRun(GrainCall call) =>
        !IsBusy || !IsExclusive(call) || (exclusive == readers && call.Is(CallTraits.ReadOnly));

    void Count(GrainCall call, int more)
    {
        if (!IsExclusive(call)) return;
        exclusive += more;
        if (call.Is(CallTraits.ReadOnly)) readers += more;
    }

    static bool IsExclusive(GrainCall call) => !call.Is(CallTraits.AlwaysInterleave);
}
