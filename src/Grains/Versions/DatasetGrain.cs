using System.Collections.Immutable;
using Orleans.Runtime;

namespace Labelwise.Grains.Versions;

sealed class DatasetGrain([PersistentState("versions")] IPersistentState<DatasetRecord> dataset) : Grain, IDatasetGrain
{
    ImmutableArray<SealedVersion> recorded = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        recorded = dataset.State.Versions;
        return Task.CompletedTask;
    }

    public async Task<SealedVersion> Add(SealedVersion version)
    {
        if (recorded.FirstOrDefault(v => v.Job == version.Job) is { } known) return known;
        var numbered = version with { Number = recorded.Length + 1 };
        await dataset.Become(new() { Versions = recorded.Add(numbered) }, DeactivateOnIdle);
        recorded = dataset.State.Versions;
        return numbered;
    }

    public Task<ImmutableArray<SealedVersion>> Versions() => Task.FromResult(recorded.Reverse().ToImmutableArray());

    public Task<SealedVersion?> Version(int number) =>
        Task.FromResult(number >= 1 && number <= recorded.Length ? recorded[number - 1] : null);
}
