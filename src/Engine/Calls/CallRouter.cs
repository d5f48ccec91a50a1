using Labelwise.Engine.Activations;
using Labelwise.Engine.Diagnostics;
using Orleans.Runtime;

namespace Labelwise.Engine.Calls;

/// <summary>Brings calls to their receivers.</summary>
public sealed class CallRouter
{
    /// <summary>A call that finds its activation gone more often than this is refused: some grain goes whenever it
    /// comes.</summary>
    const int MaxDetours = 16;

    readonly Silo silo;

    internal CallRouter(Silo silo) => this.silo = silo;

    internal void Send(GrainReference target, GrainCall call)
    {
        call.Target = target;
        call.Source = Activation.Current;
        call.Context = RequestContext.Current;
        call.SentAt = silo.Clock.GetTimestamp();
        call.Trace = EngineTraces.Sending(call);
        // While stopping, grains may still reach those that have not gone yet, to end their work in order.
        if (silo.IsStopping && call.Source is null)
            Refuse(call);
        else if (target.Receiver?.TryReceive(call) != true)
            Deliver(call);
    }

    /// <summary>Brings a call that is already on its way to the activation of now.</summary>
    internal void Redeliver(GrainCall call)
    {
        if (call.IsMoot) return;
        if (++call.Detours > MaxDetours)
            call.TryFail(new OrleansMessageRejectionException(
                $"{call.Method.Label} on {call.Target.GrainId} was given up: its activation went away {call.Detours} times "
                + "before the call could run."));
        else
            Deliver(call);
    }

    void Deliver(GrainCall call)
    {
        try
        {
            while (true)
            {
                var receiver = silo.Directory.FindOrCreate(call.Target.GrainId);
                if (receiver.TryReceive(call))
                {
                    call.Target.Receiver = receiver;
                    return;
                }
                silo.Directory.Remove(call.Target.GrainId, receiver);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or OrleansException)
        {
            call.TryFail(exception);
        }
    }

    static void Refuse(GrainCall call) => call.TryFail(new SiloUnavailableException(
        $"{call.Method.Label} on {call.Target.GrainId} was refused: the silo is stopping."));
}
