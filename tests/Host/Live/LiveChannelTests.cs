using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Projects;
using Labelwise.Host.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Labelwise.Tests.Host.Live;

public sealed class LiveChannelTests : IAsyncDisposable
{
    static readonly ProjectId Project = new("p1");
    readonly LiveChannel channel = new(new(Tasks: true, Jobs: true, Whole: true));
    Server? server;

    [Fact]
    public async Task Everyone_is_told_the_same_message_once_a_beat()
    {
        var (one, other) = (new Ear(), new Ear());
        channel.Add(one.Watch);
        channel.Add(other.Watch);
        channel.Offer(Changed(1), lost: false);
        channel.Offer(Changed(2), lost: false);
        channel.Offer(new AnnotatorsChanged([new("u1")]), lost: false);
        channel.Beat(await Settings(), DateTimeOffset.UnixEpoch);
        channel.Beat(await Settings(), DateTimeOffset.UnixEpoch);
        Assert.Equal([1, 2], one.Numbers);
        Assert.Equal(one.Heard, other.Heard);  // the very objects: written once
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody_and_sees_a_gap_once_it_does()
    {
        var (slow, quick) = (new Ear(), new Ear());
        channel.Add(slow.Watch);
        channel.Add(quick.Watch);
        slow.Stall();
        for (var i = 1; i <= 5; i++) await Happens(i);
        Assert.Equal([1, 2, 3, 4, 5], quick.Numbers);
        Assert.Equal([1], slow.Numbers);  // taken before its line was full
        slow.Resume();
        await Happens(6);
        Assert.Equal([1, 6], slow.Numbers);
    }

    [Fact]
    public async Task What_was_missed_shows_also_where_nothing_happens_any_more()
    {
        var slow = new Ear();
        channel.Add(slow.Watch);
        slow.Stall();
        for (var i = 1; i <= 3; i++) await Happens(i);
        slow.Resume();
        channel.Beat(await Settings(), DateTimeOffset.UnixEpoch);
        channel.Beat(await Settings(), DateTimeOffset.UnixEpoch);
        Assert.Equal([1, 3], slow.Numbers);
    }

    [Fact]
    public async Task An_event_lost_on_the_way_leaves_a_number_out()
    {
        var ear = new Ear();
        channel.Add(ear.Watch);
        await Happens(1);
        channel.Offer(Changed(3), lost: true);
        channel.Beat(await Settings(), DateTimeOffset.UnixEpoch);
        Assert.Equal([1, 3], ear.Numbers);
    }

    [Fact]
    public async Task More_tasks_than_one_event_names_are_a_gap()
    {
        var ear = new Ear();
        channel.Add(ear.Watch);
        await Happens(1);
        channel.Offer(new TasksChanged([.. Enumerable.Range(0, LiveLimits.TasksInEvent + 1).Select(i => new ChangedTask(new(Project, i), TaskState.Queued))]), lost: false);
        await Happens(2);
        Assert.Equal([1, 3], ear.Numbers);
    }

    [Fact]
    public async Task Each_kind_of_event_is_told_at_every_beat()
    {
        var ear = new Ear();
        channel.Add(ear.Watch);
        for (var i = 0; i < 3; i++)
        {
            channel.Offer(Changed(i), lost: false);
            channel.Offer(new AnnotatorsChanged([new("u1")]), lost: false);
            channel.Beat(await Settings(), DateTimeOffset.UnixEpoch);
        }
        Assert.Equal(["taskChanged", "annotatorChanged"], ear.Names.Distinct());
        Assert.Equal(6, ear.Names.Count());
    }

    async Task Happens(int task)
    {
        channel.Offer(Changed(task), lost: false);
        channel.Beat(await Settings(), DateTimeOffset.UnixEpoch);
    }

    static TasksChanged Changed(int task) => new([new(new(Project, task), TaskState.Working)]);

    async Task<ProjectSettings> Settings()
    {
        server ??= await Server.Start(Uploads.TextSpec);
        return (await server.Grains.GetGrain<IProjectGrain>(Project.Value).Settings())!;
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? default;

    /// <summary>A client whose line can be full.</summary>
    sealed class Ear
    {
        TaskCompletionSource? stalled;

        public Ear() => Watch = new(new(message =>
        {
            Heard.Add(message);
            return stalled is null ? default : new(stalled.Task);
        }));

        public LiveWatch Watch { get; }
        public List<SerializedHubMessage> Heard { get; } = [];
        public IEnumerable<string> Names => Messages.Select(m => m.Target);
        public IEnumerable<long> Numbers => Messages.Select(m => (long)m.Arguments[0]!.GetType().GetProperty("Seq")!.GetValue(m.Arguments[0])!);

        IEnumerable<InvocationMessage> Messages => Heard.Select(m => (InvocationMessage)m.Message!);

        public void Stall() => stalled = new();

        public void Resume()
        {
            stalled!.SetResult();
            stalled = null;
        }
    }
}
