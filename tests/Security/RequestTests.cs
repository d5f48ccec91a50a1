using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Labelwise.Tests.Security;

/// <summary>S9, S14, S16, S20, S21, S24, S26: requests that are not what they seem.</summary>
public sealed class RequestTests(World world)
{
    Team Ours => world.Ours;

    [Theory]
    [InlineData("..%2f..%2fetc%2fpasswd"), InlineData("%2e%2e%2f%2e%2e%2fetc%2fpasswd"), InlineData("..%5c..%5cx"), InlineData("%00"), InlineData("%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/x.conf")]
    public async Task A_path_that_climbs_reaches_nothing(string part)
    {
        foreach (var path in new[] { $"/api/v1/projects/{Ours.Project}/versions/1/chunks/{part}", $"/api/v1/projects/{Ours.Project}/samples/{part}", $"/api/v1/jobs/{part}", $"/assets/{part}", $"/{part}" })
        {
            var (status, text) = await Raw($"GET {path} HTTP/1.1\r\nHost: {world.Server.Url.Authority}\r\nAuthorization: Bearer {Ours.Admin.Token}\r\nConnection: close\r\n\r\n");
            Assert.True(status is 400 or 404, $"{path}: {status}");
            Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/static../appsettings.json"), InlineData("/appsettings.json"), InlineData("/../labelwise.db"), InlineData("/%2e%2e/labelwise.db"), InlineData("/assets/../../labelwise.dll"), InlineData("/labelwise.json")]
    public async Task A_file_beside_the_pages_is_not_served(string path)
    {
        var (status, text) = await Raw($"GET {path} HTTP/1.1\r\nHost: {world.Server.Url.Authority}\r\nConnection: close\r\n\r\n");
        Assert.True(status is 400 or 404, $"{path}: {status} {text}");
    }

    [Theory]
    [InlineData("sort=annotator.passwordHash"), InlineData("annotator__password__startswith=a"), InlineData("state[]=QUEUED"), InlineData("state[$ne]=x"), InlineData("cursor=forged"), InlineData("cursor=0_2147483647"), InlineData("limit=501"), InlineData("minConfidence=NaN"), InlineData("annotator=a%20b")]
    public async Task A_filter_that_nobody_knows_is_refused_and_not_passed_over(string query) =>
        Assert.Equal(422, (await Ours.Curator.Get($"/projects/{Ours.Project}/tasks?{query}")).Status);

    [Fact]
    public async Task Words_of_a_query_language_are_words()
    {
        var honest = (await Ours.Curator.Get($"/projects/{Ours.Project}/tasks?q=potato")).Json!["items"]!.AsArray();
        Assert.Equal(6, honest.Count);
        foreach (var word in new[] { "potato' OR 1=1--", "' OR ''='", "%", "_", "*", ".*", "potato\\", "potato\0" })
            Assert.Empty((await Ours.Curator.Get($"/projects/{Ours.Project}/tasks?q={Uri.EscapeDataString(word)}")).Json?["items"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task A_search_for_a_megabyte_is_refused_before_it_is_searched()
    {
        var query = new string('q', 200_000);
        Assert.Contains((await Ours.Curator.Get($"/projects/{Ours.Project}/tasks?q={query}")).Status, (int[])[400, 414, 422]);
        Assert.Equal(422, (await Ours.Curator.Get($"/projects/{Ours.Project}/tasks?q={query[..201]}")).Status);
    }

    /// <summary>There are no patterns in a data spec: what none can give, none can make slow.</summary>
    [Fact]
    public async Task A_pattern_in_a_data_spec_is_unknown()
    {
        var spec = """{"media":"text","classes":[],"properties":[{"name":"x","type":"text","pattern":"(a+)+$"}]}""";
        var reply = await Ours.Admin.Send("POST", "/projects", $$"""{"name":"x","spec":{{spec}}}""");
        Assert.Equal((422, "/spec/properties/0/pattern"), (reply.Status, (string?)reply.Json!["violations"]![0]!["pointer"]));
    }

    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1;x\nab\r\nX\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2;\n\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("Content-Length: -1\r\n\r\n{}")]
    [InlineData("X: a\r\n b: c\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("X\0: a\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task A_request_that_two_servers_could_read_differently_ends_its_connection(string rest)
    {
        // Behind it a second request, which a smuggled first one would let through.
        var (status, text) = await Raw($"POST /api/v1/sessions HTTP/1.1\r\nHost: {world.Server.Url.Authority}\r\nContent-Type: application/json\r\n{rest}"
            + $"GET /healthz HTTP/1.1\r\nHost: {world.Server.Url.Authority}\r\nConnection: close\r\n\r\n");
        Assert.True(status is 0 or 400 or 422, $"{status} {text}");
        Assert.DoesNotContain("HTTP/1.1 200", text, StringComparison.Ordinal);
        Assert.Equal(200, (await new Client(world.Server.Url).Get("!/healthz")).Status);
    }

    [Theory]
    [InlineData("""{"lease":"1","lease":"2"}""", 422), InlineData("""{"lease":"\ud800"}""", 422), InlineData("""{"\ud800":1}""", 422), InlineData("""{"lease":1e999}""", 422)]
    [InlineData("""{"lease":01}""", 400), InlineData("{'lease':1}", 400), InlineData("{\"lease\":\"1\"}x", 400), InlineData("{\"lease\":NaN}", 400), InlineData("\ufeff{}", 400), InlineData("/**/{}", 400), InlineData("[]", 422), InlineData("", 422)]
    public async Task A_document_that_two_parsers_could_read_differently_is_refused(string body, int status) =>
        Assert.Equal(status, (await Ours.Annotator.Send("POST", $"/tasks/{world.OurThings["task"]}/release", body)).Status);

    [Fact]
    public async Task A_document_nested_without_end_is_refused_on_every_route_that_takes_one()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        foreach (var route in (await ApiRoute.All(world.Server)).Where(r => r.BodyType is "application/json"))
        {
            var reply = await Ours.Admin.Send(route.Verb, route.Path(world.OurThings), $$"""{"name":"x","spec":{{deep}},"labels":{{deep}}}""");
            Assert.True(reply.Status is 400, $"{route}: {reply.Status}");
        }
    }

    /// <summary>S20.</summary>
    [Fact]
    public async Task No_page_of_another_site_can_act_by_the_cookie_on_any_route()
    {
        var cookie = ("Cookie", (string?)await Cookie());
        var anyone = new Client(world.Server.Url);
        var own = ("Origin", (string?)world.Server.Url.GetLeftPart(UriPartial.Authority));
        foreach (var route in (await ApiRoute.All(world.Server)).Where(r => r.NeedsSession && r.Verb is not "GET"))
        {
            var path = route.Path(world.OurThings);
            foreach (var headers in new (string, string?)[][] { [cookie, ("Origin", "https://evil.example")], [cookie], [cookie, own], [cookie, ("Origin", "null"), ("X-Labelwise-Client", "web")], [cookie, ("Origin", "https://evil.example"), ("X-Labelwise-Client", "web")] })
            {
                using var plain = new StringContent(route.Body as string ?? "{}", Encoding.UTF8, "text/plain");
                var reply = await anyone.Send(route.Verb, path, route.Verb is "DELETE" ? null : plain, headers);
                Assert.True((reply.Status, reply.Code) == (403, "cross-site"), $"{route}: {reply.Status} {reply.Code}");
            }
        }
    }

    /// <summary>What says as of when it is, which changes by itself.</summary>
    static readonly string[] SaysAsOfWhen = ["/annotators", "/annotators/{user}", "/agreement", "/agreement/pairs", "/consistency", "/report", "/report.html", "}/confidence"];

    [Fact]
    public async Task Reading_changes_nothing()
    {
        await using var own = await World.Make();
        var before = await Everything(own);
        foreach (var route in (await ApiRoute.All(own.Server)).Where(r => r.Verb is "GET"))
            foreach (var (_, client) in own.Ours.Members) await client.Get(route.Path(own.OurThings));
        Assert.Equal(before, await Everything(own));

        static async Task<string> Everything(World world)
        {
            var seen = new StringBuilder();
            foreach (var route in (await ApiRoute.All(world.Server)).Where(r => r.Verb is "GET" && r.IsOfProject && !SaysAsOfWhen.Any(s => r.Pattern.EndsWith(s, StringComparison.Ordinal))))
                seen.AppendLine($"{route} {Encoding.UTF8.GetString((await world.Ours.Admin.Get(route.Path(world.OurThings))).Bytes)}");
            // The pace is one of time as well: it changes by itself.
            return Regex.Replace(seen.ToString(), "\"(?:perHour|secondsLeft)\":[^,}]*,?", "", RegexOptions.None, TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        var cookie = (await SignInAsPage()).Headers["Set-Cookie"];
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>S21.</summary>
    [Fact]
    public async Task Another_site_and_another_name_get_nothing()
    {
        var evil = ("Origin", (string?)"https://evil.example");
        foreach (var (verb, extra) in new[] { ("GET", evil), ("OPTIONS", ("Access-Control-Request-Method", "POST")) })
        {
            var reply = await Ours.Admin.Send(verb, "/me", null, evil, extra);
            Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        }
        Assert.Equal(403, (await Ours.Admin.Send("POST", "!/live/negotiate?negotiateVersion=1", null, evil)).Status);
        Assert.Equal(403, (await Ours.Admin.Send("GET", $"!/live?access_token={Ours.Admin.Token}", null, evil, ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="))).Status);
        foreach (var path in new[] { "/me", "!/healthz", "!/", "!/openapi/v1.json" })
            Assert.Equal(400, (await Ours.Admin.Send("GET", path, null, ("Host", "evil.example"))).Status);
    }

    /// <summary>S9; what pages do under it is tested in tests/Browser.</summary>
    [Fact]
    public async Task Every_answer_forbids_scripts_from_elsewhere_frames_and_guesses_of_its_type()
    {
        var anyone = new Client(world.Server.Url);
        foreach (var reply in new[] { await anyone.Get("!/"), await anyone.Get("!/no/such/page"), await anyone.Get("/me"), await Ours.Admin.Get("/me"), await Ours.Admin.Get("/nothing"), await anyone.Get("!/openapi/v1.json") })
        {
            var policy = reply.Headers["Content-Security-Policy"];
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
            Assert.DoesNotContain(reply.Headers.Keys, h => h.EndsWith("Report-Only", StringComparison.OrdinalIgnoreCase) || h is "Server" or "X-Powered-By");
        }
    }

    Task<Reply> SignInAsPage() => new Client(world.Server.Url).Send("POST", "/sessions", new { email = "admin@example.org", password = Server.Password }, ("X-Labelwise-Client", "web"));

    async Task<string> Cookie() => (await SignInAsPage()).Headers["Set-Cookie"].Split(';')[0];

    /// <returns>Status 0 where the connection was closed without an answer.</returns>
    async Task<(int Status, string Text)> Raw(string request)
    {
        using var socket = new TcpClient(world.Server.Url.Host, world.Server.Url.Port);
        await using var stream = socket.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            return (text.Split(' ') is [_, var status, ..] ? int.Parse(status) : 0, text);
        }
        catch (IOException) { return (0, ""); }
    }
}
