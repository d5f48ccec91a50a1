using System.Collections.Concurrent;
using Labelwise.Domain;

namespace Labelwise.Host.Http;

/// <summary>Who is in the middle of which requests on this node. Whoever takes a right away waits here until nobody acts
/// on it any more, so that nothing is accepted after the answer that it was taken.</summary>
public sealed class Presences(TimeProvider time)
{
    /// <summary>Requests that go on longer are cut off: what they asked for was answered to nobody.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<UserId, HashSet<Presence>> present = new();

    /// <summary>Begins a request about a project; before its right is looked at, or one taken meanwhile could be missed.</summary>
    public Presence Enter(UserId user, ProjectId project, HttpContext http)
    {
        var presence = new Presence(this, user, project, http);
        while (true)
        {
            var all = present.GetOrAdd(user, static _ => []);
            lock (all)
            {
                if (!present.TryGetValue(user, out var current) || current != all) continue;  // its last one just left
                all.Add(presence);
                return presence;
            }
        }
    }

    /// <summary>Returns once every request of somebody about a project that was under way has ended.</summary>
    /// <param name="asking">The request that took the right, done with all but its answer.</param>
    public async Task Left(UserId user, ProjectId project, HttpContext asking)
    {
        asking.Features.Get<Presence>()?.Dispose();
        Presence[] others = [];
        if (present.TryGetValue(user, out var all))
            lock (all) others = [.. all.Where(p => p.Project == project)];
        try
        {
            await Task.WhenAll(others.Select(p => p.Ended)).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            foreach (var late in others) late.CutOff();
        }
    }

    void Leave(Presence presence)
    {
        if (!present.TryGetValue(presence.User, out var all)) return;
        lock (all)
        {
            all.Remove(presence);
            if (all.Count is 0) present.TryRemove(new(presence.User, all));
        }
    }

    /// <summary>One request under way.</summary>
    public sealed class Presence : IDisposable
    {
        readonly Presences presences;
        readonly HttpContext http;
        readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Presence(Presences presences, UserId user, ProjectId project, HttpContext http)
        {
            (this.presences, User, Project, this.http) = (presences, user, project, http);
            http.Features.Set(this);
        }

        public UserId User { get; }
        public ProjectId Project { get; }
        internal Task Ended => ended.Task;

        internal void CutOff()
        {
            if (!ended.Task.IsCompleted) http.Abort();
        }

        public void Dispose()
        {
            presences.Leave(this);
            ended.TrySetResult();
        }
    }
}
