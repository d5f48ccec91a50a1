using Labelwise.Engine.Calls;
using Labelwise.Engine.Storage;
using Labelwise.Engine.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Engine.Activations;

/// <summary>One grain in memory, from the first call for it until it goes.</summary>
sealed class Activation(Silo silo, GrainClass grainClass, GrainId id, IActivationOwner owner)
    : CallTarget(silo, grainClass.IsReentrant), IGrainContext
{
    object? instance;
    AsyncServiceScope? scope;
    GrainReference? reference;
    GrainTimers? timers;
    List<IStoredState>? states;
    TaskCompletionSource? gone;
    DeactivationReason? reason;
    CancellationToken haste;
    DateTimeOffset keepUntil;
    bool opened;
    int endingStarted;

    /// <summary>The activation whose turn this is; null outside of turns.</summary>
    internal static Activation? Current => (TaskScheduler.Current as TurnQueue)?.Host as Activation;

    public GrainId GrainId => id;

    public GrainReference GrainReference => reference ??= grainClass.Refer(id, Silo.Router);

    public object? GrainInstance => instance;

    public IServiceProvider ActivationServices => scope?.ServiceProvider ?? Silo.Services;

    public Task Deactivated
    {
        get
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            source = Interlocked.CompareExchange(ref gone, source, null) ?? source;
            if (IsClosed) source.TrySetResult();
            return source.Task;
        }
    }

    internal GrainTimers Timers => timers ??= new(this);

    internal TimeSpan IdleLimit => grainClass.IdleLimit(Silo);

    protected override object? Instance => instance;

    internal static Activation Of(IGrainBase grain) => grain.GrainContext as Activation
        ?? throw new InvalidOperationException($"{grain.GetType()} was not made by the engine.");

    /// <summary>Begins its life. Calls may come before it is ready; they wait.</summary>
    internal void Start() => Queue(static it => it.Begin());

    internal void DelayDeactivation(TimeSpan atLeast)
    {
        if (atLeast == Timeout.InfiniteTimeSpan || atLeast == TimeSpan.MaxValue) keepUntil = DateTimeOffset.MaxValue;
        else keepUntil = atLeast <= TimeSpan.Zero ? default : Silo.Clock.GetUtcNow() + atLeast;
    }

    /// <summary>How long it has still to be unused before it may go; zero or less where it may.</summary>
    internal TimeSpan IdleTimeLeft()
    {
        if (Load > 0) return IdleLimit;
        var kept = keepUntil == default ? TimeSpan.Zero : keepUntil - Silo.Clock.GetUtcNow();
        var unused = IdleLimit - Silo.Clock.GetElapsedTime(LastUsed);
        return kept > unused ? kept : unused;
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Turns)
        {
            if (reason is not null) return;
            reason = deactivationReason;
            haste = cancellationToken;
            if (!opened) return;  // ends as soon as it has begun
        }
        if (BeginClosing()) OnDrained();
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => id.GetHashCode();

    public override string ToString() => id.ToString();

    internal IPersistentState<T> State<T>(string name, string? storageName)
    {
        var storage = Silo.Storage(storageName, grainClass);
        var state = new PersistentState<T>(this, name, storage);
        (states ??= []).Add(state);
        return state;
    }

    internal override void Failed(GrainCall call, Exception exception) => Failed(exception);

    /// <summary>Its own code failed. Stale state is a reason to go: the next activation reads afresh.</summary>
    internal void Failed(Exception exception)
    {
        if (exception is not InconsistentStateException { IsSourceActivation: true } stale) return;
        stale.IsSourceActivation = false;
        Deactivate(new(DeactivationReasonCode.ApplicationError, exception, "Its state was changed by another."));
    }

    protected override void OnDrained()
    {
        if (Interlocked.Exchange(ref endingStarted, 1) == 0) Queue(static it => it.End());
    }

    void Queue(Func<Activation, Task> work) => Turns.Queue(new OwnTurn(this, work));

    async Task Begin()
    {
        LastUsed = Silo.Clock.GetTimestamp();
        using var limit = new Deadline(Silo.Clock, Silo.Collection.ActivationTimeout, default);
        try
        {
            scope = Silo.Services.CreateAsyncScope();
            instance = grainClass.Create(new(this));
            if (states is not null) await limit.Bound(ReadStates(states));
            if (instance is IGrainBase grain) await limit.Bound(grain.OnActivateAsync(limit.Token));
        }
        catch (Exception exception)
        {
            if (limit.Token.IsCancellationRequested)
                exception = new TimeoutException($"{id} was not ready within {Silo.Collection.ActivationTimeout}.", exception);
            Silo.Log.LogError(exception, "{Grain} could not be activated.", id);
            await GiveUp(exception);
            return;
        }
        bool leaves;
        lock (Turns)
        {
            opened = true;
            leaves = reason is not null;
        }
        Silo.Metrics.Activated();
        Silo.Idle.Track(this);
        if (leaves && BeginClosing()) OnDrained();
        else if (!leaves) Open();
    }

    static Task ReadStates(List<IStoredState> states) =>
        states is [var only] ? only.ReadStateAsync() : Task.WhenAll(states.Select(state => state.ReadStateAsync()));

    /// <summary>It never lived: what waits for it gets the reason.</summary>
    async Task GiveUp(Exception why)
    {
        var left = Close();
        owner.Gone(this);
        timers?.Dispose();
        await DisposeInstance();
        foreach (var call in left) call.TryFail(why);
        gone?.TrySetResult();
    }

    /// <summary>No call runs any more.</summary>
    async Task End()
    {
        timers?.Dispose();
        if (instance is IGrainBase grain)
        {
            using var limit = new Deadline(Silo.Clock, Silo.Collection.DeactivationTimeout, haste);
            try
            {
                await limit.Bound(grain.OnDeactivateAsync(reason!.Value, limit.Token));
            }
            catch (Exception exception)
            {
                Silo.Log.LogError(exception, "{Grain} did not deactivate in order.", id);
            }
        }
        await DisposeInstance();
        var left = Close();
        owner.Gone(this);
        Silo.Metrics.Deactivated(reason!.Value.ReasonCode);
        foreach (var call in left)
            if (!call.Is(CallTraits.ThisActivationOnly)) Silo.Router.Redeliver(call);
        gone?.TrySetResult();
    }

    async Task DisposeInstance()
    {
        try
        {
            if (instance is IAsyncDisposable slow) await slow.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
            if (scope is { } services) await services.DisposeAsync();
        }
        catch (Exception exception)
        {
            Silo.Log.LogError(exception, "{Grain} could not be disposed of.", id);
        }
        // References may keep this object for long; let them keep no more than it.
        instance = null;
        scope = null;
        states = null;
    }

    /// <summary>A step of the activation's own life.</summary>
    sealed class OwnTurn(Activation of, Func<Activation, Task> work) : ITurn
    {
        public void Run() => work(of).Ignore();
    }
}
