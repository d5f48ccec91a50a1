using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Tests.Storage.GrainStates;

public sealed record Draft(string Text, ImmutableArray<int> Marks);

/// <summary>What every grain storage owes to grains, whatever lies behind it.</summary>
public abstract class GrainStorageContract
{
    private static readonly GrainId Potato = GrainId.Create("task", "p/000017");

    protected abstract IGrainStorage Storage { get; }

    [Fact]
    public async Task A_state_is_read_back_as_it_was_written()
    {
        var written = new GrainState<Draft>(new("Kartoffel 🥔", [1, 2, 3]));
        await Storage.WriteStateAsync("draft", Potato, written);

        var read = await Read();

        Assert.Equal("Kartoffel 🥔", read.State!.Text);
        Assert.Equal([1, 2, 3], read.State.Marks);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(read.RecordExists);
        Assert.True(written.RecordExists);
    }

    [Fact]
    public async Task A_grain_that_never_wrote_begins_with_an_empty_state()
    {
        var fresh = new GrainState<List<int>>([1, 2]);
        await Storage.ReadStateAsync("draft", Potato, fresh);

        Assert.Empty(fresh.State!);
        Assert.Null(fresh.ETag);
        Assert.False(fresh.RecordExists);
    }

    [Fact]
    public async Task Every_write_gets_another_etag()
    {
        var state = new GrainState<Draft>(new("a", []));
        await Storage.WriteStateAsync("draft", Potato, state);
        var first = state.ETag;
        await Storage.WriteStateAsync("draft", Potato, state);

        Assert.NotNull(first);
        Assert.NotEqual(first, state.ETag);
    }

    [Fact]
    public async Task Of_two_activations_that_read_the_same_state_one_may_write()
    {
        await Storage.WriteStateAsync("draft", Potato, new GrainState<Draft>(new("old", [])));
        var (winner, loser) = (await Read(), await Read());
        winner.State = new("winner", []);
        loser.State = new("loser", []);
        await Storage.WriteStateAsync("draft", Potato, winner);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(
            () => Storage.WriteStateAsync("draft", Potato, loser));

        Assert.Equal(winner.ETag, conflict.StoredEtag);
        Assert.Equal(loser.ETag, conflict.CurrentEtag);
        Assert.Equal("winner", (await Read()).State!.Text);
    }

    [Fact]
    public async Task A_new_activation_that_has_read_nothing_overwrites_nothing()
    {
        await Storage.WriteStateAsync("draft", Potato, new GrainState<Draft>(new("there", [])));

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Storage.WriteStateAsync("draft", Potato, new GrainState<Draft>(new("blind", []))));

        Assert.Equal("there", (await Read()).State!.Text);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_can_be_written_anew()
    {
        var state = new GrainState<Draft>(new("a", []));
        await Storage.WriteStateAsync("draft", Potato, state);
        await Storage.ClearStateAsync("draft", Potato, state);

        Assert.False(state.RecordExists);
        Assert.False((await Read()).RecordExists);

        state.State = new("b", []);
        await Storage.WriteStateAsync("draft", Potato, state);
        Assert.Equal("b", (await Read()).State!.Text);
    }

    [Fact]
    public async Task An_activation_from_before_a_clear_cannot_write_over_what_came_after()
    {
        var state = new GrainState<Draft>(new("a", []));
        await Storage.WriteStateAsync("draft", Potato, state);
        var stale = await Read();
        await Storage.ClearStateAsync("draft", Potato, state);
        state.State = new("b", []);
        await Storage.WriteStateAsync("draft", Potato, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("draft", Potato, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("draft", Potato, stale));
    }

    [Fact]
    public async Task States_are_told_apart_by_name_and_by_grain()
    {
        var other = GrainId.Create("task", "p/000018");
        await Storage.WriteStateAsync("draft", Potato, new GrainState<Draft>(new("1", [])));
        await Storage.WriteStateAsync("truth", Potato, new GrainState<Draft>(new("2", [])));
        await Storage.WriteStateAsync("draft", other, new GrainState<Draft>(new("3", [])));

        Assert.Equal("1", (await Read()).State!.Text);
        Assert.Equal("2", (await Read("truth")).State!.Text);
        Assert.Equal("3", (await Read("draft", other)).State!.Text);
    }

    private async Task<GrainState<Draft>> Read(string name = "draft", GrainId? grain = null)
    {
        var state = new GrainState<Draft>();
        await Storage.ReadStateAsync(name, grain ?? Potato, state);
        return state;
    }
}
