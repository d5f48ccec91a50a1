namespace Labelwise.Grains.Accounts;

/// <inheritdoc cref="ISignInGateGrain"/>
public sealed class SignInGateGrain(TimeProvider time) : Grain, ISignInGateGrain
{
    /// <summary>How long a wrong attempt counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    readonly Queue<DateTimeOffset> wrong = new();

    public Task<TimeSpan?> Enter(int most)
    {
        var now = time.GetUtcNow();
        while (wrong.TryPeek(out var oldest) && oldest + Window <= now) wrong.Dequeue();
        if (wrong.Count >= most) return Task.FromResult<TimeSpan?>(wrong.Peek() + Window - now);
        wrong.Enqueue(now);
        return Task.FromResult<TimeSpan?>(null);
    }

    public Task Right()
    {
        wrong.TryDequeue(out _);
        return Task.CompletedTask;
    }
}
