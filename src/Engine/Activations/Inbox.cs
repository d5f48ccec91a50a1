using Labelwise.Engine.Calls;

namespace Labelwise.Engine.Activations;

/// <summary>Calls that have just come. Any thread adds, without a lock, since a busy grain is called from all sides.</summary>
struct Inbox
{
    static readonly GrainCall Shut = new Nobody();

    GrainCall? newest;

    internal readonly bool IsEmpty => Volatile.Read(in newest) is not { } call || ReferenceEquals(call, Shut);

    /// <returns>False where the inbox is closed.</returns>
    internal bool TryAdd(GrainCall call)
    {
        var before = Volatile.Read(ref newest);
        while (!ReferenceEquals(before, Shut))
        {
            call.Next = before;
            var seen = Interlocked.CompareExchange(ref newest, call, before);
            if (ReferenceEquals(seen, before)) return true;
            before = seen;
        }
        return false;
    }

    /// <summary>Moves what came to the end of <paramref name="waiting"/>, in the order it came.</summary>
    internal void MoveTo(ref CallList waiting)
    {
        if (!IsEmpty) Append(Interlocked.Exchange(ref newest, null), ref waiting);
    }

    /// <summary>As <see cref="MoveTo"/>, and lets nothing more in.</summary>
    internal void CloseInto(ref CallList waiting) => Append(Interlocked.Exchange(ref newest, Shut), ref waiting);

    static void Append(GrainCall? call, ref CallList waiting)
    {
        GrainCall? oldest = null;
        while (call is not null && !ReferenceEquals(call, Shut))
        {
            var older = call.Next;
            call.Next = oldest;
            oldest = call;
            call = older;
        }
        while (oldest is not null)
        {
            var newer = oldest.Next;
            waiting.Add(oldest);
            oldest = newer;
        }
    }

    /// <summary>What is in a closed inbox.</summary>
    sealed class Nobody : OneWayCall
    {
        public override GrainMethod Method => throw new NotSupportedException();

        public override int GetArgumentCount() => 0;

        public override object? GetArgument(int index) => throw new NotSupportedException();

        protected override ValueTask Invoke(object grain) => throw new NotSupportedException();
    }
}
