using System.Text;
using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;
using Labelwise.Host.Http;

namespace Labelwise.Host.Accounts;

/// <summary>The people of a tenant, and how they come in: by an admin, by invitation, and the very first by set-up.</summary>
static class UserRoutes
{
    /// <summary>Longest name of a person, in characters.</summary>
    const int LongestName = 200;

    /// <summary>The tenant of an installation's first admin.</summary>
    public static readonly TenantId FirstTenant = TenantId.Parse("main");

    const string Example = """{"id":"0a1b2c3d4e5f6g7h","email":"ben@example.org","name":"Ben","admin":false,"tenant":"main"}""";

    public static void Map(Routes routes)
    {
        routes.Admin("POST /users", Create, new("Makes an account in the caller's tenant.")
        {
            Body = """{"email":"ben@example.org","name":"Ben","password":"correct horse battery"}""", Status = 201, Answer = Example,
            Refusals = [(404, "not-found"), (409, "email-taken")], IsHidden = true,
        });
        routes.Admin("GET /users", List, new("Everyone of the tenant.") { Answer = $$"""{"items":[{{Example}}],"next":null}""" });
        routes.Admin("DELETE /users/{user}", Remove, new("Ends an account, its sessions and its memberships.")
        {
            Status = 204, Refusals = [(409, "own-account")],
        });
        routes.Admin("POST /invitations", Invite, new("Keeps a place for an e-mail address; the link works once.")
        {
            Body = """{"email":"cleo@example.org"}""", Status = 201,
            Answer = """{"email":"cleo@example.org","expiresAt":"2027-01-08T08:00:00+00:00","link":"/invitation?secret=3q2-7w…"}""",
            Refusals = [(409, "email-taken")],
        });
        routes.Open("POST /invitations/accept", Accept, new("Makes the account that an invitation keeps a place for.")
        {
            Body = """{"secret":"3q2-7w…","email":"cleo@example.org","name":"Cleo","password":"correct horse battery"}""",
            Status = 201, Answer = Example, Refusals = [(403, "secret-not-valid"), (409, "email-taken")],
        });
        routes.Open("POST /setup", SetUp, new("Makes the first admin, by the secret that the server printed when it started.")
        {
            Body = """{"secret":"3q2-7w…","email":"ada@example.org","name":"Ada","password":"correct horse battery"}""",
            Status = 201, Answer = Example, Refusals = [(403, "secret-not-valid")],
        });
    }

    static async Task<IResult> Create(Call call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (email, name, password) = (NewEmail(body), body.Name("name", LongestName), NewPassword(body, "password"));
        if (body.Refuses(out why)) return why.ToHttp();
        // Without the password, of which no quick hash is kept anywhere.
        return await call.Once(call.Fingerprint(Encoding.UTF8.GetBytes($"{email}\n{name}")), async ids =>
        {
            var facts = new AccountFacts(new(ids.Next()), call.Caller.Tenant, email, name, Admin: false);
            var account = new RegisterAccount(facts, await call.Service<Passwords>().Hash(password));
            return Made(await Installation(call.Grains).Admit(account));
        });
    }

    static async Task<IResult> List(Call call)
    {
        var directory = await call.Grains.GetGrain<ITenantGrain>(call.Caller.Tenant.Value).Directory();
        return Answers.Ok(
            new([.. directory.Users.Values.OrderBy(u => u.Name, StringComparer.Ordinal).Select(UserAnswer.Of)]), ApiJson.Api.PageUserAnswer);
    }

    static async Task<IResult> Remove(Call call)
    {
        var tenant = call.Grains.GetGrain<ITenantGrain>(call.Caller.Tenant.Value);
        var directory = await tenant.Directory();
        if (!UserId.TryParse(call.Route("user"), null, out var id) || directory.Users.GetValueOrDefault(id) is not { } user)
            return new NotFound().ToHttp();
        if (id == call.Caller.User) return new Conflict("own-account", "Another admin must remove your account.").ToHttp();
        await call.Grains.GetGrain<IAccountGrain>(EmailAddress.Normalise(user.Email)!).Remove(id);
        foreach (var project in directory.Projects)
            await call.Grains.GetGrain<IProjectGrain>(project.Value).SetMember(id, ProjectRoles.None, call.Caller.User);
        await Task.WhenAll(directory.Projects.Select(p => call.Service<Presences>().Left(id, p, call.Http)));
        await tenant.Leave(id);
        return Answers.Nothing;
    }

    static async Task<IResult> Invite(Call call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var email = NewEmail(body);
        if (body.Refuses(out why)) return why.ToHttp();
        if (await call.Grains.GetGrain<IAccountGrain>(EmailAddress.Normalise(email)!).Credentials() is not null) return new EmailTaken().ToHttp();
        var secret = Tokens.New();
        var expires = call.Service<TimeProvider>().GetUtcNow() + call.Service<ServerOptions>().InvitationLength;
        await call.Grains.GetGrain<IInvitationGrain>(Tokens.HashOf(secret).ToString()).Offer(new(call.Caller.Tenant, email, expires, call.Caller.User));
        return Answers.Created("/api/v1/invitations", new(email, expires, $"/invitation?secret={secret}"), ApiJson.Api.InvitationAnswer);
    }

    static async Task<IResult> Accept(HttpContext http)
    {
        if ((await Newcomer.Read(http)).Refuses(out var why, out var newcomer)) return why.ToHttp();
        var grains = http.RequestServices.GetRequiredService<IGrainFactory>();
        var invitation = grains.GetGrain<IInvitationGrain>(newcomer.Secret.ToString());
        if (await invitation.Standing() is not { } offer) return new SecretNotValid().ToHttp();
        return Made(await invitation.Accept(await newcomer.Register(http, offer.Tenant, admin: false)));
    }

    static async Task<IResult> SetUp(HttpContext http)
    {
        if ((await Newcomer.Read(http)).Refuses(out var why, out var newcomer)) return why.ToHttp();
        var grains = http.RequestServices.GetRequiredService<IGrainFactory>();
        return Made(await Installation(grains).SetUp(newcomer.Secret, await newcomer.Register(http, FirstTenant, admin: true)));
    }

    static IResult Made(Outcome<AccountFacts> outcome) => outcome.Refuses(out var why, out var facts) ? why.ToHttp()
        : Answers.Created($"/api/v1/users/{facts.Id}", UserAnswer.Of(facts), ApiJson.Api.UserAnswer);

    static IInstallationGrain Installation(IGrainFactory grains) => grains.GetGrain<IInstallationGrain>(IInstallationGrain.Key);

    static string NewEmail(Body body)
    {
        var email = body.Text("email", EmailAddress.MaxLength);
        if (EmailAddress.Normalise(email) is null) body.Refuse("email", "not-an-email", "This is no e-mail address.");
        return email;
    }

    public static string NewPassword(Body body, string member)
    {
        var password = body.Text(member, Passwords.Longest);
        if (password.Length < Passwords.Shortest)
            body.Refuse(member, "too-short", $"A password has {Passwords.Shortest} characters at least.");
        return password;
    }

    /// <summary>Somebody who comes in by a one-time secret.</summary>
    sealed record Newcomer(ContentHash Secret, string Email, string Name, string Password)
    {
        public static async Task<Outcome<Newcomer>> Read(HttpContext http)
        {
            if (!Doorkeeper.IsOwnOrigin(http.Request)) return new CrossSite();
            if ((await Body.Read(http)).Refuses(out var why, out var body)) return why;
            var newcomer = new Newcomer(
                Tokens.HashOf(body.Text("secret", Tokens.MostCharacters)), NewEmail(body), body.Name("name", LongestName), NewPassword(body, "password"));
            return body.Refuses(out why) ? why : newcomer;
        }

        /// <summary>The account's id follows from the secret: the same set-up sent twice is one account.</summary>
        public async Task<RegisterAccount> Register(HttpContext http, TenantId tenant, bool admin) => new(
            new(new(IdLetters.Of(ContentHash.Of(Encoding.UTF8.GetBytes($"{Secret}\n{EmailAddress.Normalise(Email)}")))), tenant, Email, Name, admin),
            await http.RequestServices.GetRequiredService<Passwords>().Hash(Password));
    }
}
