namespace Labelwise.Tests.Api;

public sealed class RepeatTests
{
    [Fact]
    public async Task The_same_request_sent_twice_makes_one_project_also_across_a_restart()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        var body = new { name = "Potatoes", spec = Team.Spec };
        var first = await admin.Post("/projects", body, "key-1");
        var second = await admin.Post("/projects", body, "key-1");
        await server.Restart();
        var again = new Client(server.Url) { Token = admin.Token };
        var third = await again.Post("/projects", body, "key-1");
        Assert.Equal((201, 201, 201), (first.Status, second.Status, third.Status));
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal(first.Bytes, third.Bytes);
        Assert.Single((await again.Get("/projects")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task One_key_for_two_different_requests_is_refused()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        Assert.Equal(201, (await admin.Post("/projects", new { name = "one", spec = Team.Spec }, "key-1")).Status);
        var other = await admin.Post("/projects", new { name = "two", spec = Team.Spec }, "key-1");
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Code));
        Assert.Equal(422, (await admin.Post("/users", new { email = "ben@example.org", name = "Ben", password = Server.Password }, "key-1")).Status);
    }

    [Fact]
    public async Task A_key_stolen_from_somebody_gets_nothing_of_theirs()
    {
        await using var server = await Server.Start();
        var (admin, stranger) = (await server.SignIn("admin@example.org"), await server.SignIn("stranger@example.org"));
        var body = new { name = "Potatoes", spec = Team.Spec };
        var mine = await admin.Post("/projects", body, "key-1");
        var theirs = await stranger.Post("/projects", body, "key-1");
        Assert.Equal(201, theirs.Status);
        Assert.NotEqual((string)mine.Json!["id"]!, (string)theirs.Json!["id"]!);
        Assert.Equal(404, (await stranger.Get($"/projects/{mine.Json["id"]}")).Status);
    }

    [Fact]
    public async Task A_refused_request_can_be_mended_under_its_key()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        Assert.Equal(422, (await admin.Post("/projects", new { name = "" , spec = Team.Spec }, "key-1")).Status);
        Assert.Equal(201, (await admin.Post("/projects", new { name = "mended", spec = Team.Spec }, "key-1")).Status);
    }
}
