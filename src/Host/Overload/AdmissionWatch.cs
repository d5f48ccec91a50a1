namespace Labelwise.Host.Overload;

/// <summary>Sweeps the waiting requests, and tells the operator how many were turned away.</summary>
sealed class AdmissionWatch(Admission admission, TimeProvider time, ILogger<AdmissionWatch> log) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100), Telling = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        using var _ = stoppingToken.Register(timer.Dispose);
        var (told, toldAt) = (0L, time.GetTimestamp());
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            admission.Sweep();
            if (admission.TurnedAway is var now && now == told || time.GetElapsedTime(toldAt) < Telling) continue;
            log.LogWarning("More is asked than can be served: {Count} requests were turned away.", now - told);
            (told, toldAt) = (now, time.GetTimestamp());
        }
    }
}
