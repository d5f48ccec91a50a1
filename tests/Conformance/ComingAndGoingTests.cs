using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Labelwise.Tests.Conformance;

/// <summary>What grains may do while they come and go, and what happens when that goes wrong.</summary>
public sealed class ComingAndGoingTests
{
    [Fact]
    public async Task A_grain_may_call_others_while_it_comes_and_while_it_goes()
    {
        await using var cluster = await Cluster.Start();
        var log = cluster.Grain<IBookGrain>();
        var guest = cluster.Grain<IGuestGrain>("polite " + log.GetPrimaryKeyString());
        await guest.Stay();
        await guest.Go();
        await Journal.Until(log.GetPrimaryKeyString(), "wrote goodbye");
        Assert.Equal(["wrote hello", "wrote goodbye"], Journal.Of(log.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task A_grain_that_fails_while_it_goes_is_gone_all_the_same()
    {
        await using var cluster = await Cluster.Start();
        var guest = cluster.Grain<IGuestGrain>("clumsy " + Guid.NewGuid().ToString("N"));
        var first = await guest.Stay();
        await guest.Go();
        Assert.NotEqual(first, await guest.Stay());
    }

    [Fact]
    public async Task A_grain_that_takes_too_long_to_come_is_given_up_and_tried_anew()
    {
        await using var cluster = await Cluster.Start(silo => silo.Configure<GrainCollectionOptions>(
            o => o.ActivationTimeout = TimeSpan.FromMilliseconds(500)));
        var key = "late " + Guid.NewGuid().ToString("N");
        var guest = cluster.Grain<IGuestGrain>(key);
        await Assert.ThrowsAnyAsync<Exception>(() => guest.Stay());
        Door.Open(key);
        await guest.Stay();
    }

    [Fact]
    public async Task A_grain_that_no_longer_wants_to_stay_goes_when_it_is_not_used()
    {
        await using var cluster = await Cluster.Start(silo => silo.Configure<GrainCollectionOptions>(Briefly));
        var guest = cluster.Grain<IMortalGrain>();
        await guest.Stay(TimeSpan.FromHours(1));
        await guest.Stay(TimeSpan.Zero);
        await Journal.Until(guest.GetPrimaryKeyString(), "left: ActivationIdle");
    }

    [Fact]
    public async Task How_long_unused_grains_are_kept_can_be_said_for_one_class()
    {
        await using var cluster = await Cluster.Start(silo => silo.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionQuantum = TimeSpan.FromMilliseconds(200);
            o.ClassSpecificCollectionAge[typeof(MortalGrain).FullName!] = TimeSpan.FromMilliseconds(500);
        }));
        var stays = cluster.Grain<IGuestGrain>();
        var first = await stays.Stay();
        var goes = cluster.Grain<IMortalGrain>();
        await goes.Touch();
        await Journal.Until(goes.GetPrimaryKeyString(), "left: ActivationIdle");
        Assert.Equal(first, await stays.Stay());
    }

    [Fact]
    public async Task A_timer_that_keeps_its_grain_alive_keeps_it()
    {
        await using var cluster = await Cluster.Start(silo => silo.Configure<GrainCollectionOptions>(Briefly));
        var guest = cluster.Grain<IGuestGrain>();
        var key = guest.GetPrimaryKeyString();
        await guest.StartTicking(key);
        var other = cluster.Grain<IMortalGrain>();
        await other.Touch();
        await Journal.Until(other.GetPrimaryKeyString(), "left: ActivationIdle");
        Assert.DoesNotContain("left", Journal.Of(key));
        Door.Open(key);
        await Journal.Until(key, "left");
    }

    [Fact]
    public async Task Stopping_waits_no_longer_than_it_was_told_to()
    {
        var cluster = await Cluster.Start();
        var key = "stubborn " + Guid.NewGuid().ToString("N");
        var call = cluster.Grain<IGuestGrain>(key).WaitAt(key);
        await Journal.Until(key, "waiting");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await cluster.StopWithin(deadline.Token);
        Door.Open(key);
        await Record.ExceptionAsync(() => call);
    }

    static void Briefly(GrainCollectionOptions options)
    {
        options.CollectionQuantum = TimeSpan.FromMilliseconds(200);
        options.CollectionAge = TimeSpan.FromMilliseconds(500);
    }
}

public interface IBookGrain : IGrainWithStringKey
{
    Task Write(string line);
}

public sealed class BookGrain : Grain, IBookGrain
{
    public Task Write(string line)
    {
        Journal.Note(this.GetPrimaryKeyString(), $"wrote {line}");
        return Task.CompletedTask;
    }
}

public interface IGuestGrain : IGrainWithStringKey
{
    Task<Guid> Stay();

    Task Go();

    Task WaitAt(string door);

    Task StartTicking(string untilDoor);
}

public sealed class GuestGrain : Grain, IGuestGrain
{
    readonly Guid incarnation = Guid.NewGuid();

    string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Key.StartsWith("polite ", StringComparison.Ordinal)) await Book.Write("hello");
        if (Key.StartsWith("late ", StringComparison.Ordinal)) await Door.Wait(Key).WaitAsync(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Note(Key, "left");
        if (Key.StartsWith("polite ", StringComparison.Ordinal)) await Book.Write("goodbye");
        if (Key.StartsWith("clumsy ", StringComparison.Ordinal)) throw new InvalidOperationException("stumbled");
    }

    public Task<Guid> Stay() => Task.FromResult(incarnation);

    public Task Go()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task WaitAt(string door)
    {
        Journal.Note(Key, "waiting");
        return Door.Wait(door);
    }

    public Task StartTicking(string untilDoor)
    {
        // A tick that lasts is use too: the grain cannot become idle while one runs.
        this.RegisterGrainTimer(
            Door.Wait, untilDoor, new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, KeepAlive = true });
        return Task.CompletedTask;
    }

    IBookGrain Book => GrainFactory.GetGrain<IBookGrain>(Key.Split(' ')[1]);
}
