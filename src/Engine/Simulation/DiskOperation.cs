namespace Labelwise.Engine.Simulation;

/// <summary>One write on its way to a simulated disk.</summary>
/// <param name="leadsTo">Whose next write is on disk with this one or not at all; null for nobody's.</param>
sealed class DiskOperation(string what, Action apply, SimulatedProcess process, DiskOperation? before, TaskScheduler? leadsTo)
{
    readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Exception? refused;

    internal string What => what;

    internal SimulatedProcess Process => process;

    internal DiskOperation? Before => before;

    internal Task Answer => answer.Task;

    /// <summary>It will never be on disk.</summary>
    internal bool Fails { get; set; }

    /// <summary>It is, and its caller will hear that it is not.</summary>
    internal bool Lies { get; set; }

    /// <summary>It has come to be, or has failed to.</summary>
    internal bool Came { get; set; }

    internal bool LeadsTo(TaskScheduler caller) => leadsTo == caller && leadsTo != TaskScheduler.Default;

    internal void Try()
    {
        try { apply(); }
        catch (Exception exception) { refused = exception; }
    }

    internal void Tell()
    {
        if (refused is not null) answer.TrySetException(refused);
        else if (Fails || Lies) answer.TrySetException(new IOException($"The disk failed to write {what}."));
        else answer.TrySetResult();
    }
}
