namespace Orleans;

public static class PublicOrleansTaskExtensions
{
    static readonly Action<Task> LookAtException = static task => _ = task.Exception;

    /// <summary>Says that nobody waits for this task and that its failure is nobody's concern.</summary>
    public static void Ignore(this Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.IsCompleted)
            _ = task.Exception;
        else
            _ = task.ContinueWith(
                LookAtException,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
    }
}
