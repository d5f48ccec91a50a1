using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Doctor;
using Labelwise.Storage;
using Labelwise.Storage.Backups;

namespace Labelwise.Tests.Host.Doctor;

public class InventoryTests
{
    static readonly StateJson States = new();
    static readonly ContentHash Label = ContentHash.Of("a label"u8), Picture = ContentHash.Of("a picture"u8);

    [Fact]
    public void What_packed_states_name_is_nobodys_orphan()
    {
        var at = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var task = new TaskTruth
        {
            Origin = new(new(new("p"), 7), new(Picture, "one.png", "image/png", 1, 1, 0), null, false, false, 0, at, null, null, null),
            Annotations = [new("p-7-a1", new("ann"), Label, -1, 1, 1, at, 100)],
        };
        var inventory = new Inventory();
        Assert.True(inventory.Take(new("task", "task/p-7", null, null), States.Serialize(task)));
        Assert.Equal(new[] { Label, Picture }.Order(), inventory.Referred.Order());
        Assert.Equal([7], inventory.Begun[new("p")]);

        var rows = new BlockRows(new("p"), 0);
        rows.Load(TaskBlock.Size, new() { Touched = [new() { Id = new(new("p"), 3), Version = 1, Label = Label, UpdatedAt = at }] });
        inventory = new();
        Assert.True(inventory.Take(new("rows", "taskblock/p/0", null, null), States.Serialize(rows.Snapshot())));
        Assert.Equal([Label], inventory.Referred.Where(h => !h.IsNone));
    }

    [Fact]
    public void A_packed_state_that_is_damaged_is_told()
    {
        var bytes = States.Serialize(new TaskTruth { History = [new(default, "a", "lease", TaskState.Queued, TaskState.Working)] });
        Assert.False(new Inventory().Take(new("task", "task/p-7", null, null), bytes[..^1]));
        Assert.True(new Inventory().Take(new("task", "task/p-7", null, null), JsonSerializer.SerializeToUtf8Bytes(new TaskTruth(), StateJson.Options)));
    }
}
