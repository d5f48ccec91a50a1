namespace Labelwise.Engine.Activations;

/// <summary>Decides where and when turns run. Everything grains do passes here, so that a simulator that puts its own
/// in place decides every interleaving.</summary>
public interface ITurnScheduler
{
    /// <summary>How many turns one queue may run before others get theirs.</summary>
    int TurnsAtOnce { get; }

    /// <summary>Whether a call to an idle target may begin its turn at once, within the turn or on the thread that
    /// makes the call. Asked for each such call.</summary>
    bool MayBeginHere { get; }

    /// <summary>Has <paramref name="turns"/> run soon, once for each time it is scheduled, never on the caller's
    /// stack.</summary>
    void Schedule(ITurns turns);
}

/// <summary>Turns that wait to run one after another. Executing them runs at most
/// <see cref="ITurnScheduler.TurnsAtOnce"/>, then schedules them again where more wait.</summary>
public interface ITurns : IThreadPoolWorkItem
{
    /// <summary>Whose turns these are, for a reader of a trace.</summary>
    string Name { get; }
}
