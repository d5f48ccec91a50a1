using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;
using Labelwise.Host.Http;

namespace Labelwise.Host.Projects;

static class ProjectLists
{
    /// <summary>The projects that a caller may see, the newest first.</summary>
    public static async Task<IReadOnlyList<ProjectSettings>> Of(Caller caller)
    {
        var directory = await caller.Grains.GetGrain<ITenantGrain>(caller.Tenant.Value).Directory();
        var all = await Task.WhenAll(directory.Projects.Select(p => caller.Grains.GetGrain<IProjectGrain>(p.Value).Settings()));
        return [.. all.OfType<ProjectSettings>().Where(p => caller.May(p, Right.SeeProject)).OrderByDescending(p => p.CreatedAt)];
    }
}
