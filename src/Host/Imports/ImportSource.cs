using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Host.Jobs;

namespace Labelwise.Host.Imports;

/// <summary>Unpacks in order, checks images side by side, and keeps a slice's bytes with one sync.</summary>
public sealed class ImportSource(IBlobStore blobs, ILabelStore labels, IImages images) : IImportSource, IAsyncDisposable
{
    /// <summary>Content held in memory at once; a slice of large images has fewer of them.</summary>
    const long SliceBytes = 96L << 20;

    readonly OpenUploads uploads = new(blobs);
    readonly OffGrain work = new();

    public Task<Outcome<UploadFacts>> Inspect(Upload upload, CancellationToken cancellation = default) => work.Run(token =>
        uploads.Use<Outcome<UploadFacts>>(upload, opening => Task.FromResult<Outcome<UploadFacts>>(
            opening.Upload is { } it ? new UploadFacts(it.Count, [.. it.Faults.Select(ErrorOf)]) : opening.Refusal!), token), cancellation);

    public Task<ImportSlice> Read(Upload upload, DataSpec spec, int from, int count, CancellationToken cancellation = default) => work.Run(async token =>
    {
        var reading = await uploads.Use(upload, opening => Task.FromResult(Unpack(opening.Upload!, from, count, token)), token);
        return await Take(reading, spec, token);
    }, cancellation);

    public async Task Forget(Upload upload, CancellationToken cancellation = default)
    {
        if (upload.OwnBytes is null) return;
        await uploads.Close(upload);
        await blobs.Delete(upload.Blob, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        await uploads.DisposeAsync();
    }

    /// <summary>Reads items and lets each image be checked while the next one is unpacked.</summary>
    Reading Unpack(IUpload upload, int from, int count, CancellationToken cancellation)
    {
        var reading = new Reading();
        var bytes = 0L;
        for (var i = from; i < upload.Count && reading.Items < count && bytes < SliceBytes; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (record, faults) = upload.Read(i);
            reading.Items++;
            reading.Errors.AddRange(faults.Select(ErrorOf));
            if (record is null && !faults.IsEmpty) reading.Refused++;
            if (record is null) continue;
            bytes += record.Content.Length;
            reading.Checks.Add((record, Check(record, cancellation)));
        }
        return reading;
    }

    async Task<ImportSlice> Take(Reading reading, DataSpec spec, CancellationToken cancellation)
    {
        var records = ImmutableArray.CreateBuilder<ImportedRecord>(reading.Checks.Count);
        var documents = ImmutableArray.CreateBuilder<(ContentHash, ReadOnlyMemory<byte>)>();
        await using var batch = blobs.Batch();
        foreach (var (record, check) in reading.Checks)
        {
            if ((await check).Refuses(out var why, out var sample))
            {
                reading.Refused++;
                reading.Errors.Add(new(record.File, record.Line, why.Code, why.Message));
                continue;
            }
            await batch.Add(record.Content, cancellation);
            var brought = ReadLabels(record, sample, spec, reading.Errors);
            if (brought is not null) documents.Add((brought.Hash, brought.ToCanonicalJson()));
            records.Add(new(sample, record.File, record.Line, brought?.Hash, OptionOf(brought, spec)));
        }
        await batch.Commit(cancellation);
        if (documents.Count > 0) await labels.Put(documents.ToImmutable());
        return new(reading.Items, records.ToImmutable(), [.. reading.Errors], reading.Refused);
    }

    async Task<Outcome<Sample>> Check(UploadRecord record, CancellationToken cancellation)
    {
        var facts = record.Facts;
        if (record.TextLength > 0)
            return new Sample(ContentHash.Of(record.Content.Span), record.ExternalId, "text/plain; charset=utf-8", 0, 0, record.TextLength,
                facts.Group, facts.Licence, facts.Source, facts.Metadata);
        if ((await images.Check(record.Content, cancellation)).Refuses(out var why, out var image)) return why;
        return new Sample(ContentHash.Of(record.Content.Span), record.ExternalId, image.MediaType, image.Width, image.Height, 0,
            facts.Group, facts.Licence, facts.Source, facts.Metadata);
    }

    static LabelDocument? ReadLabels(UploadRecord record, Sample sample, DataSpec spec, List<RecordError> errors)
    {
        if (record.Labels is null) return null;
        var (atRest, faults) = record.Labels.Read(spec, new(spec.Media, sample.Width, sample.Height, sample.TextLength));
        errors.AddRange(faults.Select(ErrorOf));
        return atRest;
    }

    static string? OptionOf(LabelDocument? atRest, DataSpec spec) =>
        atRest is not null && spec.ClassificationTarget is { } target && atRest.Objects.IsEmpty
        && atRest.Properties[target.PropertyId] is TextValue option ? option.Text : null;

    static RecordError ErrorOf(RecordFault fault) => new(fault.File, fault.Line, fault.Code, fault.Reason);

    sealed class Reading
    {
        public List<(UploadRecord Record, Task<Outcome<Sample>> Check)> Checks { get; } = [];
        public List<RecordError> Errors { get; } = [];
        public int Items { get; set; }
        public int Refused { get; set; }
    }
}
