using Labelwise.Domain;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Storage;
using Labelwise.Storage.Azure;
using Labelwise.Storage.Backups;
using Labelwise.Storage.Blobs;

namespace Labelwise.Host.Doctor;

/// <summary>Looks at everything a server keeps, on a copy of its database, also while it runs; and repairs, when told,
/// what can be, while it does not run.</summary>
/// <param name="progress">What is under way, how much is done, and of how much, 0 where nobody knows.</param>
public sealed class StoreDoctor(ServerOptions options, Action<string, long, long>? progress = null)
{
    readonly List<Finding> findings = [];
    readonly Inventory inventory = new();
    long states, labels, tasks;

    /// <exception cref="StoreException">There is nothing to look at; or it is to be repaired and a server runs.</exception>
    public async Task<Diagnosis> Examine(bool repair)
    {
        using var held = Hold(repair);
        var folder = Directory.CreateTempSubdirectory("labelwise-doctor-").FullName;
        try
        {
            var blobs = Blobs(owned: repair);
            using (var copy = DatabaseCopy.Take(DataDirectory.DatabaseIn(options.Data), folder, (done, of) => progress?.Invoke("pages", done, of))) Look(copy);
            var isWhole = findings.Count == 0;
            var examined = new BlobExamination(blobs);
            await Look(examined, repair);
            if (isWhole) await Recount(folder, blobs, examined.Known, repair ? held : null);
            if (isWhole && held is not null) await LookForOrphans(blobs, examined.Known, repair);
            return new(held is null, states, labels, examined.Known.Count, examined.Bytes, tasks, isWhole, [.. findings]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>Null where a server has it, which is in order unless it is to be repaired.</returns>
    DataDirectory? Hold(bool repair)
    {
        if (!File.Exists(DataDirectory.DatabaseIn(options.Data))) throw new StoreUnavailableException($"There is no Labelwise data in {options.Data}.");
        try { return DataDirectory.Take(options.Data); }
        catch (DataDirectoryInUseException) when (!repair) { return null; }
    }

    IBlobStore Blobs(bool owned) => options.Blobs is { } azure ? AzureBlobStore.Open(azure)
        : owned ? new DirectoryBlobStore(DataDirectory.BlobsIn(options.Data)) : DirectoryBlobStore.ToRead(DataDirectory.BlobsIn(options.Data));

    void Look(DatabaseCopy copy)
    {
        foreach (var fault in copy.PageFaults()) findings.Add(new(Finding.DamagedPage, "database", $"{fault}. Restore a backup."));
        foreach (var state in copy.States())
        {
            progress?.Invoke("states", ++states, 0);
            if (state.Value is not { } json || !inventory.Take(state, json))
                findings.Add(new(Finding.DamagedState, $"state '{state.Name}' of {state.Grain}", $"{state.Damage ?? "It does not read as what it should be"}. Restore a backup."));
        }
        foreach (var (hash, isSound) in copy.Labels())
        {
            labels++;
            if (!isSound) findings.Add(new(Finding.DamagedLabel, $"label {hash}", "It is not what its hash says. Restore a backup."));
        }
    }

    async Task Look(BlobExamination blobs, bool repair)
    {
        await foreach (var hash in blobs.Damaged(seen => progress?.Invoke("blobs", seen, 0)))
        {
            if (repair) await blobs.SetAside(hash, Path.Combine(options.Data, "damaged"));
            findings.Add(new(Finding.DamagedBlob, $"blob {hash}",
                repair ? "It was not what its hash says and lies in 'damaged' now; bring it in again." : "It is not what its hash says. Restore it, or repair to set it aside and bring it in again.")
            { Repaired = repair });
        }
    }

    /// <param name="held">Where repairs are to be made; null for none.</param>
    async Task Recount(string folder, IBlobStore blobs, HashSet<ContentHash> known, DataDirectory? held)
    {
        await using var copy = await GrainsOnCopy.Start(folder, blobs);
        var examination = new ProjectExamination(copy, blobs, known, inventory.Referred);
        using var repair = held is null ? null : new Repair(held);
        foreach (var (project, begun) in inventory.Begun)
        {
            var (queue, counters) = inventory.Counters.GetValueOrDefault(project);
            if (!await examination.CountersAgree(project, begun, counters) && repair is not null)
                await repair.CountAnew(queue, counters!);
        }
        foreach (var block in examination.BlocksBehind)
            if (repair is not null) await repair.AskTasks(inventory.Blocks[block]);
        tasks = examination.Tasks;
        findings.AddRange(examination.Findings.Select(f =>
            f with { Repaired = repair is not null && f.Code is (Finding.RowBehindTask or Finding.CountersOff) }));
        foreach (var model in inventory.Models)
            if (await copy.Grains.GetGrain<IModelGrain>(model).View() is { } view)
                findings.AddRange(view.Versions.Where(v => !known.Contains(v.Onnx))
                    .Select(v => new Finding(Finding.MissingBlob, $"model {model}", $"The file {v.Onnx} of a version is gone; register it again.")));
    }

    /// <summary>Left by uploads and imports that a crash cut short, or that were refused.</summary>
    async Task LookForOrphans(IBlobStore blobs, HashSet<ContentHash> known, bool repair)
    {
        foreach (var orphan in known.Except(inventory.Referred).Order())
        {
            if (repair) await blobs.Delete(orphan);
            findings.Add(new(Finding.OrphanBlob, $"blob {orphan}", "Nothing names it; it only takes room.") { Repaired = repair });
        }
    }
}
