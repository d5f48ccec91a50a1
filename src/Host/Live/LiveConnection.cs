using System.Collections.Concurrent;
using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Projects;
using Labelwise.Host.Accounts;
using Labelwise.Host.Http;

namespace Labelwise.Host.Live;

/// <summary>One client's live connection: what it watches, and whether it still may.</summary>
sealed class LiveConnection(
    Caller caller, LiveLine line, Action abort, Doorkeeper doorkeeper, ProjectEars ears, TimeProvider time, CancellationToken closed)
{
    readonly ConcurrentDictionary<ProjectId, (LiveWatch Watch, LiveAudience Audience)> watches = new();
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
        var (watch, audience) = (new LiveWatch(line), LiveAudience.Of(caller, settings));
        if (!watches.TryAdd(id, (watch, audience))) return id.Value;
        await ears.Attach(watch, audience, settings);
        if (closed.IsCancellationRequested) Unwatch(id);  // it closed while we attached it
        return id.Value;
    }

    public void Unwatch(ProjectId id)
    {
        if (watches.TryRemove(id, out var watched)) ears.Detach(watched.Watch, watched.Audience, id);
    }

    /// <summary>Looks every so often whether the client still may watch, until the connection closes.</summary>
    public async Task Run()
    {
        using var timer = new PeriodicTimer(LiveLimits.Recheck, time);
        try
        {
            while (await timer.WaitForNextTickAsync(closed) && await StillAllowed()) { }
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
        foreach (var (project, watched) in watches)
            if ((await caller.Project(project, Right.SeeProgress)).Refuses(out _, out var settings)) Unwatch(project);
            else Renew(watched.Watch, watched.Audience, settings);
        return true;
    }

    void Renew(LiveWatch watch, LiveAudience before, ProjectSettings settings)
    {
        ears.Renew(settings);
        var now = LiveAudience.Of(caller, settings);
        if (now != before && watches.TryUpdate(settings.Id, (watch, now), (watch, before))) ears.Move(watch, before, now, settings.Id);
    }
}
