using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Labelwise.Tests.Security;

/// <summary>S30: operators learn who did what when, and nobody learns more.</summary>
public sealed partial class LogTests
{
    const string Label = "a-label-that-nobody-logs", Name = "somebody-whom-nobody-logs";

    [Fact]
    public async Task A_failure_is_told_to_the_operator_whole_and_to_the_client_without_its_inside()
    {
        await using var server = await ServerProcess.Start("admin@example.org");
        var admin = await server.SignIn("admin@example.org");
        var project = await Sealed(admin);
        foreach (var blob in Directory.GetFiles(Path.Combine(server.Data, "blobs"), "*", SearchOption.AllDirectories)) File.Delete(blob);
        var reply = await admin.Get($"/projects/{project}/versions/1/manifest");
        Assert.Equal((500, "unexpected"), (reply.Status, reply.Code));
        Assert.Contains("nosniff", reply.Headers["X-Content-Type-Options"], StringComparison.Ordinal);
        var told = Encoding.UTF8.GetString(reply.Bytes);
        foreach (var inside in new[] { "Exception", "   at ", "Labelwise.", "/src/", "SELECT", "SQLite", server.Data, "Version=" }) Assert.DoesNotContain(inside, told, StringComparison.OrdinalIgnoreCase);
        var trace = Trace().Match(told).Value;
        await Logged(server, trace);

        // A name, a path and a key that would be lines of their own.
        var forged = "x%0d%0a2027-01-01T00:00:00.000Z%20info:%20forged%1b[2J%e2%80%a8y";
        Assert.Equal(404, (await admin.Send("DELETE", $"/projects/{project}/members/{forged}")).Status);
        Assert.Equal(422, (await admin.Post("/users", new { email = "f@example.org", name = "x\r\n2027 info: forged", password = Server.Password })).Status);
        var me = (string)(await admin.Get("/me")).Json!["id"]!;
        await Logged(server, "forged");

        var lines = server.Log.Where(l => l.Length > 0).ToList();
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.DoesNotContain(lines, l => l.StartsWith("2027", StringComparison.Ordinal) || l.Contains('\u001b') || l.Contains('\u2028'));
        Assert.Contains(lines, l => l.Contains($"DELETE /api/v1/projects/{project}/members/x", StringComparison.Ordinal) && l.Contains($"by {me}", StringComparison.Ordinal) && l.Contains("404", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("GET", StringComparison.Ordinal) && l.Contains("/manifest", StringComparison.Ordinal) && l.Contains("500", StringComparison.Ordinal) && l.Contains($"by {me}", StringComparison.Ordinal));
        foreach (var secret in new[] { Server.Password, admin.Token!, Label, Name }) Assert.DoesNotContain(lines, l => l.Contains(secret, StringComparison.Ordinal));
    }

    [Theory, InlineData("http://127.0.0.1:{0}", "--url"), InlineData("http://203.0.113.1:{0}", "--url")]
    public async Task A_server_that_cannot_listen_says_so_in_one_sentence(string address, string remedy)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = string.Format(CultureInfo.InvariantCulture, address, ((IPEndPoint)taken.LocalEndpoint).Port);
        var data = Directory.CreateTempSubdirectory("labelwise-taken-").FullName;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "labelwise.dll"), "serve", "--data", data, "--url", url]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, ""), (process.ExitCode, await output));
        var said = Assert.Single(errors.Split('\n'), l => l.StartsWith("labelwise: ", StringComparison.Ordinal));
        Assert.Contains(url, said, StringComparison.Ordinal);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    static async Task<string> Sealed(Client admin)
    {
        var spec = new { media = "text", classes = Array.Empty<object>(), properties = new[] { new { name = "kind", type = "text", required = true } } };
        var project = (string)(await admin.Post("/projects", new { name = Name, spec, pipeline = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0 } } })).Json!["id"]!;
        using var form = new MultipartFormDataContent { { new StringContent("text"), "format" }, { new StringContent($$"""{"externalId":"a","text":"{{Label}}"}"""), "file", "x.jsonl" } };
        await Uploads.Finished(admin, (string)(await admin.Send("POST", $"/projects/{project}/imports", form)).Json!["id"]!);
        var task = (await admin.Post($"/projects/{project}/tasks/next", new { count = 1 })).Json!["tasks"]![0]!;
        Assert.Equal(200, (await admin.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 1, labels = new { objects = Array.Empty<object>(), properties = new { kind = Label } } })).Status);
        await Uploads.Finished(admin, (string)(await admin.Post($"/projects/{project}/versions", new { name = "one" })).Json!["id"]!);
        return project;
    }

    static Task Logged(ServerProcess server, string text) =>
        Eventually.Holds(() => Task.FromResult(server.Log.Any(l => l.Contains(text, StringComparison.Ordinal))), $"a line with '{text}'");

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.NonBacktracking)]
    private static partial Regex Trace();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn|fail|crit): Labelwise\.", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
