using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Tests.Security;

/// <summary>S4, S18, S33: rights are given by those who may, and end when they are taken.</summary>
public sealed class MembershipTests
{
    const int InFlight = 50;

    /// <summary>Imports until a connection has looked again whether it may hear.</summary>
    const int Looks = 50;

    /// <summary>The store is held shut while the member is removed, so that every submission is in flight then.</summary>
    [Fact]
    public async Task A_removal_is_answered_once_nothing_of_the_member_is_accepted_any_more()
    {
        var gate = new Gate();
        await using var server = await Server.Start(change: services => Gated.Labels(services, gate));
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(InFlight));
        var tasks = (await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = InFlight })).Json!["tasks"]!.AsArray();
        Assert.Equal(InFlight, tasks.Count);

        gate.Shut();
        var submitting = tasks.Skip(1).Select(task => team.Submit(task!)).ToList();
        await gate.Held(InFlight - 1);
        var removing = team.Curator.Send("DELETE", $"/projects/{team.Project}/members/{team.Annotator.User}");
        await Eventually.Holds(async () => (await team.Annotator.Get($"/projects/{team.Project}")).Status is 404, "the removal");
        Assert.Equal(404, (await team.Submit(tasks[0]!)).Status);  // removed, but not answered
        Assert.False(removing.IsCompleted);
        gate.Open();
        Assert.Equal(204, (await removing).Status);
        var atRemoval = await Annotated(team);

        Assert.All(await Task.WhenAll(submitting), reply => Assert.Equal(200, reply.Status));
        Assert.Equal(tasks.Skip(1).Select(t => (string)t!["id"]!).Order(StringComparer.Ordinal), atRemoval);
        Assert.Equal(atRemoval, await Annotated(team));
    }

    /// <summary>Whatever the order in which they come: accepted is accepted before the reply, refused leaves nothing.</summary>
    [Fact]
    public async Task A_removal_in_the_middle_of_many_submissions_leaves_each_whole_or_not_at_all()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(InFlight));
        var tasks = (await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = InFlight })).Json!["tasks"]!.AsArray();
        var submitting = tasks.Select(task => team.Submit(task!)).ToList();
        await Task.WhenAny(submitting);
        Assert.Equal(204, (await team.Curator.Send("DELETE", $"/projects/{team.Project}/members/{team.Annotator.User}")).Status);
        var atRemoval = await Annotated(team);
        var replies = await Task.WhenAll(submitting);
        Assert.All(replies, reply => Assert.Contains(reply.Status, (int[])[200, 404]));
        var accepted = tasks.Zip(replies).Where(t => t.Second.Status is 200).Select(t => (string)t.First!["id"]!).Order(StringComparer.Ordinal);
        Assert.Equal(accepted, atRemoval);
        Assert.Equal(atRemoval, await Annotated(team));
    }

    [Fact]
    public async Task Two_curators_who_remove_each_other_are_both_answered()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        Assert.Equal(200, (await team.Admin.Post($"/projects/{team.Project}/members", new { user = team.Modeler.User, roles = new[] { "curator" } })).Status);
        var replies = await Task.WhenAll(
            team.Curator.Send("DELETE", $"/projects/{team.Project}/members/{team.Modeler.User}"),
            team.Modeler.Send("DELETE", $"/projects/{team.Project}/members/{team.Curator.User}"));
        Assert.All(replies, reply => Assert.Contains(reply.Status, (int[])[204, 404]));
        Assert.Contains(replies, reply => reply.Status is 204);
    }

    [Fact]
    public async Task Somebody_removed_hears_no_more_of_the_project()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await using var hub = await Hub.Open(server, team.Annotator.Token!);
        Assert.Equal(team.Project, (string?)(await hub.Invoke("watch", team.Project))["result"]);
        Assert.Equal(204, (await team.Curator.Send("DELETE", $"/projects/{team.Project}/members/{team.Annotator.User}")).Status);
        Assert.NotNull((await hub.Invoke("watch", team.Project))["error"]);
        await using var witness = await Hub.Open(server, team.Curator.Token!);
        await witness.Invoke("watch", team.Project);

        var silent = 0;
        for (var i = 0; silent < 2; i++)
        {
            Assert.True(i < Looks, "events still come");
            await Uploads.Import(team, Pictures.Zip(1, $"later-{i}", i % 12));
            while ((await witness.Event()).Name is not "progress") { }
            silent = (await hub.HeardUntil("unwatch", "nothing")).Count is 0 ? silent + 1 : 0;
        }
    }

    [Fact]
    public async Task A_hub_refuses_another_tenants_project_as_one_that_is_not_there()
    {
        await using var world = await World.Make();
        await using var hub = await Hub.Open(world.Server, world.Ours.Admin.Token!);
        var (theirs, nothing) = (await hub.Invoke("watch", world.Theirs.Project), await hub.Invoke("watch", "0000000000000000"));
        Assert.NotNull(theirs["error"]);
        Assert.Equal((string?)nothing["error"], (string?)theirs["error"]);
    }

    [Fact]
    public async Task Members_of_a_body_that_nobody_asked_for_are_refused_and_change_nothing()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(1));
        var task = await team.Next();
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Team.Answer(task))!;
        (body["state"], body["annotator"], body["reviewed"]) = ("REVIEWED", team.Reviewer.User, true);
        Assert.Equal((422, "unknown-member"), Of(await team.Annotator.Post($"/tasks/{task["id"]}/submit", body)));
        Assert.Empty((await team.Curator.Get($"/tasks/{task["id"]}")).Json!["annotations"]!.AsArray());

        Assert.Equal(422, (await team.Curator.Post($"/projects/{team.Project}/members", new { user = team.Curator.User, roles = new[] { "owner" } })).Status);
        Assert.Equal((422, "unknown-member"), Of(await team.Curator.Post($"/projects/{team.Project}/members", new { user = team.Curator.User, roles = new[] { "modeler" }, admin = true })));
        Assert.Equal(403, (await team.Annotator.Post($"/projects/{team.Project}/members", new { user = team.Annotator.User, roles = new[] { "curator" } })).Status);
        Assert.Equal((422, "unknown-member"), Of(await team.Admin.Post("/users", new { email = "x@example.org", name = "x", password = Server.Password, admin = true })));
        Assert.Contains((await team.Annotator.Put("/me", new { roles = new[] { "curator" }, tenant = "other" })).Status, (int[])[404, 405]);
        Assert.Equal((422, "unknown-member"), Of(await team.Annotator.Put("/me/password", new { current = Server.Password, @new = "another good one", tenant = "other" })));
        var me = (await team.Annotator.Get("/me")).Json!;
        Assert.Equal(("main", false, "annotator"), ((string?)me["tenant"], (bool)me["admin"]!, (string?)me["projects"]![0]!["roles"]![0]));
        Assert.Equal("curator", (string?)(await team.Curator.Get("/me")).Json!["projects"]![0]!["roles"]!.AsArray().Single());
    }

    static async Task<IEnumerable<string>> Annotated(Team team)
    {
        var items = (await team.Curator.Get($"/projects/{team.Project}/tasks?annotator={team.Annotator.User}&limit=500")).Json!["items"]!.AsArray();
        var truths = await Task.WhenAll(items.Select(async i => (await team.Curator.Get($"/tasks/{i!["id"]}")).Json!));
        return [.. truths.Where(t => t["annotations"]!.AsArray().Count > 0).Select(t => (string)t["id"]!).Order(StringComparer.Ordinal)];
    }

    static (int, string?) Of(Reply reply) => (reply.Status, reply.Code);
}

/// <summary>Holds who comes while it is shut.</summary>
sealed class Gate
{
    readonly SemaphoreSlim arrived = new(0);
    volatile TaskCompletionSource? shut;

    public void Shut() => shut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open()
    {
        var opening = shut!;
        shut = null;
        opening.SetResult();
    }

    public async Task Pass()
    {
        if (shut is not { } closed) return;
        arrived.Release();
        await closed.Task;
    }

    /// <summary>Returns once so many are held.</summary>
    public async Task Held(int count)
    {
        for (var i = 0; i < count; i++) await arrived.WaitAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>The server's own store of labels, behind a gate.</summary>
sealed class Gated(ILabelStore inner, Gate gate) : ILabelStore
{
    public static void Labels(IServiceCollection services, Gate gate)
    {
        var own = services.Last(s => s.ServiceType == typeof(ILabelStore));
        services.Remove(own);
        services.AddSingleton<ILabelStore>(provider => new Gated((ILabelStore)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!), gate));
    }

    public async ValueTask Put(ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents)
    {
        await gate.Pass();
        await inner.Put(documents);
    }

    public ValueTask<ImmutableArray<ReadOnlyMemory<byte>?>> Get(ImmutableArray<ContentHash> hashes, CancellationToken cancellation = default) =>
        inner.Get(hashes, cancellation);
}
