using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Accounts;

[GenerateSerializer, Immutable, Alias("tenant-state")]
public sealed record TenantState
{
    [Id(0)] public ImmutableArray<AccountFacts> Users { get; init; } = [];
    [Id(1)] public ImmutableArray<ProjectId> Projects { get; init; } = [];
}

/// <inheritdoc cref="ITenantGrain"/>
public sealed class TenantGrain([PersistentState("tenant")] IPersistentState<TenantState> tenant) : Grain, ITenantGrain
{
    TenantDirectory directory = TenantDirectory.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        directory = DirectoryOf(tenant.State);
        return Task.CompletedTask;
    }

    public Task<TenantDirectory> Directory() => Task.FromResult(directory);

    public Task Enroll(AccountFacts user) => directory.Users.GetValueOrDefault(user.Id) == user
        ? Task.CompletedTask
        : Write(tenant.State with { Users = tenant.State.Users.RemoveAll(u => u.Id == user.Id).Add(user) });

    public Task Leave(UserId user) => directory.Users.ContainsKey(user)
        ? Write(tenant.State with { Users = tenant.State.Users.RemoveAll(u => u.Id == user) })
        : Task.CompletedTask;

    public Task List(ProjectId project) => tenant.State.Projects.Contains(project)
        ? Task.CompletedTask
        : Write(tenant.State with { Projects = tenant.State.Projects.Add(project) });

    async Task Write(TenantState state)
    {
        await tenant.Become(state, DeactivateOnIdle);
        directory = DirectoryOf(state);
    }

    static TenantDirectory DirectoryOf(TenantState state) =>
        new(state.Users.ToImmutableDictionary(u => u.Id), state.Projects);
}
