using System.Threading.Tasks.Sources;

namespace Labelwise.Storage.Sqlite;

/// <summary>One change that waits for its place in a transaction. Awaited once; answers after the commit.</summary>
abstract class Write : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> answer = new() { RunContinuationsAsynchronously = true };

    /// <summary>Bytes of the values it carries.</summary>
    public abstract long SizeBytes { get; }

    /// <summary>A write enqueued earlier without which this one must not happen.</summary>
    public Write? After { get; init; }

    /// <summary>Why it did not happen. Set by the writer alone.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Its caller has been told how it went.</summary>
    public bool IsAnswered { get; private set; }

    public ValueTask Answer => new(this, answer.Version);

    /// <summary>Runs inside the transaction, again after a rollback that a neighbour caused.</summary>
    /// <exception cref="SqliteFailureException">SQLite failed.</exception>
    /// <returns>Why it is refused, having changed nothing; or null.</returns>
    public abstract Exception? Apply(StoreWriter writer);

    /// <summary>Begins the sentence that tells of its failure.</summary>
    public abstract string Purpose { get; }

    /// <summary>Answers the caller that it did not happen.</summary>
    public void Fail(Exception why)
    {
        Failure = why;
        Complete();
    }

    /// <summary>Answers the caller, on another thread.</summary>
    public virtual void Complete()
    {
        if (Failure is { } failure) answer.SetException(failure);
        else answer.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token)
    {
        IsAnswered = true;
        answer.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => answer.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        answer.OnCompleted(continuation, state, token, flags);
}
