using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Projects;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Questions;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Projects;

/// <summary>Who works in a project, and as what.</summary>
static class MemberRoutes
{
    const string Example = """{"user":"0a1b2c3d4e5f6g7h","email":"ben@example.org","name":"Ben","roles":["annotator"]}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/members", Right.SeeMembers, List, new("The members and their roles.")
        {
            Answer = $$"""{"items":[{{Example}}],"next":null}""",
        });
        routes.Project("POST /projects/{project}/members", Right.SetMembers, Set, new("Sets the roles of somebody of the tenant.")
        {
            Body = """{"user":"0a1b2c3d4e5f6g7h","roles":["annotator"]}""", Kind = ActivityKind.Members, Status = 201, Answer = Example,
        });
        routes.Project("GET /projects/{project}/admins", Right.SeeMembers, Admins, new("Who administers: whom to ask for an account or a vendor.")
        {
            Answer = """{"items":[{"user":"1a1b2c3d4e5f6g7h","name":"Ada"}],"next":null}""",
        });
        routes.Project("DELETE /projects/{project}/members/{user}", Right.SetMembers, Remove,
            new("Ends a membership; what the member did stays.") { Status = 204, Kind = ActivityKind.Members });
    }

    static async Task<IResult> List(ProjectCall call)
    {
        var directory = await call.Directory();
        var members = call.Project.Members.Select(m => View(m.Key, m.Value, directory)).OrderBy(m => m.Name, StringComparer.Ordinal);
        return Answers.Ok(new([.. members]), ApiJson.Api.PageMemberAnswer);
    }

    static async Task<IResult> Admins(ProjectCall call)
    {
        var admins = (await call.Directory()).Users.Values.Where(u => u.Admin).OrderBy(u => u.Name, StringComparer.Ordinal);
        return Answers.Ok(new([.. admins.Select(a => new PersonAnswer(a.Id, a.Name))]), ApiJson.Api.PagePersonAnswer);
    }

    static async Task<IResult> Set(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var user = body.Id<UserId>("user");
        var roles = ProjectRoles.None;
        foreach (var word in body.Texts("roles", Words.Roles.Count, 20))
            if (Words.Roles.TryGetValue(word, out var role)) roles |= role;
            else body.Refuse("roles", "unknown-value", $"A role is one of {string.Join(", ", Words.Roles.Keys)}.");
        if (roles is ProjectRoles.None) body.Refuse("roles", "missing-member", "A member has one role at least; DELETE ends a membership.");
        if (body.Refuses(out why)) return why.ToHttp();

        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var directory = await call.Directory();
            if (!directory.Users.ContainsKey(user)) return new NotFound().ToHttp();
            var isNew = call.Project.RolesOf(user) is ProjectRoles.None;
            if ((await call.ProjectGrain.SetMember(user, roles, call.Caller.User)).Refuses(out var why, out _)) return why.ToHttp();
            if (call.Project.MayAnnotate(user) != roles.HasFlag(ProjectRoles.Annotator)) await OrderBook.ShareAnew(call, call.Project.Id, user);
            if (!isNew) await call.Service<Presences>().Left(user, call.Project.Id, call.Http);
            var member = View(user, roles, directory);
            call.Did(("user", user), ("roles", string.Join(", ", member.Roles)));
            return isNew
                ? Answers.Created($"/api/v1/projects/{call.Project.Id}/members/{user}", member, ApiJson.Api.MemberAnswer)
                : Answers.Ok(member, ApiJson.Api.MemberAnswer);
        });
    }

    static async Task<IResult> Remove(ProjectCall call)
    {
        if (!UserId.TryParse(call.Route("user"), null, out var user) || call.Project.RolesOf(user) is ProjectRoles.None)
            return new NotFound().ToHttp();
        if ((await call.ProjectGrain.SetMember(user, ProjectRoles.None, call.Caller.User)).Refuses(out var why, out _)) return why.ToHttp();
        if (call.Project.MayAnnotate(user)) await OrderBook.ShareAnew(call, call.Project.Id, user);
        await call.Service<Presences>().Left(user, call.Project.Id, call.Http);
        call.Did(("user", user), ("removed", "true"));
        return Answers.Nothing;
    }

    static MemberAnswer View(UserId user, ProjectRoles roles, TenantDirectory directory) => new(
        user, directory.Users.GetValueOrDefault(user)?.Email ?? "", directory.NameOf(user), Words.Of(roles));
}
