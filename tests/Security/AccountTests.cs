using System.Diagnostics;
using System.Net;
using System.Text;
using Labelwise.Host.Accounts;
using Labelwise.Host.Live;

namespace Labelwise.Tests.Security;

/// <summary>S19, S22, S23, S28, S29, S34: who comes in, for how long, and what they can find out before.</summary>
public sealed class AccountTests
{
    /// <summary>Rounds of hashing that no machine does in <see cref="LeastMs"/> milliseconds; an answer without them takes two.</summary>
    const int Rounds = 500_000, LeastMs = 20;

    [Fact]
    public async Task A_token_of_one_installation_opens_no_other()
    {
        await using var one = await Server.Start();
        await using var other = await Server.Start();
        var token = (await one.SignIn("admin@example.org")).Token;
        Assert.Equal(401, (await new Client(other.Url) { Token = token }.Get("/me")).Status);
        Assert.Equal(401, (await new Client(other.Url).Send("GET", "/me", null, ("Cookie", $"labelwise={token}"))).Status);
    }

    [Fact]
    public async Task A_fresh_installation_has_nobody_in_it_until_its_secret_is_used()
    {
        await using var server = await Server.StartEmpty();
        var anyone = new Client(server.Url);
        foreach (var password in new[] { "admin", "password", "labelwise", "changeme", "", Server.Password })
            Assert.Contains((await anyone.Post("/sessions", new { email = "admin@example.org", password })).Status, (int[])[401, 422]);
        Assert.Equal(403, (await anyone.Post("/setup", new { secret = "guess", email = "eve@example.org", name = "Eve", password = Server.Password })).Status);
    }

    [Fact]
    public async Task What_is_kept_is_for_the_servers_user_alone()
    {
        if (OperatingSystem.IsWindows()) return;  // file modes are of Unix
        var data = Path.Combine(Directory.CreateTempSubdirectory("labelwise-modes-").FullName, "data");
        await LabelwiseAccount(data);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        foreach (var file in Directory.GetFiles(data)) Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file)));
        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }

    [Fact]
    public void No_secret_lies_beside_the_program()
    {
        string[] marks = ["-----BEGIN RSA PRIVATE KEY", "-----BEGIN PRIVATE KEY", "-----BEGIN EC PRIVATE KEY", "AccountKey=", "AKIA"];
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*").Where(f => Path.GetFileName(f).StartsWith("labelwise", StringComparison.OrdinalIgnoreCase) && !f.Contains("Tests", StringComparison.Ordinal) || f.EndsWith(".json", StringComparison.Ordinal)))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var mark in marks)
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) < 0, $"{file} has {mark}");
                Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(mark)) < 0, $"{file} has {mark}");
            }
        }
    }

    /// <summary>S22.</summary>
    [Fact]
    public async Task There_is_no_way_to_sign_oneself_up()
    {
        await using var server = await Server.Start();
        var anyone = new Client(server.Url);
        var body = new { email = "eve@example.org", name = "Eve", password = Server.Password };
        var nothing = await anyone.Post("/no-such-route", body);
        Assert.Equal(404, nothing.Status);
        foreach (var path in new[] { "/users", "/register", "/signup", "/projects/a/webhooks" }) Assert.Equal(nothing.Shape, (await anyone.Post(path, body)).Shape);
        Assert.Equal(401, (await anyone.Send("POST", "/users", body, ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin@example.org:{Server.Password}"))}"))).Status);
        Assert.Equal(401, (await anyone.Send("GET", "/me", null, ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin@example.org:{Server.Password}"))}"))).Status);
    }

    [Fact]
    public async Task An_invitation_works_once_in_time_and_for_its_address_alone()
    {
        var clock = new ManualTime();
        await using var server = await Server.Start(change: services => Clocks.Replace(services, clock));
        var admin = await server.SignIn("admin@example.org");
        var anyone = new Client(server.Url);
        var (first, late) = (await Secret("cleo@example.org"), await Secret("dan@example.org"));
        Assert.Equal(403, (await Accept(first, "eve@example.org")).Status);
        Assert.Equal(201, (await Accept(first, "cleo@example.org")).Status);
        Assert.Equal(403, (await Accept(first, "cleo@example.org")).Status);
        clock.Advance(server.Options.InvitationLength);
        Assert.Equal(403, (await Accept(late, "dan@example.org")).Status);

        async Task<string> Secret(string email) => ((string)(await admin.Post("/invitations", new { email })).Json!["link"]!).Split('=')[1];
        Task<Reply> Accept(string secret, string email) => anyone.Post("/invitations/accept", new { secret, email, name = "x", password = Server.Password });
    }

    /// <summary>S23.</summary>
    [Theory, InlineData("sign-out"), InlineData("password"), InlineData("removal"), InlineData("time")]
    public async Task A_session_that_ended_is_void_at_once_and_its_live_connection_closes(string how)
    {
        var clock = new ManualTime();
        await using var server = await Server.Start(change: services => Clocks.Replace(services, clock));
        var team = await Team.Make(server);
        var email = (string)(await team.Annotator.Get("/me")).Json!["email"]!;
        var elsewhere = await server.SignIn(email);
        await using var hub = await Hub.Open(server, elsewhere.Token!);
        await hub.Invoke("watch", team.Project);
        Assert.Equal(204, how switch
        {
            "sign-out" => (await elsewhere.Send("DELETE", "/sessions/current")).Status,
            "password" => (await team.Annotator.Put("/me/password", new { current = Server.Password, @new = "another good one" })).Status,
            "removal" => (await team.Admin.Send("DELETE", $"/users/{team.Annotator.User}")).Status,
            _ => Later(),
        });
        Assert.Equal(401, (await elsewhere.Get("/me")).Status);
        Assert.Equal(401, (await elsewhere.Send("POST", "!/live/negotiate?negotiateVersion=1")).Status);
        await hub.UntilClosed();

        int Later()
        {
            clock.Advance(server.Options.SessionLength);
            return 204;
        }
    }

    [Fact]
    public async Task A_token_in_the_address_is_no_token_on_any_route()
    {
        await using var world = await World.Make();
        var anyone = new Client(world.Server.Url);
        foreach (var route in (await ApiRoute.All(world.Server)).Where(r => r.NeedsSession && !r.IsHidden))
            Assert.Equal(401, (await anyone.Send(route.Verb, $"{route.Path(world.OurThings)}?access_token={world.Ours.Admin.Token}", route.Body)).Status);
    }

    /// <summary>S28, S34.</summary>
    [Fact]
    public async Task Twenty_wrong_passwords_close_the_account_to_that_address_whatever_address_is_claimed()
    {
        await using var server = await Server.Start();
        var replies = await Guess(server, 20);
        Assert.Equal(401, replies[0].Status);
        Assert.All(replies[10..], reply => Assert.Equal((429, "too-many-attempts"), (reply.Status, reply.Code)));
        Assert.True(int.Parse(replies[^1].Headers["Retry-After"]) > 0);
        // The right one is no way to find out, and others come in still.
        Assert.Equal(429, (await new Client(server.Url).Post("/sessions", new { email = "admin@example.org", password = Server.Password })).Status);
        await server.SignIn("stranger@example.org");
    }

    [Fact]
    public async Task Behind_a_proxy_that_was_named_its_word_on_the_address_counts_and_the_browser_is_held_to_tls()
    {
        await using var server = await Server.Start(o => o with { Proxies = [IPAddress.Loopback], Hosts = ["labels.example", "127.0.0.1"] });
        Assert.All(await Guess(server, 20), reply => Assert.Equal(401, reply.Status));
        var reply = await new Client(server.Url).Send("GET", "!/healthz", null, ("X-Forwarded-Proto", "https"), ("Host", "labels.example"));
        Assert.Contains("max-age=", reply.Headers["Strict-Transport-Security"], StringComparison.Ordinal);
        var cookie = (await new Client(server.Url).Send("POST", "/sessions", new { email = "admin@example.org", password = Server.Password },
            ("X-Labelwise-Client", "web"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "10.9.9.9"))).Headers["Set-Cookie"];
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_address_that_tries_many_accounts_is_closed_out_of_all()
    {
        await using var server = await Server.Start();
        var anyone = new Client(server.Url);
        for (var i = 0; i < SignIn.MostForAddress; i++) await anyone.Post("/sessions", new { email = $"u{i}@example.org", password = "guess guess" });
        Assert.Equal(429, (await anyone.Post("/sessions", new { email = "admin@example.org", password = Server.Password })).Status);
    }

    /// <summary>The times themselves are no assertion; <c>LABELWISE_TIMING=1</c> prints both medians.</summary>
    [Fact]
    public async Task An_unknown_address_costs_a_hash_like_a_known_one_and_is_answered_alike()
    {
        var measure = Environment.GetEnvironmentVariable("LABELWISE_TIMING") is "1";
        await using var server = await Server.Start(o => o with { PasswordIterations = measure ? null : Rounds });
        var anyone = new Client(server.Url);
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < (measure ? 9 : 2); i++)
        {
            known.Add(await Try("admin@example.org"));
            unknown.Add(await Try("nobody@example.org"));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"medians: known {Median(known):0.00} ms, unknown {Median(unknown):0.00} ms");
        if (!measure) Assert.True(unknown.Min() > LeastMs, $"{unknown.Min()} ms is no hash of {Rounds} rounds");

        static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

        async Task<double> Try(string email)
        {
            var clock = Stopwatch.StartNew();
            var reply = await anyone.Post("/sessions", new { email, password = "guess guess" });
            Assert.Equal((401, "wrong-credentials"), (reply.Status, reply.Code));
            return clock.Elapsed.TotalMilliseconds;
        }
    }

    /// <summary>S29.</summary>
    [Fact]
    public async Task A_key_of_somebody_else_gives_nobody_their_answer_on_any_route()
    {
        await using var world = await World.Make();
        var colleague = await world.Server.SignIn("admin@example.org");
        foreach (var route in (await ApiRoute.All(world.Server)).Where(r => r.Verb is "POST" && r.NeedsSession && r.BodyType is "application/json"))
        {
            var path = route.Path(world.OurThings);
            await world.Ours.Curator.Send("POST", path, route.Body, ("Idempotency-Key", "stolen"));
            var theirs = await world.Theirs.Admin.Send("POST", path, route.Body, ("Idempotency-Key", "stolen"));
            Assert.False(theirs.Headers.ContainsKey("Idempotent-Replay"), route.ToString());
            if (route.IsOfProject) Assert.Equal(404, theirs.Status);
        }
    }

    [Theory, InlineData(""), InlineData("a b")]
    public async Task A_key_that_could_name_no_command_is_refused_and_not_passed_over(string key)
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        var reply = await admin.Send("POST", "/projects", new { name = "x", spec = Team.Spec }, ("Idempotency-Key", key));
        Assert.Equal(400, reply.Status);
        Assert.Empty((await admin.Get("/projects")).Json!["items"]!.AsArray());
    }

    /// <summary>Two modelers who bring predictions under one key have each brought theirs.</summary>
    [Fact]
    public async Task Predictions_brought_under_the_key_of_a_colleague_are_a_run_of_their_own()
    {
        await using var world = await World.Make();
        var other = world.Ours.Outsider;
        await world.Ours.Admin.Post($"/projects/{world.Ours.Project}/members", new { user = other.User, roles = new[] { "modeler" } });
        foreach (var client in new[] { world.Ours.Modeler, other })
        {
            using var lines = new StringContent("""{"externalId":"potato-0.png","labels":{"objects":[],"properties":{"quality":"good"}},"confidence":0.9}""", Encoding.UTF8, "application/x-ndjson");
            var reply = await client.Send("PUT", $"/projects/{world.Ours.Project}/predictions", lines, ("Idempotency-Key", "one"));
            Assert.Equal((200, 1), (reply.Status, (int)reply.Json!["accepted"]!));
        }
    }

    static async Task<List<Reply>> Guess(Server server, int times)
    {
        var anyone = new Client(server.Url);
        var replies = new List<Reply>();
        for (var i = 0; i < times; i++)
            replies.Add(await anyone.Send("POST", "/sessions", new { email = "admin@example.org", password = $"guess {i}" }, ("X-Forwarded-For", $"10.0.0.{i}")));
        return replies;
    }

    static Task LabelwiseAccount(string data) => Labelwise.Host.LabelwiseServer.AddUser(
        new() { Data = data, PasswordIterations = 10 }, new("a@example.org", "a", Server.Password, Admin: true, Labelwise.Domain.TenantId.Parse("main")));
}
