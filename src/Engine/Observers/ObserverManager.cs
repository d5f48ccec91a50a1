using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>Observers that keep saying they are there, by their references.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log)
    : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>Observers that keep saying they are there. Who has not subscribed again within the expiration, or fails to
/// be told, is dropped.</summary>
/// <remarks>Belongs to one grain and is used on its turns only.</remarks>
public class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    readonly ILogger log;
    readonly Dictionary<TIdentity, Entry> entries = [];

    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        this.log = log;
        ExpirationDuration = expiration;
        GetDateTime = static () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The clock. A grain sets it to its own.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    public TimeSpan ExpirationDuration { get; set; }

    public int Count => entries.Count;

    public IReadOnlyDictionary<TIdentity, TObserver> Observers => entries.ToDictionary(entry => entry.Key, entry => entry.Value.Observer);

    public void Clear() => entries.Clear();

    /// <summary>Adds an observer, or notes that it is still there.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => entries[id] = new(observer, GetDateTime());

    public void Unsubscribe(TIdentity id) => entries.Remove(id);

    /// <summary>Tells every observer that is not expired, one after another.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var (id, observer) in Alive(predicate))
        {
            try
            {
                await notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    /// <inheritdoc cref="Notify(Func{TObserver, Task}, Func{TObserver, bool})"/>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var (id, observer) in Alive(predicate))
        {
            try
            {
                notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, entry) in entries.ToArray())
            if (entry.LastSeen + ExpirationDuration < now) entries.Remove(id);
    }

    public IEnumerator<TObserver> GetEnumerator() => entries.Values.Select(entry => entry.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A copy: subscriptions may change while observers are told.</summary>
    List<(TIdentity Id, TObserver Observer)> Alive(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. entries.Where(entry => predicate?.Invoke(entry.Value.Observer) ?? true).Select(entry => (entry.Key, entry.Value.Observer))];
    }

    void Drop(TIdentity id, Exception why)
    {
        log.LogDebug(why, "Observer {Id} could not be told and is dropped.", id);
        entries.Remove(id);
    }

    sealed record Entry(TObserver Observer, DateTime LastSeen);
}
