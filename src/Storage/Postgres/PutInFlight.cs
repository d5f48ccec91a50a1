namespace Labelwise.Storage.Postgres;

/// <summary>A put that its caller may not have awaited, and those before it.</summary>
sealed class PutInFlight(PutInFlight? before, Task put)
{
    private readonly Task all = before is null or { told: true } or { all.IsCompletedSuccessfully: true } ? put : Task.WhenAll(before.all, put);
    private bool told;

    /// <summary>Waits for it. A failure is told once: who meets it does not write, and goes.</summary>
    public async Task Wait()
    {
        if (told) return;
        try
        {
            await all;
        }
        catch
        {
            told = true;
            throw;
        }
    }
}
