namespace Labelwise.Grains;

/// <summary>Lets an interleaving grain write one state at a time: a write asked for while one runs is made once after
/// it, for everybody who asked meanwhile, and so holds what each of them had changed.</summary>
sealed class OneAtATime(Func<Task> write)
{
    Task running = Task.CompletedTask;
    Task? next;

    /// <summary>The write under way, if any.</summary>
    public Task Waiting => next ?? running;

    /// <summary>Returns once a write that began after this call is done.</summary>
    public Task Run()
    {
        if (next is not null) return next;
        if (running.IsCompleted) return running = write();
        return next = After(running);
    }

    async Task After(Task earlier)
    {
        // Its failure is told to those who asked for it.
        await earlier.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        (running, next) = (next!, null);
        await write();
    }
}
