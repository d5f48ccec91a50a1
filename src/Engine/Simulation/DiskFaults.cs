namespace Labelwise.Engine.Simulation;

/// <summary>How often a simulated disk misbehaves: chances in [0, 1].</summary>
/// <param name="Slow">An operation takes a while; the others are done at once.</param>
/// <param name="Stuck">Of the slow ones, those that take longer than any caller waits.</param>
/// <param name="FailsBefore">A write fails and left nothing.</param>
/// <param name="FailsAfter">A write is on disk and its caller is told that it failed.</param>
/// <param name="FailsToRead">A read fails.</param>
public sealed record DiskFaults(double Slow, double Stuck, double FailsBefore, double FailsAfter, double FailsToRead)
{
    /// <summary>Longest that an ordinary slow operation takes until it is on disk, and again until its caller knows.</summary>
    public static readonly TimeSpan LongestSlow = TimeSpan.FromMilliseconds(40);

    /// <summary>Longest for one that is stuck.</summary>
    public static readonly TimeSpan LongestStuck = TimeSpan.FromSeconds(50);

    /// <summary>A disk that is slow now and then and never fails.</summary>
    public static DiskFaults None { get; } = new(0.3, 0, 0, 0, 0);
}
