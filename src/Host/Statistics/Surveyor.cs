using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Quality.Consistency;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Host.Jobs;
using Labelwise.Host.Samples;

namespace Labelwise.Host.Statistics;

/// <summary>Reads label documents and pictures and adds up.</summary>
sealed class Surveyor(ILabelStore labels, IBlobStore blobs, IImages images) : ISurveyor, IAsyncDisposable
{
    /// <summary>Documents read at once.</summary>
    const int DocumentsAtOnce = 256;

    readonly OffGrain work = new();

    public Task<BlockSurvey> Survey(BlockToSurvey block, CancellationToken cancellation = default) => work.Run(async aborted =>
    {
        var documents = new Dictionary<ContentHash, LabelDocument>();
        foreach (var some in BlockSurveying.Wanted(block).Chunk(DocumentsAtOnce))
        {
            var found = await labels.Get([.. some], aborted);
            for (var i = 0; i < some.Length; i++)
                if (found[i] is { } utf8 && LabelDocument.Parse(utf8).Labels is { } document) documents[some[i]] = document;
        }
        return BlockSurveying.Survey(block, documents);
    }, cancellation);

    public Task<SurveySummary> Summarise(
        SurveyStamp stamp, ProjectSettings settings, ImmutableArray<BlockSurvey> blocks, IReadOnlyDictionary<int, ImmutableArray<ulong>> looks,
        NearSamples? near, CancellationToken cancellation = default) => work.Run(_ => Task.FromResult(SurveySummary.Of(stamp, settings, blocks, looks, near)), cancellation);

    public Task<ImmutableArray<ulong>> Looks(ImmutableArray<Sample> samples, CancellationToken cancellation = default) => work.Run(async aborted =>
    {
        var hashes = ImmutableArray.CreateBuilder<ulong>(samples.Length);
        foreach (var sample in samples) hashes.Add(SampleBytes.IsImage(sample.ContentType) ? await LookOf(sample, aborted) : 0);
        return hashes.MoveToImmutable();
    }, cancellation);

    async Task<ulong> LookOf(Sample sample, CancellationToken cancellation)
    {
        await using var content = await blobs.OpenRead(sample.Hash, null, cancellation);
        if (content is null || content.Length > images.Limits.MaxBytes) return 0;
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellation);
        return (await images.Gray(bytes, PerceptualHash.SidePx, cancellation)).Refuses(out _, out var gray) ? 0 : PerceptualHash.Of(gray.Pixels.Span) ?? 0;
    }

    public ValueTask DisposeAsync() => work.DisposeAsync();
}
