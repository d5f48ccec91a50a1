using Labelwise.Domain;
using Labelwise.Grains.Accounts;

namespace Labelwise.Host.Accounts;

public sealed record UserAnswer(UserId Id, string Email, string Name, bool Admin, TenantId Tenant)
{
    public static UserAnswer Of(AccountFacts facts) => new(facts.Id, facts.Email, facts.Name, facts.Admin, facts.Tenant);
}

/// <param name="Token">Shown this once.</param>
public sealed record SessionAnswer(string Token, DateTimeOffset ExpiresAt, UserAnswer User);

/// <param name="Vendors">Names of those that the caller manages.</param>
public sealed record MeAnswer(
    UserId Id, string Email, string Name, bool Admin, TenantId Tenant, IReadOnlyList<MyProject> Projects, MyLimits Limits, IReadOnlyList<string> Vendors);

/// <param name="LabelBytes">Most bytes of a request with a label document: a client need not send what is larger to hear that it is too large.</param>
public sealed record MyLimits(int LabelBytes);

public sealed record MyProject(ProjectId Id, string Name, string[] Roles);

/// <param name="Link">Path with the one-time secret, to be sent to the person invited.</param>
public sealed record InvitationAnswer(string Email, DateTimeOffset ExpiresAt, string Link);
