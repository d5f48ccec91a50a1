using Labelwise.Engine.Activations;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Engine.Simulation;

/// <summary>A silo and its clients on one thread: the seed decides every interleaving, and time passes only when nobody
/// has anything left to do.</summary>
/// <remarks>Put it into the services before <c>UseOrleans</c>. The rest of the host must keep to its rules: no thread of
/// its own, no other clock.</remarks>
public sealed class SimulatedWorld(ulong seed)
{
    readonly List<string> history = [];

    public SeededTurnScheduler Turns { get; } = new(seed);

    public VirtualTime Time { get; } = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Whose turn it was, step by step.</summary>
    public IReadOnlyList<string> History => history;

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ITurnScheduler>(Turns);
        services.AddSingleton<TimeProvider>(Time);
    }

    /// <summary>Runs a client on turns of its own until it ends.</summary>
    /// <param name="client">What it does; it may start more of its kind, each a flow of its own.</param>
    /// <param name="longest">Virtual time after which it is taken to hang.</param>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public void Run(Func<Task> client, TimeSpan longest)
    {
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var end = Time.GetUtcNow() + longest;
            var running = Task.Factory.StartNew(
                client, CancellationToken.None, TaskCreationOptions.None, new TurnQueue(Turns, null)).Unwrap();
            while (!running.IsCompleted)
            {
                if (Turns.RunOne() is { } name) history.Add(name);
                else if (!Time.GoOn() || Time.GetUtcNow() > end)
                    throw new TimeoutException($"The client still waits at {Time.GetUtcNow():O}, and nothing is left to happen for it.");
            }
            running.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }
}
