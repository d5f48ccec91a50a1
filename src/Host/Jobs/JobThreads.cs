using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Labelwise.Host.Jobs;

/// <summary>As many threads as the machine has cores, of low priority, for the work of jobs: unpacking, checking, adding up. On the
/// pool it would hold the threads that answer people, and an upload that unfolds to gigabytes holds them for long. What
/// awaits on one of these threads goes on on one of them.</summary>
sealed class JobThreads : TaskScheduler
{
    /// <summary>Steps of Linux below the process's own: a third of the processor's time where others want it too, so that what a
    /// job holds is still given back soon.</summary>
    const int StepsBelow = 5;

    readonly BlockingCollection<Task> line = [];

    JobThreads(int threads)
    {
        MaximumConcurrencyLevel = threads;
        for (var i = 0; i < threads; i++)
            new Thread(Work) { IsBackground = true, Name = "Jobs", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Those of this process.</summary>
    public static JobThreads Of { get; } = new(Environment.ProcessorCount);

    public override int MaximumConcurrencyLevel { get; }

    protected override void QueueTask(Task task) => line.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => line.ToArray();

    void Work()
    {
        // .NET leaves a thread's priority to itself on Linux, where a thread has a niceness of its own.
        if (OperatingSystem.IsLinux()) _ = SetPriority(0, 0, GetPriority(0, 0) + StepsBelow);
        foreach (var task in line.GetConsumingEnumerable()) TryExecuteTask(task);
    }

    [DllImport("libc", EntryPoint = "getpriority")]
    static extern int GetPriority(int which, int who);

    /// <returns>0, or -1 where the system refuses, which costs nothing but the preference.</returns>
    [DllImport("libc", EntryPoint = "setpriority")]
    static extern int SetPriority(int which, int who, int niceness);
}
