using Microsoft.AspNetCore.SignalR;

namespace Labelwise.Host.Live;

/// <summary>Hands each connection to the hub as what it is: SignalR's own ways to a client write a message anew for each,
/// and wait for the slowest.</summary>
sealed class LiveConnections(ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    static readonly object Key = new();

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Items[Key] = new LiveLine(message => connection.WriteAsync(message, connection.ConnectionAborted));
        return base.OnConnectedAsync(connection);
    }

    public static LiveLine LineOf(HubCallerContext context) => (LiveLine)context.Items[Key]!;
}
