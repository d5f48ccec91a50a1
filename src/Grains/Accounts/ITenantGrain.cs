using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Accounts;

/// <summary>The directory of one tenant. Key: the tenant id.</summary>
[Alias("tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>The same object until something changes.</summary>
    [AlwaysInterleave]
    Task<TenantDirectory> Directory();

    /// <summary>Lists a user; a repeat changes nothing.</summary>
    Task Enroll(AccountFacts user);

    Task Leave(UserId user);

    /// <summary>Lists a project before it is made, so that none is ever made unlisted.</summary>
    Task List(ProjectId project);
}
