using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Host.Accounts;
using Labelwise.Host.Http;
using Microsoft.AspNetCore.SignalR;

namespace Labelwise.Host.Live;

/// <summary>One client's live connection: what it watches, and the beat at which it is told.</summary>
sealed class LiveConnection(
    Caller caller, IClientProxy client, Action abort, Doorkeeper doorkeeper, ProjectEars ears, TimeProvider time, CancellationToken closed)
{
    readonly ConcurrentDictionary<ProjectId, LiveWatch> watches = new();
    readonly Queue<DateTimeOffset> calls = new();

    /// <summary>Whether this call is one too many; the connection is then closed.</summary>
    public bool IsFlood()
    {
        var now = time.GetUtcNow();
        lock (calls)
        {
            while (calls.TryPeek(out var oldest) && oldest < now.AddMinutes(-1)) calls.Dequeue();
            calls.Enqueue(now);
            return calls.Count > LiveLimits.CallsPerMinute;
        }
    }

    public async Task<Outcome<string>> Watch(ProjectId id)
    {
        if ((await caller.Project(id, Right.SeeProgress)).Refuses(out var why, out var settings)) return why;
        if (watches.ContainsKey(id)) return id.Value;
        if (watches.Count >= LiveLimits.Watches) return new Conflict("too-many-watches", $"One connection watches {LiveLimits.Watches} projects at most.");
        var watch = new LiveWatch(settings, caller);
        if (!watches.TryAdd(id, watch)) return id.Value;
        watch.BeginAt(await ears.Attach(watch));
        return id.Value;
    }

    public void Unwatch(ProjectId id)
    {
        if (watches.TryRemove(id, out var watch)) ears.Detach(watch);
    }

    /// <summary>Sends what there is to send, an event a beat, until the connection closes.</summary>
    public async Task Run()
    {
        var recheckAt = time.GetUtcNow() + LiveLimits.Recheck;
        using var timer = new PeriodicTimer(LiveLimits.Beat, time);
        var turn = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(closed))
            {
                var now = time.GetUtcNow();
                if (now >= recheckAt)
                {
                    recheckAt = now + LiveLimits.Recheck;
                    if (!await StillAllowed()) break;
                }
                var all = watches.Values.ToArray();
                for (var i = 0; i < all.Length; i++)
                {
                    if (all[(turn + i) % all.Length].Take(now) is not { } next) continue;
                    turn += i + 1;
                    await client.SendAsync(next.Name, next.Argument, closed);
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested) { }
        finally
        {
            foreach (var project in watches.Keys) Unwatch(project);
            abort();
        }
    }

    /// <summary>A session that ended closes the connection; a membership that ended stops its events.</summary>
    async Task<bool> StillAllowed()
    {
        if (await doorkeeper.Standing(caller.Session) is null) return false;
        foreach (var (project, watch) in watches)
            if ((await caller.Project(project, Right.SeeProgress)).Refuses(out _, out var settings)) Unwatch(project);
            else watch.Renew(settings);
        return true;
    }
}
