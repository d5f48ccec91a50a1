using System.Diagnostics;
using System.Reflection;
using Labelwise.Engine.Activations;
using Labelwise.Engine.Diagnostics;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Labelwise.Engine.Calls;

/// <summary>One call on its way: the arguments (in the generated class), where it goes, and who waits for it.</summary>
/// <remarks>It sits in one list at a time, of those that wait or of those that run, and is its own list node.</remarks>
public abstract class GrainCall : IInvokable
{
    internal GrainCall? Previous { get; set; }

    internal GrainCall? Next { get; set; }

    internal GrainReference Target { get; set; } = null!;

    /// <summary>The activation that calls; null where the caller is no grain.</summary>
    internal Activation? Source { get; set; }

    internal CallTarget? Host { get; private set; }

    internal IReadOnlyDictionary<string, object>? Context { get; set; }

    internal Activity? Trace { get; set; }

    /// <summary>When it was sent, in the clock's timestamp units.</summary>
    internal long SentAt { get; set; }

    /// <summary>Those of its method, at hand.</summary>
    internal CallTraits Traits { get; set; }

    /// <summary>How often it found its activation gone.</summary>
    internal int Detours { get; set; }

    public abstract GrainMethod Method { get; }

    public abstract int GetArgumentCount();

    public abstract object? GetArgument(int index);

    public string GetMethodName() => Method.Name;

    public string GetInterfaceName() => Method.Interface.FullName!;

    public Type GetInterfaceType() => Method.Interface;

    public MethodInfo GetMethod() => Method.Reflected;

    /// <summary>Whether somebody waits for the reply and still has none.</summary>
    internal abstract bool AwaitsReply { get; }

    /// <summary>Nobody needs this call any more: it timed out or was cancelled before it ran.</summary>
    internal bool IsMoot => !Is(CallTraits.OneWay) && !AwaitsReply;

    internal bool Is(CallTraits trait) => (Traits & trait) != CallTraits.None;

    /// <summary>Answers with an exception, unless it was answered before.</summary>
    internal abstract bool TryFail(Exception exception);

    /// <summary>Whoever awaits goes on elsewhere, never inside the grain's turn that answers: a caller that has turns goes
    /// on with one of its own, which its awaits see to; only others are brought to a thread of the pool.</summary>
    protected static TaskCreationOptions GoesOn =>
        TaskScheduler.Current is TurnQueue ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>Of a call that ended at once and was answered.</summary>
    protected static Task Answered => Task.CompletedTask;

    /// <summary>Runs the method.</summary>
    /// <returns><see cref="Answered"/>, or what to wait for.</returns>
    protected abstract Task Perform(object grain);

    /// <summary>Answers with what <paramref name="ended"/> brought.</summary>
    protected abstract void Settle(Task ended);

    /// <summary>As <see cref="Perform"/> for filters, which see results as objects; answers nobody.</summary>
    internal abstract Task<object?> PerformForFilters(object grain);

    /// <summary>Answers with a result that went through filters.</summary>
    internal abstract void SettleFiltered(object? result);

    /// <summary>Starts the call on its target's turn.</summary>
    /// <returns>Whether it ended at once; where not, it tells its target when it ends.</returns>
    internal bool Run(CallTarget host, object grain)
    {
        Host = host;
        if (Context is not null) RequestContext.Current = Context;
        Trace?.Resume();
        try
        {
            var pending = host.Filters.AppliesTo(grain) ? host.Filters.Run(this, grain) : Perform(grain);
            if (!pending.IsCompleted)
            {
                _ = pending.ContinueWith(
                    static (task, call) => ((GrainCall)call!).OnEnded(task), this,
                    CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, host.Turns);
                return false;
            }
            if (!ReferenceEquals(pending, Answered)) Conclude(pending);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        Trace?.Stop();
        return true;
    }

    /// <summary>What a task that did not succeed ended with.</summary>
    protected static Exception FailureOf(Task task)
    {
        if (task.Exception is { } fault) return fault.InnerException!;
        try
        {
            task.GetAwaiter().GetResult();
            throw new UnreachableException();
        }
        catch (OperationCanceledException cancelled)
        {
            return cancelled;
        }
    }

    void OnEnded(Task task)
    {
        Conclude(task);
        Trace?.Stop();
        Host!.Finish(this);
    }

    void Conclude(Task task)
    {
        if (task.IsCompletedSuccessfully) Settle(task);
        else Fail(FailureOf(task));
    }

    void Fail(Exception exception)
    {
        Host!.Failed(this, exception);
        TryFail(exception);
        Trace?.SetStatus(ActivityStatusCode.Error, exception.Message);
    }
}
