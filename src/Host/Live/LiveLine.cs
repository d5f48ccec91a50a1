using Microsoft.AspNetCore.SignalR;

namespace Labelwise.Host.Live;

/// <summary>The way out to one client. What does not fit is not kept: a slow client misses it, and nobody waits for them.</summary>
/// <param name="write">Sends to the client; not over as long as there is no room for more.</param>
/// <remarks>One sender at a time: the beat.</remarks>
sealed class LiveLine(Func<SerializedHubMessage, ValueTask> write)
{
    Task sending = Task.CompletedTask;

    /// <returns>False where the client has not taken what it was sent before.</returns>
    public bool TrySend(SerializedHubMessage message)
    {
        if (!sending.IsCompleted) return false;
        var writing = write(message);
        sending = writing.IsCompletedSuccessfully ? Task.CompletedTask : writing.AsTask();
        return true;
    }
}

/// <summary>One connection's ear on one project.</summary>
sealed class LiveWatch(LiveLine line)
{
    bool behind;

    /// <summary>Tells what is new. Who missed something is told the latest as soon as there is room again, and sees by
    /// its number what they missed.</summary>
    /// <returns>False where something was missed that no number has told of yet.</returns>
    public bool Tell(IReadOnlyList<SerializedHubMessage> news, SerializedHubMessage latest)
    {
        if (news is []) behind = behind && !line.TrySend(latest);
        else behind = !news.All(line.TrySend);
        return !behind;
    }
}
