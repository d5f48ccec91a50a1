using Labelwise.Engine.Activations;
using Labelwise.Engine.Calls;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Labelwise.Engine.Timers;

/// <summary>A timer whose ticks are calls of its own grain, and so wait for their turn as calls do.</summary>
sealed class GrainTimer : IGrainTimer
{
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(0xfffffffe);

    readonly Activation owner;
    readonly Func<CancellationToken, Task> callback;
    readonly GrainMethod method;
    readonly CancellationTokenSource ended = new();
    readonly ITimer clock;
    TimeSpan period;
    TimeSpan? changed;
    bool ticking;

    internal GrainTimer(Activation owner, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, options.Period);
        this.owner = owner;
        this.callback = callback;
        period = options.Period;
        method = Tick.Of(options);
        using (ExecutionContext.SuppressFlow())
            clock = owner.Silo.Clock.CreateTimer(
                static timer => ((GrainTimer)timer!).Due(), this, options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        this.period = period;
        if (ticking) changed = dueTime;
        else clock.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (ended.IsCancellationRequested) return;
        ended.Cancel();
        clock.Dispose();
        owner.Timers.Forget(this);
    }

    void Due()
    {
        ticking = true;
        owner.TryReceive(new Tick(this));
    }

    async Task Run()
    {
        changed = null;
        try
        {
            if (!ended.IsCancellationRequested) await callback(ended.Token);
        }
        catch (Exception exception)
        {
            owner.Failed(exception);
            owner.Silo.Log.LogWarning(exception, "A timer of {Grain} failed; it goes on ticking.", owner.GrainId);
        }
        ticking = false;
        if (!ended.IsCancellationRequested) clock.Change(changed ?? period, Timeout.InfiniteTimeSpan);
    }

    static void Check(TimeSpan dueTime, TimeSpan period)
    {
        foreach (var (time, name) in new[] { (dueTime, nameof(dueTime)), (period, nameof(period)) })
            if ((time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan) || time > Longest)
                throw new ArgumentOutOfRangeException(name, time, "Not a time a timer can wait.");
    }

    /// <summary>One tick on its way to the grain's turn.</summary>
    sealed class Tick : OneWayCall
    {
        static readonly GrainMethod[] Kinds = [.. Enumerable.Range(0, 4).Select(kind => new GrainMethod(
            typeof(IGrainTimer), "Tick", CallTraits.OneWay | CallTraits.ThisActivationOnly
            | ((kind & 1) != 0 ? CallTraits.AlwaysInterleave : CallTraits.None)
            | ((kind & 2) != 0 ? CallTraits.None : CallTraits.LeavesIdle)))];

        readonly GrainTimer timer;

        internal Tick(GrainTimer timer)
        {
            this.timer = timer;
            Target = timer.owner.GrainReference;
            Source = timer.owner;
            SentAt = timer.owner.Silo.Clock.GetTimestamp();
        }

        public override GrainMethod Method => timer.method;

        public override int GetArgumentCount() => 0;

        public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

        protected override ValueTask Invoke(object grain) => new(timer.Run());

        internal static GrainMethod Of(GrainTimerCreationOptions options) => Kinds[(options.Interleave ? 1 : 0) | (options.KeepAlive ? 2 : 0)];
    }
}
