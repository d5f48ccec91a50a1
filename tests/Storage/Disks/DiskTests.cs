using Labelwise.Grains.Ports;
using Labelwise.Storage;
using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;
using Orleans;

namespace Labelwise.Tests.Storage.Disks;

/// <summary>Disks as they really fail.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task A_full_disk_refuses_writes_loses_none_and_takes_them_again_once_there_is_room()
    {
        using var disk = SmallDisk.Mount(folder["small"], megabytes: 6);
        var filler = Path.Combine(disk.Path, "filler");
        File.WriteAllBytes(filler, new byte[3 << 20]);
        using var open = new OpenStore(disk.Path);
        var page = new string('x', 3000);
        var kept = 0;

        var refusal = await Assert.ThrowsAsync<StoreFullException>(async () =>
        {
            for (; kept < 10_000; kept++) await open.Write(OpenStore.Grain(kept), page);
        });

        Assert.Equal("store-full", refusal.Code);
        Assert.False(refusal.MayHaveHappened);
        Assert.Contains("room", refusal.Message);
        Assert.False((await open.Read<string>(OpenStore.Grain(kept))).RecordExists);
        File.Delete(filler);
        await open.Write(OpenStore.Grain(kept), page);
        for (var n = 0; n <= kept; n++) Assert.Equal(page, (await open.Read<string>(OpenStore.Grain(n))).State);
    }

    [Fact]
    public async Task A_full_disk_refuses_a_blob_and_keeps_no_half_of_it()
    {
        using var disk = SmallDisk.Mount(folder["small"], megabytes: 2);
        var blobs = new DirectoryBlobStore(disk.Path);

        await Assert.ThrowsAsync<StoreFullException>(async () => await blobs.Put(new byte[4 << 20]));
        await Assert.ThrowsAsync<StoreFullException>(async () => await blobs.Put(new MemoryStream(new byte[4 << 20])));

        Assert.Empty(await blobs.List().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1 << 20, (await blobs.Put(new byte[1 << 20])).SizeBytes);
    }

    [Fact]
    public async Task A_read_only_disk_refuses_to_open_and_to_keep_blobs_and_still_gives_those_it_has()
    {
        using var disk = SmallDisk.Mount(folder["small"], megabytes: 8);
        using (new OpenStore(disk.Path)) { }
        var blobs = new DirectoryBlobStore(Path.Combine(disk.Path, "blobs"));
        var kept = await blobs.Put(new byte[100]);
        disk.TurnReadOnly();

        Assert.Equal("store-read-only", Assert.Throws<StoreReadOnlyException>(() => new OpenStore(disk.Path)).Code);
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await blobs.Put(new byte[10]));
        Assert.Equal(100, await blobs.Size(kept.Hash));
    }

    [Fact]
    public async Task A_file_that_another_program_holds_locked_is_busy_and_then_is_not()
    {
        using var open = new OpenStore(folder.Path);
        using (var other = Connection.Open(open.File))
        {
            other.Run("BEGIN IMMEDIATE");
            var refusal = await Assert.ThrowsAsync<StoreBusyException>(() => open.Write(OpenStore.Grain(1), "x"));
            Assert.False(refusal.MayHaveHappened);
            Assert.False((await open.Read<string>(OpenStore.Grain(1))).RecordExists);
            other.Run("ROLLBACK");
        }
        await open.Write(OpenStore.Grain(1), "y");
        Assert.Equal("y", (await open.Read<string>(OpenStore.Grain(1))).State);
    }

    [Fact]
    public async Task A_damaged_page_is_told_to_those_who_need_it_and_to_nobody_else()
    {
        const int grains = 2000;
        using (var open = new OpenStore(folder.Path))
        {
            for (var n = 0; n < grains; n += 100)
            {
                await Task.WhenAll(Enumerable.Range(n, 100).Select(
                    m => open.Write(OpenStore.Grain(m), new string('x', 1000))));
            }
        }
        using (var file = File.OpenWrite(folder["labelwise.db"]))
        {
            file.Seek(file.Length / 2 / 4096 * 4096, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xEE, 4096 * 4).ToArray());
        }

        using var again = new OpenStore(folder.Path);
        var damaged = new List<int>();
        for (var n = 0; n < grains; n++)
        {
            try { await again.Read<string>(OpenStore.Grain(n)); }
            catch (StoreDamagedException e)
            {
                Assert.Contains(OpenStore.Grain(n).ToString(), e.Message);
                damaged.Add(n);
            }
        }
        Assert.InRange(damaged.Count, 1, grains / 4);

        // Writes of sound and damaged states in one group.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, grains).Select(async n =>
        {
            try
            {
                var state = new GrainState<string>("new", "*");
                await again.States.WriteStateAsync("state", OpenStore.Grain(n), state);
                return true;
            }
            catch (StoreDamagedException)
            {
                return false;
            }
        }));
        Assert.InRange(outcomes.Count(kept => !kept), 1, damaged.Count + 20);
        foreach (var n in Enumerable.Range(0, grains).Where(n => outcomes[n]))
            Assert.Equal("new", (await again.Read<string>(OpenStore.Grain(n))).State);
    }

    /// <summary>A damaged page under hints would otherwise stop everybody's work in a project until an operator comes.</summary>
    [Fact]
    public async Task Hints_on_a_damaged_page_are_as_if_there_were_none()
    {
        const int grains = 2000;
        using (var open = new OpenStore(folder.Path))
            for (var n = 0; n < grains; n += 100)
                await Task.WhenAll(Enumerable.Range(n, 100).Select(m => open.Write(OpenStore.Grain(m), new Hints(new string('x', 1000)))));
        using (var file = File.OpenWrite(folder["labelwise.db"]))
        {
            file.Seek(file.Length / 2 / 4096 * 4096, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xEE, 4096 * 4).ToArray());
        }

        using var again = new OpenStore(folder.Path);
        var gone = 0;
        for (var n = 0; n < grains; n++)
        {
            var read = await again.Read<Hints>(OpenStore.Grain(n));
            if (read.State!.Text.Length > 0) continue;
            Assert.False(read.RecordExists);
            gone++;
        }
        Assert.InRange(gone, 1, grains / 4);
    }

    sealed record Hints([property: Id(0)] string Text) : IRebuilt
    {
        public Hints() : this("") { }
    }

    [Fact]
    public async Task A_state_of_which_half_is_there_is_damaged_and_not_empty()
    {
        string file;
        using (var open = new OpenStore(folder.Path))
        {
            await open.Write(OpenStore.Grain(1), "a state that is longer than half of it");
            file = open.File;
        }
        Sqlite.Run(file, "UPDATE grain_state SET value = substr(value, 1, length(value) / 2)");

        using var again = new OpenStore(folder.Path);
        var damage = await Assert.ThrowsAsync<StoreDamagedException>(() => again.Read<string>(OpenStore.Grain(1)));
        Assert.Contains(OpenStore.Grain(1).ToString(), damage.Message);
    }

    public void Dispose() => folder.Dispose();
}
