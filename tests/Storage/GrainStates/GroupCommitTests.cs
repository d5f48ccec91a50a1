using Orleans;
using Orleans.Storage;

namespace Labelwise.Tests.Storage.GrainStates;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly OpenStore open;

    public GroupCommitTests() => open = new(folder.Path);

    [Fact]
    public async Task Sixty_four_writers_at_once_share_their_syncs()
    {
        const int writers = 64, each = 40;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async n =>
        {
            var state = new GrainState<string>("begun");
            for (var i = 0; i < each; i++)
            {
                state.State = $"{n}:{i}";
                await open.States.WriteStateAsync("state", OpenStore.Grain(n), state);
            }
        }));

        var figures = open.Store.Figures;
        Assert.Equal(writers * each, figures.Writes);
        Assert.InRange(figures.Commits, 1, writers * each / 4);
        for (var n = 0; n < writers; n++)
            Assert.Equal($"{n}:{each - 1}", (await open.Read<string>(OpenStore.Grain(n))).State);
    }

    [Fact]
    public async Task A_conflict_in_a_group_fails_its_own_caller_alone()
    {
        const int grains = 200;
        for (var n = 0; n < grains; n += 2) await open.Write(OpenStore.Grain(n), "there");

        // Every second grain is written blindly, all of them at once and so in few groups.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, grains).Select(async n =>
        {
            try
            {
                await open.States.WriteStateAsync("state", OpenStore.Grain(n), new GrainState<string>("new"));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));

        for (var n = 0; n < grains; n++)
        {
            Assert.Equal(n % 2 == 1, outcomes[n]);
            Assert.Equal(n % 2 == 1 ? "new" : "there", (await open.Read<string>(OpenStore.Grain(n))).State);
        }
    }

    [Fact]
    public async Task Two_writes_of_one_state_in_one_group_are_one_success_and_one_conflict()
    {
        for (var n = 0; n < 50; n++)
        {
            var outcomes = await Task.WhenAll(
                Try(OpenStore.Grain(n), "left"), Try(OpenStore.Grain(n), "right"));
            Assert.Single(outcomes, won => won);
        }

        async Task<bool> Try(Orleans.Runtime.GrainId grain, string value)
        {
            try
            {
                await open.States.WriteStateAsync("state", grain, new GrainState<string>(value));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_read_after_an_answered_write_sees_it_whatever_the_writer_does_meanwhile()
    {
        using var stop = new CancellationTokenSource();
        var noise = Enumerable.Range(1000, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await open.Write(OpenStore.Grain(n), i);
        })).ToArray();
        var state = new GrainState<int>(0);
        for (var i = 0; i < 300; i++)
        {
            state.State = i;
            await open.States.WriteStateAsync("state", OpenStore.Grain(1), state);
            Assert.Equal(i, (await open.Read<int>(OpenStore.Grain(1))).State);
        }
        await stop.CancelAsync();
        await Task.WhenAll(noise);
    }

    [Fact]
    public async Task The_log_is_carried_over_and_its_file_used_again()
    {
        var page = new string('x', 3000);
        var wal = new FileInfo(open.File + "-wal");
        for (var round = 0; open.Store.Figures.Carries < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 2000).Select(n => open.Write(OpenStore.Grain(n), page + round)));
            wal.Refresh();
            // Writers wait at twice the pages; a whole group and what was being carried come on top.
            Assert.InRange(wal.Length, 0, 5L * 64 << 20);
        }
        Assert.Equal(page + "0", (await open.Write(OpenStore.Grain(5000), page + "0")).State);
    }

    [Fact]
    public async Task Closing_writes_what_waits()
    {
        var writes = Enumerable.Range(0, 500).Select(n => open.Write(OpenStore.Grain(n), n)).ToArray();
        open.Dispose();
        await Task.WhenAll(writes);

        using var again = new OpenStore(folder.Path);
        for (var n = 0; n < 500; n++) Assert.Equal(n, (await again.Read<int>(OpenStore.Grain(n))).State);
    }

    public void Dispose()
    {
        open.Dispose();
        folder.Dispose();
    }
}
