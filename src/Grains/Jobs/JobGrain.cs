using Labelwise.Domain;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Ports;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Labelwise.Grains.Jobs;

/// <summary>Long work in steps. After each step the job is on disk, so that a crash costs the step under way, which is
/// then made again: a step can be repeated. A reminder wakes what a crash interrupted.</summary>
abstract class JobGrain<T>(IPersistentState<T> job, TimeProvider time, ILogger log) : Grain, IJobGrain, IRemindable
    where T : JobRecord
{
    const string ReminderName = "go-on";

    /// <summary>How long an interrupted job sleeps at most.</summary>
    static readonly TimeSpan WakeAfter = TimeSpan.FromMinutes(1);

    /// <summary>Watchers hear of progress at most this often.</summary>
    static readonly TimeSpan TellAfter = TimeSpan.FromMilliseconds(300);

    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Failures in a row, after which a job is given up.</summary>
    const int MostFailures = 6;

    /// <summary>The same where the disk is full: a wait makes no room.</summary>
    const int MostFailuresOnFullDisk = 3;

    readonly JobPace pace = new();
    CancellationTokenSource giveUp = new();
    IGrainTimer? steps;
    DateTimeOffset toldAt;
    int failures;
    bool cancelled;
    TaskCompletionSource? ended;

    protected T Job => job.State;
    protected string Id => this.GetPrimaryKeyString();
    protected abstract JobKind Kind { get; }
    protected ProjectId Project { get; private set; }

    /// <summary>Carries the work one step further and records what came of it.</summary>
    /// <param name="cancellation">Signalled when the job is cancelled or the server stops.</param>
    protected abstract Task Step(CancellationToken cancellation);

    /// <summary>Clears away what only the work needed. Made again after a crash, until it succeeds.</summary>
    protected virtual Task Ended() => Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Project = JobId.TryParse(Id, out _, out var project) ? project : throw new InvalidOperationException($"'{Id}' is no job's id.");
        if (job.State.IsUnderWay) Go();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => giveUp.CancelAsync();

    public Task<JobView?> View() => Task.FromResult(Seen());

    public async Task<JobView?> Cancel()
    {
        if (!job.State.IsUnderWay) return Seen();
        cancelled = true;
        ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        await giveUp.CancelAsync();
        Go();
        await ended.Task;
        return Seen();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!job.State.IsUnderWay) await Close();
    }

    /// <summary>Takes the job on; once this returns it will be done, whatever happens. A repeat changes nothing.</summary>
    protected async Task<JobView> Begin(T started)
    {
        if (job.State.StartedAt is null) await Record(started with { State = JobState.Queued, StartedAt = time.GetUtcNow() });
        if (job.State.IsUnderWay)
        {
            Go();  // first, since whatever fails below fails the call alone, and nobody else would begin
            await this.RegisterOrUpdateReminder(ReminderName, WakeAfter, WakeAfter);
            await GrainFactory.GetGrain<IJobListGrain>(Project.Value).Add(Id);
        }
        return Seen()!;
    }

    /// <summary>Takes on anew what has ended without success.</summary>
    protected async Task<JobView> BeginAgain(T started)
    {
        (giveUp, cancelled, ended, failures) = (new(), false, null, 0);
        await Record(started);
        return await Begin(started);
    }

    /// <summary>Returns once it is on disk.</summary>
    protected async Task Record(T next)
    {
        var before = job.State;
        job.State = next;
        try { await job.WriteStateAsync(); }
        catch { job.State = before; DeactivateOnIdle(); throw; }  // only the disk knows now
        pace.Note(time.GetUtcNow(), next.Done);
        Tell();
    }

    void Go() => steps ??= this.RegisterGrainTimer(
        Tick, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true });

    async Task Tick(CancellationToken cancellation)
    {
        var wait = TimeSpan.Zero;
        try
        {
            if (cancelled) await Record(job.State with { State = JobState.Cancelled });
            else await Step(giveUp.Token);
            failures = 0;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested) { /* the next tick says so */ }
        catch (Exception wrong)
        {
            wait = RetryAfter * (1 << Math.Min(failures, MostFailures));
            log.LogWarning(wrong, "Step of job {Job} failed {Times} times", Id, ++failures);
            if (IsFull(wrong) && failures >= MostFailuresOnFullDisk)
                await Record(job.State.Failed("storage-full", "The server's disk is full. What this job had finished is kept; once there is room, start it again: what is there already is not doubled."));
            else if (failures >= MostFailures)
                await Record(job.State.Failed("internal", "This job failed several times in a row and was given up. The server's log says why."));
        }
        if (job.State.IsUnderWay) steps?.Change(wait, Timeout.InfiniteTimeSpan);
        else await End();
    }

    static bool IsFull(Exception? wrong) => wrong is IStoreFailure { Code: IStoreFailure.Full } || wrong is not null && IsFull(wrong.InnerException);

    async Task End()
    {
        steps?.Dispose();
        steps = null;
        ended?.TrySetResult();
        try { await Close(); }
        catch (Exception wrong) when (wrong is not Orleans.Storage.InconsistentStateException)
        {
            log.LogWarning(wrong, "Job {Job} has ended, but was not cleared away; its reminder tries again", Id);
        }
    }

    async Task Close()
    {
        await Ended();
        if (await this.GetReminder(ReminderName) is { } reminder) await this.UnregisterReminder(reminder);
    }

    void Tell()
    {
        var now = time.GetUtcNow();
        if (job.State.IsUnderWay && now - toldAt < TellAfter) return;
        toldAt = now;
        GrainFactory.GetGrain<IFeedGrain>(Project.Value).Publish(new JobProgressed(Seen()!)).Ignore();
    }

    JobView? Seen() => job.State is not { StartedAt: { } startedAt } it ? null : new(
        Id, Kind, it.State, it.Done, it.Total, it.IsUnderWay ? pace.PerSecond : 0, it.Errors, it.ErrorCount, it.Result,
        it.FailureCode is { } code ? new JobFailed(code, it.FailureMessage ?? "") : null, startedAt, it.Model);
}
