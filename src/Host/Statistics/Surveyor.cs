using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Host.Imports;

namespace Labelwise.Host.Statistics;

/// <summary>Reads label documents and adds up, on threads of the pool.</summary>
sealed class Surveyor(ILabelStore labels) : ISurveyor, IAsyncDisposable
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
        SurveyStamp stamp, ProjectSettings settings, ImmutableArray<BlockSurvey> blocks, CancellationToken cancellation = default) =>
        work.Run(_ => Task.FromResult(SurveySummary.Of(stamp, settings, blocks)), cancellation);

    public ValueTask DisposeAsync() => work.DisposeAsync();
}
