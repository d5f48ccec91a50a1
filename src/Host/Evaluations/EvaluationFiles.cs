using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Formats.Jsonl;
using Labelwise.Grains;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;
using Labelwise.Host.Jobs;
using Labelwise.Host.Versions;

namespace Labelwise.Host.Evaluations;

/// <summary>Reads versions, judges and adds up on threads of the pool. A part is in memory at a time; of all samples only what
/// metrics are scored from.</summary>
sealed class EvaluationFiles(IBlobStore blobs, VersionReader versions) : IEvaluationFiles, IAsyncDisposable
{
    readonly OffGrain work = new();

    public async Task<int> Parts(SealedVersion version, CancellationToken cancellation = default) => (await versions.Manifest(version, cancellation)).Details.Length;

    public Task<ImmutableArray<SealedSample>> Part(SealedVersion version, int part, string? split, CancellationToken cancellation = default) => work.Run(async aborted =>
    {
        var details = (await versions.Manifest(version, aborted)).Details;
        var samples = await SampleLines.Read(blobs, details[part].Hash, aborted);
        return split is null ? samples : [.. samples.Where(s => s.Split == split)];
    }, cancellation);

    public Task<IBroughtAnswers?> Brought(ContentHash jsonl, CancellationToken cancellation = default) => work.Run<IBroughtAnswers?>(async aborted =>
    {
        await using var content = await blobs.OpenRead(jsonl, null, aborted);
        return content is null ? null : new BroughtAnswers(blobs, work, jsonl, await PredictionFile.Open(content, aborted));
    }, cancellation);

    public Task<JudgedPart> Judge(
        EvaluationTarget target, DataSpec spec, ImmutableArray<SealedSample> samples, ImmutableArray<CandidateAnswer?> said, CancellationToken cancellation = default) => work.Run(async aborted =>
    {
        if (samples.IsEmpty) return new(default, 0, 0, 0);
        var truths = await versions.Documents([.. samples.Select(s => s.Label).Distinct()], spec, aborted);
        using var lines = new MemoryStream();
        var (judged, unlabeled, failures) = (0, 0, 0);
        for (var i = 0; i < samples.Length; i++)
        {
            var truth = truths[samples[i].Label];
            if (!target.IsIn(truth)) { unlabeled++; continue; }
            if (said[i] is null) failures++;
            JsonSerializer.Serialize(lines, Judging.Of(target, samples[i], truth, said[i]), ReportJson.Options);
            lines.WriteByte((byte)'\n');
            judged++;
        }
        var blob = await blobs.Put(lines.ToArray(), aborted);
        return new JudgedPart(blob.Hash, judged, unlabeled, failures);
    }, cancellation);

    public Task<EvaluationReportRef> Report(
        EvaluationTarget target, ImmutableArray<JudgedPart> parts, EvaluationTimes times, CancellationToken cancellation = default) => work.Run(async aborted =>
    {
        var sums = new EvaluationSums(target);
        foreach (var part in parts)
            await foreach (var sample in Lines<Judged>(part.Blob, aborted)) sums.Add(sample);
        var measured = Measuring.Of(sums.Tally, aborted);
        var worst = await Keep(sums.Worst.Told(), aborted);
        var report = new EvaluationReport(
            target.Kind, target.Property, target.WorkingScore, sums.Tally.Samples, parts.Sum(p => p.Failures), parts.Sum(p => p.Unlabeled),
            [.. measured.Where(m => double.IsFinite(m.Value)).Select(m => KeptMeasure.Of(m, m.Metric.Class is null || target.Classes.Length <= EvaluationReport.MostReplicated))],
            [.. sums.Cells.Select(c => new ReportCell(c.Truth, c.Said, c.Count))], sums.Right is { } right ? Bits(right) : null,
            [.. target.Classes.Select(c => new ClassCount(c, sums.CountOf(c))).Where(c => c.Labels > 0)], sums.Slices.Told(),
            Latencies.Of(times.SingleMs), times.SamplesPerSecond, sums.Errors, worst.Count, worst.Blob);
        var blob = await blobs.Put(JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Options), aborted);
        var first = measured[0];
        return new EvaluationReportRef(
            blob.Hash, report.Samples, first.Metric.Name, double.IsFinite(first.Value) ? first.Value : 0, first.Interval?.Low, first.Interval?.High, worst.Blob);
    }, cancellation);

    /// <summary>Errors from a place on, the worst first.</summary>
    public async Task<List<JudgedError>> Errors(ContentHash worst, CancellationToken cancellation)
    {
        var errors = new List<JudgedError>();
        await foreach (var error in Lines<JudgedError>(worst, cancellation)) errors.Add(error);
        return errors;
    }

    async Task<(ContentHash Blob, int Count)> Keep(ImmutableArray<JudgedError> errors, CancellationToken cancellation)
    {
        using var lines = new MemoryStream();
        foreach (var error in errors)
        {
            JsonSerializer.Serialize(lines, error, ReportJson.Options);
            lines.WriteByte((byte)'\n');
        }
        return ((await blobs.Put(lines.ToArray(), cancellation)).Hash, errors.Length);
    }

    async IAsyncEnumerable<T> Lines<T>(ContentHash blob, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (blob == default) yield break;
        var content = await VersionBlobs.Read(blobs, blob, cancellation);
        for (var from = 0; from < content.Length;)
        {
            var length = content.AsSpan(from).IndexOf((byte)'\n');
            yield return JsonSerializer.Deserialize<T>(content.AsSpan(from, length), ReportJson.Options)!;
            from += length + 1;
        }
    }

    static string Bits(System.Collections.BitArray bits)
    {
        var bytes = new byte[(bits.Length + 7) / 8];
        bits.CopyTo(bytes, 0);
        return Convert.ToBase64String(bytes);
    }

    public ValueTask DisposeAsync() => work.DisposeAsync();
}
