using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Labelwise.Host.Overload;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Tests.Api;

/// <summary>A server asked for more than it can do.</summary>
public sealed class OverloadTests
{
    static readonly AdmissionLimits One = new() { AtOnce = 1, Holds = TimeSpan.FromDays(1) };

    [Fact]
    public async Task Who_finds_no_place_is_told_when_to_come_back_and_is_served_once_there_is_one()
    {
        var admission = new Admission(One with { WaitingPerPlace = 0 }, TimeProvider.System);
        await using var server = await Start(admission);
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(2));
        using (var held = await Held.Begin(team.Annotator, team, "tasks/next", admission))
        {
            foreach (var reply in new[] { await team.Curator.Get($"/projects/{team.Project}/tasks"), await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 1 }) })
            {
                Assert.Equal((503, "overloaded", "1"), (reply.Status, reply.Code, reply.Headers["Retry-After"]));
                Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
            }
            Assert.Equal(200, (await team.Curator.Get("!/healthz")).Status);
            Assert.StartsWith("HTTP/1.1 200", await held.Finish(), StringComparison.Ordinal);
        }
        await Until(() => admission.Served(Urgency.Work) is 0);
        Assert.Equal(200, (await team.Curator.Get($"/projects/{team.Project}/tasks")).Status);
    }

    [Fact]
    public async Task Peoples_work_goes_before_a_dashboard_that_came_first()
    {
        var admission = new Admission(One, TimeProvider.System);
        // Nobody sweeps: who waits here waits until it is their turn.
        await using var server = await Start(admission);
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(2));
        using var first = await Held.Begin(team.Annotator, team, "tasks/next", admission);
        var dashboard = team.Curator.Get($"/projects/{team.Project}/progress");
        await Until(() => admission.Waiting(Urgency.View) is 1);
        using var work = await Held.Begin(team.Reviewer, team, "reviews/next", admission, waits: true);
        await first.Finish();
        await Until(() => admission.Waiting(Urgency.Work) is 0);
        Assert.Equal((1, 0, 1), (admission.Served(Urgency.Work), admission.Served(Urgency.View), admission.Waiting(Urgency.View)));
        Assert.False(dashboard.IsCompleted);
        await work.Finish();
        Assert.Equal(200, (await dashboard).Status);
    }

    static Task<Server> Start(Admission admission) => Server.Start(change: services =>
    {
        services.AddSingleton(admission);
        services.Remove(services.Single(s => s.ImplementationType == typeof(AdmissionWatch)));
    });

    static Task Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string awaited = "") => Patience.Until(condition, awaited: awaited);

    /// <summary>A request for work whose body is not all there yet: it holds its place for as long as a test wants.</summary>
    sealed class Held(TcpClient socket) : IDisposable
    {
        const string Body = """{"count":1}""";

        public static async Task<Held> Begin(Client client, Team team, string route, Admission admission, bool waits = false)
        {
            var url = team.Server.Url;
            var held = new Held(new TcpClient(url.Host, url.Port));
            await held.Send($"POST /api/v1/projects/{team.Project}/{route} HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {client.Token}\r\n"
                + $"Content-Type: application/json\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n\r\n{{");
            await Until(() => (waits ? admission.Waiting(Urgency.Work) : admission.Served(Urgency.Work)) is 1);
            return held;
        }

        /// <returns>The whole answer.</returns>
        public async Task<string> Finish()
        {
            await Send(Body[1..]);
            using var reader = new StreamReader(socket.GetStream());
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        Task Send(string text) => socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken).AsTask();

        public void Dispose() => socket.Dispose();
    }
}
