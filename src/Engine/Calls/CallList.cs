namespace Labelwise.Engine.Calls;

/// <summary>Calls in the order they came. Adding and removing allocate nothing: calls are their own nodes.</summary>
struct CallList
{
    internal GrainCall? First { get; private set; }

    GrainCall? last;

    internal int Count { get; private set; }

    /// <summary>Those that may start beside others: without any, a busy target need not look.</summary>
    internal int Easygoing { get; private set; }

    internal void Add(GrainCall call)
    {
        call.Previous = last;
        call.Next = null;
        if (last is null) First = call;
        else last.Next = call;
        last = call;
        Count++;
        if (call.Is(CallTraits.Easygoing)) Easygoing++;
    }

    internal void Remove(GrainCall call)
    {
        if (call.Previous is null) First = call.Next;
        else call.Previous.Next = call.Next;
        if (call.Next is null) last = call.Previous;
        else call.Next.Previous = call.Previous;
        call.Previous = call.Next = null;
        Count--;
        if (call.Is(CallTraits.Easygoing)) Easygoing--;
    }

    internal readonly GrainCall[] ToArray()
    {
        if (Count == 0) return [];
        var calls = new GrainCall[Count];
        var i = 0;
        for (var call = First; call is not null; call = call.Next) calls[i++] = call;
        return calls;
    }
}
