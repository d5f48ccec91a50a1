using Orleans.Storage;

namespace Labelwise.Tests.Storage.GrainStates;

public sealed class SqliteGrainStorageTests : GrainStorageContract, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly OpenStore open;

    public SqliteGrainStorageTests() => open = new(folder.Path);

    protected override IGrainStorage Storage => open.States;

    [Fact]
    public async Task An_activation_from_before_a_restart_cannot_write_over_what_came_after_a_clear()
    {
        var state = await open.Write(OpenStore.Grain(1), "before");
        var stale = await open.Read<string>(OpenStore.Grain(1));
        await open.States.ClearStateAsync("state", OpenStore.Grain(1), state);
        open.Dispose();

        using var again = new OpenStore(folder.Path);
        await again.Write(OpenStore.Grain(1), "after");
        await Assert.ThrowsAsync<InconsistentStateException>(() => again.States.WriteStateAsync("state", OpenStore.Grain(1), stale));
        Assert.Equal("after", (await again.Read<string>(OpenStore.Grain(1))).State);
    }

    public void Dispose()
    {
        open.Dispose();
        folder.Dispose();
    }
}
