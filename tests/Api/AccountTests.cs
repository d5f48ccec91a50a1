namespace Labelwise.Tests.Api;

public sealed class AccountTests
{
    [Fact]
    public async Task A_token_works_until_its_bearer_signs_out_and_not_a_moment_longer()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        Assert.Equal("admin@example.org", (string?)(await admin.Get("/me")).Json!["email"]);
        Assert.Equal(204, (await admin.Send("DELETE", "/sessions/current")).Status);
        Assert.Equal((401, "not-signed-in"), Of(await admin.Get("/me")));
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_server()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        await server.Restart();
        var again = new Client(server.Url) { Token = admin.Token };
        Assert.Equal(200, (await again.Get("/me")).Status);
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_at_once()
    {
        await using var server = await Server.Start();
        var (here, elsewhere) = (await server.SignIn("admin@example.org"), await server.SignIn("admin@example.org"));
        Assert.Equal((401, "wrong-credentials"), Of(await here.Put("/me/password", new { current = "guess guess", @new = "another good one" })));
        Assert.Equal(204, (await here.Put("/me/password", new { current = Server.Password, @new = "another good one" })).Status);
        Assert.Equal(401, (await elsewhere.Get("/me")).Status);
        Assert.Equal(200, (await here.Get("/me")).Status);
        Assert.Equal(200, (await (await server.SignIn("admin@example.org", "another good one")).Get("/me")).Status);
    }

    [Fact]
    public async Task Somebody_removed_is_out_at_once()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        Assert.Equal(204, (await team.Admin.Send("DELETE", $"/users/{team.Annotator.User}")).Status);
        Assert.Equal(401, (await team.Annotator.Get("/me")).Status);
        Assert.Equal(409, (await team.Admin.Send("DELETE", $"/users/{team.Admin.User}")).Status);
    }

    [Fact]
    public async Task Guessing_passwords_is_slowed_down_whatever_address_a_client_claims()
    {
        await using var server = await Server.Start();
        var client = new Client(server.Url);
        var replies = new List<Reply>();
        for (var i = 0; i < 20; i++)
            replies.Add(await client.Send("POST", "/sessions", new { email = "admin@example.org", password = $"guess {i}" }, ("X-Forwarded-For", $"10.0.0.{i}")));
        Assert.Equal(401, replies[0].Status);
        Assert.Equal((429, "too-many-attempts"), Of(replies[^1]));
        Assert.True(int.Parse(replies[^1].Headers["Retry-After"]) > 0);
    }

    [Fact]
    public async Task An_unknown_address_is_answered_like_a_wrong_password()
    {
        await using var server = await Server.Start();
        var client = new Client(server.Url);
        var unknown = await client.Post("/sessions", new { email = "nobody@example.org", password = "guess guess" });
        var wrong = await client.Post("/sessions", new { email = "admin@example.org", password = "guess guess" });
        Assert.Equal(wrong.Shape, unknown.Shape);
    }

    [Fact]
    public async Task An_expired_session_is_no_session()
    {
        var clock = new ManualTime();
        await using var server = await Server.Start(change: services => Clocks.Replace(services, clock));
        var admin = await server.SignIn("admin@example.org");
        clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(401, (await admin.Get("/me")).Status);
    }

    [Fact]
    public async Task The_first_admin_is_made_by_the_printed_secret_once()
    {
        await using var server = await Server.StartEmpty();
        var secret = await server.OfferSetup();
        var client = new Client(server.Url);
        var body = new { secret, email = "ada@example.org", name = "Ada", password = Server.Password };
        Assert.Equal(403, (await client.Post("/setup", new { secret = "guess", email = "eve@example.org", name = "Eve", password = Server.Password })).Status);
        var made = await client.Post("/setup", body);
        Assert.Equal((201, true), (made.Status, (bool)made.Json!["admin"]!));
        Assert.Equal(403, (await client.Post("/setup", body)).Status);
        await server.SignIn("ada@example.org");
    }

    [Fact]
    public async Task An_invitation_works_once_and_for_its_address_alone()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        var invited = await admin.Post("/invitations", new { email = "cleo@example.org" });
        Assert.Equal(201, invited.Status);
        var secret = ((string)invited.Json!["link"]!).Split('=')[1];
        var anyone = new Client(server.Url);
        Assert.Equal(403, (await anyone.Post("/invitations/accept", new { secret, email = "eve@example.org", name = "Eve", password = Server.Password })).Status);
        Assert.Equal(201, (await anyone.Post("/invitations/accept", new { secret, email = "cleo@example.org", name = "Cleo", password = Server.Password })).Status);
        Assert.Equal(403, (await anyone.Post("/invitations/accept", new { secret, email = "cleo@example.org", name = "Cleo", password = Server.Password })).Status);
        Assert.Equal("main", (string?)(await (await server.SignIn("cleo@example.org")).Get("/me")).Json!["tenant"]);
    }

    [Fact]
    public async Task A_page_of_another_site_can_do_nothing_with_the_cookie()
    {
        await using var server = await Server.Start();
        var client = new Client(server.Url);
        var signedIn = await client.Send("POST", "/sessions", new { email = "admin@example.org", password = Server.Password }, ("X-Labelwise-Client", "web"));
        var set = signedIn.Headers["Set-Cookie"];
        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
        var cookie = ("Cookie", (string?)set.Split(';')[0]);
        var own = ("Origin", (string?)server.Url.GetLeftPart(UriPartial.Authority));
        var ours = ("X-Labelwise-Client", (string?)"web");
        Assert.Equal(200, (await client.Send("GET", "/me", null, cookie)).Status);
        Assert.Equal(403, (await client.Send("DELETE", "/sessions/current", null, cookie)).Status);
        Assert.Equal(403, (await client.Send("DELETE", "/sessions/current", null, cookie, ours, ("Origin", "https://evil.example"))).Status);
        Assert.Equal(204, (await client.Send("DELETE", "/sessions/current", null, cookie, ours, own)).Status);
        Assert.Equal(401, (await client.Send("GET", "/me", null, cookie)).Status);
    }

    static (int, string?) Of(Reply reply) => (reply.Status, reply.Code);
}
