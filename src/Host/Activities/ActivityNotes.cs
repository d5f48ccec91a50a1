using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Grains.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.Activities;

/// <summary>Brings what a request did into its project's log, before it is answered: whatever somebody was told is done stands there.</summary>
static class ActivityNotes
{
    /// <summary>Longest value of a fact, in characters.</summary>
    const int LongestValue = 200;

    sealed record Done(ProjectId Project, ImmutableArray<ActivityFact> Facts);

    /// <summary>Says what this request does; it is noted once the request is answered as done.</summary>
    public static void Did(this ProjectCall call, params ReadOnlySpan<(string Name, object? Value)> facts) => call.Did(call.Project.Id, facts);

    public static void Did(this Call call, ProjectId project, params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var told = ImmutableArray.CreateBuilder<ActivityFact>();
        foreach (var (name, value) in facts)
            if (value?.ToString() is { Length: > 0 } text) told.Add(new(name, text.Length <= LongestValue ? text : text[..LongestValue]));
        call.Http.Features.Set(new Done(project, told.ToImmutable()));
    }

    /// <summary>Notes it where it is done and not noted yet.</summary>
    public static async Task Note(this HttpContext http, IResult result)
    {
        if (http.Features.Get<Done>() is not { } done || result is not IStatusCodeHttpResult { StatusCode: >= 200 and < 300 }) return;
        if (http.GetEndpoint()?.Metadata.GetMetadata<MappedRoute>()?.Operation.Kind is not { } kind) throw new InvalidOperationException("A route that does something of note names its kind.");
        var caller = http.Features.Get<Caller>()!;
        var key = http.Request.Headers.TryGetValue(Call.IdempotencyKey, out var given) && CommandKey.TryParse(given, null, out var named)
            ? named : new($"server-{http.TraceIdentifier}-{Guid.NewGuid():n}");
        await caller.Grains.GetGrain<IActivityGrain>(done.Project.Value).Note(new(caller.User, key, kind, done.Facts, caller.Holder.Token));
        http.Features.Set<Done>(null);
    }
}
