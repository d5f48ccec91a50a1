namespace Labelwise.Host.Live;

/// <summary>What one live connection may cost.</summary>
public static class LiveLimits
{
    /// <summary>Largest message from a client, in bytes.</summary>
    public const int MessageBytes = 4096;

    /// <summary>Projects watched by one connection.</summary>
    public const int Watches = 20;

    /// <summary>Calls of one connection a minute; a page makes a few.</summary>
    public const int CallsPerMinute = 120;

    /// <summary>Tasks named in one event; more are told by a gap in the running number.</summary>
    public const int TasksInEvent = 500;

    /// <summary>Between two events of one kind about one project.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>How soon after a silence something is told: what comes together goes together.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>While people wait for their work, one tick of so many is taken.</summary>
    public const int TicksPassed = 50;

    /// <summary>How often a connection's session and memberships are looked at again.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromSeconds(2);

    /// <summary>How often an ear on a project says that it still listens.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);
}
