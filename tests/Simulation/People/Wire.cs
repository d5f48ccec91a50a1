using Labelwise.Engine.Simulation;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation.People;

/// <summary>The way between clients and the server: slow, and it may lose a request or a reply, or bring a request
/// twice.</summary>
sealed class Wire(SimulatedWorld world, Site site, ulong seed)
{
    /// <summary>How long a client waits before it gives a reply up.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    const int LongestWayMs = 20;

    readonly Dictionary<string, long> counts = [];

    public WireFaults Faults { get; set; } = WireFaults.None;

    /// <summary>Sends a request once.</summary>
    /// <param name="what">Who asks for what; its faults are drawn by this name.</param>
    /// <param name="twice">Told where the request is on its way a second time, as which nobody waits for it.</param>
    /// <exception cref="NoReplyException">None came: nobody knows whether it was carried out.</exception>
    public async Task<T> Send<T>(string what, Func<IGrainFactory, Task<T>> call, Action? twice = null)
    {
        var draws = Draws.For(seed, what, counts[what] = counts.GetValueOrDefault(what) + 1);
        var reply = new TaskCompletionSource<T>();
        After(Patience, () => reply.TrySetException(new NoReplyException("waited too long")));
        var (lost, mute) = (draws.Happens(Faults.RequestLost), draws.Happens(Faults.ReplyLost));
        if (!lost) After(Way(draws), () => Deliver(what, call, reply, mute, Way(draws)));
        if (draws.Happens(Faults.Twice))
        {
            twice?.Invoke();
            After(Way(draws) * (1 + draws.Below(200)), () => Deliver(what, call, new(), true, default));
        }
        return await reply.Task;
    }

    void Deliver<T>(string what, Func<IGrainFactory, Task<T>> call, TaskCompletionSource<T> reply, bool mute, TimeSpan way)
    {
        if (site.Running is not { } process)
        {
            reply.TrySetException(new NoReplyException("nobody is there"));
            return;
        }
        site.Wait(reply, () => reply.TrySetException(new NoReplyException("the process died")));
        _ = process.Go(what, async () =>
        {
            try
            {
                var value = await call(process.Grains);
                if (mute) return;
                await Task.Delay(way, world.Time);
                reply.TrySetResult(value);
            }
            catch (Exception exception)
            {
                if (!mute) reply.TrySetException(new NoReplyException(exception.Message, exception));
            }
            finally
            {
                site.WaitNoMore(reply);
            }
        });
    }

    static TimeSpan Way(Draws draws) => TimeSpan.FromMilliseconds(1 + draws.Below(LongestWayMs));

    void After(TimeSpan wait, Action happens) => world.Time.CreateTimer(_ => happens(), null, wait, Timeout.InfiniteTimeSpan);
}

/// <summary>A client has no answer and does not know what became of its request.</summary>
sealed class NoReplyException(string message, Exception? inner = null) : Exception(message, inner);
