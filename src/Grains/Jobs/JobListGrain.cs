using System.Collections.Immutable;
using Orleans.Runtime;

namespace Labelwise.Grains.Jobs;

sealed class JobListGrain([PersistentState("jobs")] IPersistentState<JobList> list) : Grain, IJobListGrain
{
    public async Task Add(string job)
    {
        var before = list.State;
        if (before.Jobs.Contains(job)) return;
        var jobs = before.Jobs.Insert(0, job);
        list.State = new() { Jobs = jobs.Length > JobList.Most ? jobs[..JobList.Most] : jobs };
        try { await list.WriteStateAsync(); }
        catch { list.State = before; DeactivateOnIdle(); throw; }
    }

    public Task<ImmutableArray<string>> Newest() => Task.FromResult(list.State.Jobs);
}
