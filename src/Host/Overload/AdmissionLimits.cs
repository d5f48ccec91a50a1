namespace Labelwise.Host.Overload;

/// <summary>How many requests are served at once, and who waits how long for a place.</summary>
sealed record AdmissionLimits
{
    /// <summary>Enough that writes share commits; beyond it more at once only take each other's processor.</summary>
    const int PerCore = 64, Fewest = 128;

    /// <summary>People's work and views together. Jobs have places of their own, see <see cref="JobsAtOnce"/>.</summary>
    public int AtOnce { get; init; } = Math.Max(Fewest, PerCore * Environment.ProcessorCount);

    /// <summary>Of these, what views may take.</summary>
    public int ViewsAtOnce => Math.Max(1, AtOnce / 2);

    /// <summary>Uploads and beginnings of jobs, none of which gets in while a more urgent request waits.</summary>
    public int JobsAtOnce => Math.Max(1, AtOnce / 8);

    /// <summary>Requests of one client in service or waiting: one alone cannot take all places.</summary>
    public int OfOneClient => Math.Max(1, AtOnce / 2);

    /// <summary>Requests that may wait for each place.</summary>
    public int WaitingPerPlace { get; init; } = 4;

    /// <summary>After which a request no longer counts: it waits for its client's line, a disk or a grain, and takes no
    /// processor, so that slow clients cannot keep the others out.</summary>
    public TimeSpan Holds { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests that may wait.</summary>
    public int Waiting(Urgency urgency) => WaitingPerPlace * urgency switch
    {
        Urgency.Work => AtOnce,
        Urgency.View => ViewsAtOnce,
        _ => JobsAtOnce,
    };

    /// <summary>How long one waits at most: whoever still has to wait then had better come back later.</summary>
    public static TimeSpan Patience(Urgency urgency) => TimeSpan.FromSeconds(urgency is Urgency.Work ? 2 : 1);
}
