using Labelwise.Engine.Activations;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Labelwise.Engine.Simulation;

/// <summary>Processes and their clients on one thread: the seed decides every interleaving, and time passes only when
/// nobody has anything left to do.</summary>
/// <remarks>Everything in it must keep to its rules: no thread of its own, no other clock.</remarks>
public sealed class SimulatedWorld(ulong seed)
{
    int processes;
    Exception? wrong;

    public SeededTurnScheduler Turns { get; } = new(seed);

    public VirtualTime Time { get; } = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Hears whose turn it was, step by step, and whatever else is noted.</summary>
    public Action<string>? Trace { get; set; }

    /// <summary>Turns taken and timers fired so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Looks in between any two steps; may kill a process.</summary>
    public Action? BetweenSteps { get; set; }

    /// <summary>Has one silo of a host that is made elsewhere live in this world: into the services before
    /// <c>UseOrleans</c>.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ITurnScheduler>(Turns);
        services.AddSingleton<TimeProvider>(Time);
    }

    /// <summary>A process with one silo, which can be killed. It runs once its <see cref="SimulatedProcess.Start"/> is
    /// done.</summary>
    public SimulatedProcess Process(Action<ISiloBuilder> configure, TimeSpan clockOff = default) => new(this, ++processes, clockOff, configure);

    /// <summary>Ends the run after this step, with this: nothing inside of the world can catch it.</summary>
    public void Fail(Exception why) => wrong ??= why;

    /// <summary>Starts a flow on turns of its own.</summary>
    /// <param name="name">Of the flow, in traces.</param>
    public Task Go(string name, Func<Task> flow) => Go(Turns, name, flow);

    /// <summary>Runs a client on turns of its own until it ends.</summary>
    /// <param name="client">What it does; it may start more of its kind, each a flow of its own.</param>
    /// <param name="longest">Virtual time after which it is taken to hang.</param>
    /// <exception cref="TimeoutException">It hangs.</exception>
    /// <remarks>Whatever was given to <see cref="Fail"/> is thrown too.</remarks>
    public void Run(Func<Task> client, TimeSpan longest)
    {
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        Turns.Thread = Environment.CurrentManagedThreadId;
        try
        {
            var end = Time.GetUtcNow() + longest;
            var running = Go("client", client);
            while (!running.IsCompleted)
            {
                if (!Step() || Time.GetUtcNow() > end)
                    throw new TimeoutException($"The client still waits at {Time.GetUtcNow():O}, and nothing is left to happen for it.");
                if (wrong is not null) throw wrong;
                BetweenSteps?.Invoke();
            }
            running.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    internal static Task Go(ITurnScheduler turns, string name, Func<Task> flow) => Task.Factory.StartNew(
        flow, CancellationToken.None, TaskCreationOptions.None, new TurnQueue(turns, null, name)).Unwrap();

    /// <returns>False where nothing is left to happen.</returns>
    bool Step()
    {
        Steps++;
        if (Turns.RunOne() is not { } turns) return Time.GoOn();
        Trace?.Invoke(turns.Name);
        return true;
    }
}
