using Labelwise.Grains.Accounts;
using Labelwise.Host.Http;
using Labelwise.Host.Statistics;
using Labelwise.Host.Projects;

namespace Labelwise.Host.Accounts;

/// <summary>Signing in and out, and who one is.</summary>
static class SessionRoutes
{
    public static void Map(Routes routes)
    {
        routes.Open("POST /sessions", Open, new("Signs in. With the header X-Labelwise-Client: web, sets the session's cookie too.")
        {
            Body = """{"email":"ada@example.org","password":"correct horse battery"}""",
            Answer = """{"token":"3q2-7w…","expiresAt":"2027-01-01T08:00:00+00:00","user":{"id":"0a1b2c3d4e5f6g7h","email":"ada@example.org","name":"Ada","admin":true,"tenant":"main"}}""",
            Refusals = [(401, "wrong-credentials"), (429, "too-many-attempts")],
        });
        routes.SignedIn("DELETE /sessions/current", Close, new("Signs out; the token is void at once.") { Status = 204, InPerson = true });
        routes.SignedIn("GET /me", Me, new("Who the caller is, and their projects.")
        {
            Answer = """{"id":"0a1b2c3d4e5f6g7h","email":"ada@example.org","name":"Ada","admin":true,"tenant":"main","projects":[{"id":"8h7g6f5e4d3c2b1a","name":"Potatoes","roles":["annotator"]}],"limits":{"labelBytes":8454144},"vendors":["Label Works"]}""",
        });
        routes.SignedIn("PUT /me/password", ChangePassword, new("Sets a new password and ends every other session and every API token.")
        {
            InPerson = true, Body = """{"current":"correct horse battery","new":"staple correct horse"}""", Status = 204,
            Refusals = [(401, "wrong-credentials"), (429, "too-many-attempts")],
        });
    }

    static async Task<IResult> Open(HttpContext http)
    {
        if (!Doorkeeper.IsOwnOrigin(http.Request)) return new CrossSite().ToHttp();
        if ((await Body.Read(http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (email, password) = (body.Text("email", EmailAddress.MaxLength), body.Text("password", Passwords.Longest));
        if (body.Refuses(out why)) return why.ToHttp();
        var signIn = http.RequestServices.GetRequiredService<SignIn>();
        if ((await signIn.Open(email, password, AddressOf(http))).Refuses(out why, out var signedIn)) return why.ToHttp();
        if (http.Request.Headers[Doorkeeper.ClientHeader] == "web")
            http.Response.Cookies.Append(Doorkeeper.Cookie, signedIn.Token, CookieOf(http, signedIn.ExpiresAt));
        return Answers.Ok(new(signedIn.Token, signedIn.ExpiresAt, UserAnswer.Of(signedIn.Account)), ApiJson.Api.SessionAnswer);
    }

    static async Task<IResult> Close(Call call)
    {
        await AccountOf(call).Close(call.Caller.Session);
        call.Http.Response.Cookies.Delete(Doorkeeper.Cookie, CookieOf(call.Http, null));
        return Answers.Nothing;
    }

    static async Task<IResult> Me(Call call)
    {
        var me = call.Caller.Account;
        var mine = await ProjectLists.Of(call.Caller);
        return Answers.Ok(
            new(me.Id, me.Email, me.Name, me.Admin, me.Tenant, [.. mine.Select(p => new MyProject(p.Id, p.Name, Words.Of(p.RolesOf(me.Id))))], new(Body.MostLabelBytes),
                [.. (await VendorViewRoutes.Managed(call)).Select(v => v.Name)]),
            ApiJson.Api.MeAnswer);
    }

    static async Task<IResult> ChangePassword(Call call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var current = body.Text("current", Passwords.Longest);
        var next = UserRoutes.NewPassword(body, "new");
        if (body.Refuses(out why)) return why.ToHttp();
        var changed = await call.Service<SignIn>().ChangePassword(call.Caller, current, next, AddressOf(call.Http));
        return changed.Refuses(out why, out _) ? why.ToHttp() : Answers.Nothing;
    }

    /// <summary>The client's address, as the connection or a trusted proxy tells it.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    static IAccountGrain AccountOf(Call call) =>
        call.Grains.GetGrain<IAccountGrain>(EmailAddress.Normalise(call.Caller.Account.Email)!);

    static CookieOptions CookieOf(HttpContext http, DateTimeOffset? expires) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", Expires = expires, IsEssential = true,
    };
}
