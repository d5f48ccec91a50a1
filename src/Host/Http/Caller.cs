using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;

namespace Labelwise.Host.Http;

/// <summary>Who asks. Whatever a caller names is looked up through them, so that what is not theirs is not there.</summary>
/// <param name="Session">Key of the session or API token that they come by.</param>
public sealed record Caller(SessionHolder Holder, string Session, IGrainFactory Grains)
{
    public AccountFacts Account => Holder.Account;
    public UserId User => Account.Id;
    public TenantId Tenant => Account.Tenant;

    /// <summary>A project of the caller's tenant in which they have a right.</summary>
    /// <returns>Refused as <see cref="NotFound"/> where it is not theirs to see, as <see cref="Forbidden"/> where a member
    /// may not do this.</returns>
    public async ValueTask<Outcome<ProjectSettings>> Project(ProjectId id, Right right)
    {
        var settings = await Grains.GetGrain<IProjectGrain>(id.Value).Settings();
        if (settings is null || settings.Tenant != Tenant) return new NotFound();
        if (Account.Admin) return settings;
        var roles = settings.RolesOf(User);
        if (roles is ProjectRoles.None) return new NotFound();
        return (roles & Rights.GivenBy(right)) is ProjectRoles.None
            ? new Forbidden("Your role in this project does not allow this; ask a curator.") : settings;
    }

    /// <summary>Whether the caller has a right in a project that was found for them.</summary>
    public bool May(ProjectSettings project, Right right) =>
        project.Tenant == Tenant && (Account.Admin || (project.RolesOf(User) & Rights.GivenBy(right)) is not ProjectRoles.None);
}
