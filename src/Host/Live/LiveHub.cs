using Labelwise.Domain;
using Labelwise.Host.Accounts;
using Labelwise.Host.Http;
using Microsoft.AspNetCore.SignalR;

namespace Labelwise.Host.Live;

/// <summary>Live events over SignalR, for members of the project watched.</summary>
sealed class LiveHub(Doorkeeper doorkeeper, ProjectEars ears, TimeProvider time, ILogger<LiveHub> log) : Hub
{
    public const string Path = "/live";
    const string Key = "labelwise.live";

    /// <summary>Where the gate before the hub leaves who came in.</summary>
    public const string CallerItem = "labelwise.caller";

    public override Task OnConnectedAsync()
    {
        var caller = (Caller)Context.GetHttpContext()!.Items[CallerItem]!;
        var connection = new LiveConnection(caller, LiveConnections.LineOf(Context), Context.Abort, doorkeeper, ears, time, Context.ConnectionAborted);
        Context.Items[Key] = connection;
        _ = Run(connection, log);
        return Task.CompletedTask;
    }

    /// <returns>The project's id.</returns>
    public async Task<string> Watch(string project)
    {
        var connection = Enter();
        if (!ProjectId.TryParse(project, null, out var id)) throw Refused(new NotFound());
        return (await connection.Watch(id)).Refuses(out var why, out var watched) ? throw Refused(why) : watched;
    }

    public void Unwatch(string project)
    {
        var connection = Enter();
        if (ProjectId.TryParse(project, null, out var id)) connection.Unwatch(id);
    }

    LiveConnection Enter()
    {
        var connection = (LiveConnection)Context.Items[Key]!;
        if (!connection.IsFlood()) return connection;
        Context.Abort();
        throw new HubException("too-many-requests");
    }

    static async Task Run(LiveConnection connection, ILogger log)
    {
        try { await connection.Run(); }
        catch (Exception e) { log.LogWarning(e, "A live connection ended with an error."); }
    }

    /// <summary>SignalR's own way to say no to a client.</summary>
    static HubException Refused(Refusal why) => new(why.Code);
}
