using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Labelwise.Grains.Imports;

/// <summary>Reads a slice, hands it to the catalog, records how far it is; the next slice is read meanwhile.</summary>
sealed class ImportGrain(
    [PersistentState("import")] IPersistentState<ImportRecord> import, IImportSource source, TimeProvider time, ILogger<ImportGrain> log)
    : JobGrain<ImportRecord>(import, time, log), IImportGrain
{
    /// <summary>Items read at once.</summary>
    public const int SliceItems = 512;

    /// <summary>What prelabels that came with samples are known as; confident enough to be shown, never to decide.</summary>
    static readonly ModelRef Brought = new(ModelNames.Import, 1);
    const double BroughtConfidence = 0.5;

    (int From, Task<ImportSlice> Slice)? ahead;

    protected override JobKind Kind => JobKind.Import;

    public Task<JobView> Start(StartImport command) => Begin(new() { Command = command });

    protected override async Task Step(CancellationToken cancellation)
    {
        if (await GrainFactory.GetGrain<IProjectGrain>(Project.Value).Settings() is not { } settings)
            await Record(Job.Failed("not-found", "The project of this import is not there."));
        else if (!Job.Inspected)
            await Inspect(settings, cancellation);
        else if (Job.Next < Job.Total)
            await TakeSlice(settings, cancellation);
        else
            await Record(Job.Succeeded(("added", Text(Job.Added)), ("unchanged", Text(Job.Unchanged)), ("refused", Text(Job.Refused))));
    }

    /// <summary>What was taken of the upload lies among the samples; the rest nobody needs.</summary>
    protected override async Task Ended()
    {
        ahead = null;
        if (Job.Command is not null && await GrainFactory.GetGrain<IProjectGrain>(Project.Value).Settings() is { } settings)
            await source.Forget(UploadOf(settings));
    }

    async Task Inspect(ProjectSettings settings, CancellationToken cancellation)
    {
        var tasks = await Catalog.Count();
        if ((await source.Inspect(UploadOf(settings), cancellation)).Refuses(out var why, out var facts))
            await Record(Job.Failed(why.Code, why.Message));
        else
            await Record(Job.With(facts.Errors) with { State = JobState.Running, Inspected = true, Total = facts.Items, Tasks = tasks });
    }

    async Task TakeSlice(ProjectSettings settings, CancellationToken cancellation)
    {
        var slice = await (ahead is { } read && read.From == Job.Next ? read.Slice : Read(settings, Job.Next, cancellation));
        ahead = null;
        var next = Job.Next + slice.Items;
        if (next < Job.Total) ahead = (next, Read(settings, next, cancellation));
        ahead?.Slice.Ignore();

        var placed = await Catalog.Add(Id, [.. slice.Records.Select(r => r.Sample)]);
        await Prelabel(slice.Records, placed.Places, settings);
        var counted = Count(slice, placed);
        await Record(counted with { Next = next, Done = next, Tasks = placed.Tasks });
    }

    ImportRecord Count(ImportSlice slice, Catalogued placed)
    {
        var (added, unchanged, taken) = (0, 0, new List<RecordError>());
        var seen = new HashSet<int>();
        for (var i = 0; i < placed.Places.Length; i++)
        {
            var place = placed.Places[i];
            var record = slice.Records[i];
            if (place.Verdict is CatalogVerdict.Taken)
                taken.Add(new(record.File, record.Line, "external-id-taken",
                    $"The external id '{record.Sample.ExternalId}' is there already with other bytes; those stay."));
            // What this import brought from the cursor on, an attempt at this slice brought that failed or was cut short.
            else if (seen.Add(place.Task) && (place.Verdict is CatalogVerdict.Added || place.Import == Id && place.Task >= Job.Tasks)) added++;
            else unchanged++;
        }
        return Job.With([.. slice.Errors, .. taken]) with
        {
            Added = Job.Added + added, Unchanged = Job.Unchanged + unchanged, Refused = Job.Refused + slice.Refused + taken.Count,
        };
    }

    /// <summary>Labels that came with samples of this import are shown to whoever gets the task.</summary>
    async Task Prelabel(ImmutableArray<ImportedRecord> records, ImmutableArray<CatalogPlace> places, ProjectSettings settings)
    {
        var labeled = records.Select((record, at) => (Record: record, Place: places[at]))
            .Where(r => r.Record.Prelabel is not null && r.Place.Import == Id && r.Place.Verdict is not CatalogVerdict.Taken);
        foreach (var block in labeled.GroupBy(r => TaskBlock.Of(r.Place.Task)))
            await GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, block.Key)).Predict([.. block.Select(r =>
                new RowPrediction(TaskBlock.Row(r.Place.Task), new(Brought, r.Record.Prelabel!.Value, settings.ClassOf(r.Record.OptionId), BroughtConfidence,
                    settings.ClassOf(r.Record.OptionId) is >= 0 and var known ? [new(known, (float)BroughtConfidence)] : [])))]);
    }

    Task<ImportSlice> Read(ProjectSettings settings, int from, CancellationToken cancellation) =>
        source.Read(UploadOf(settings), settings.Spec, from, SliceItems, cancellation);

    Upload UploadOf(ProjectSettings settings) =>
        new(Job.Command!.Upload, Job.Command.Format, Job.Command.FileName, settings.Spec.Media, Job.Command.OwnBytes);

    ICatalogGrain Catalog => GrainFactory.GetGrain<ICatalogGrain>(Project.Value);

    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
