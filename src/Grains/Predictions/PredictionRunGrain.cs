using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Labelwise.Grains.Predictions;

/// <summary>Predicts a block, hands it its predictions, records how far it is; the next block is predicted meanwhile.</summary>
sealed class PredictionRunGrain(
    [PersistentState("predictions")] IPersistentState<PredictionRunRecord> run, IPredictionSource source, ILabelStore labels,
    TimeProvider time, ILogger<PredictionRunGrain> log)
    : JobGrain<PredictionRunRecord>(run, time, log), IPredictionRunGrain
{
    readonly OneAhead<PredictedBlock> ahead = new();
    ModelFiles? model;

    protected override JobKind Kind => JobKind.Prediction;

    public async Task<Outcome<JobView>> Start(StartPredictions command)
    {
        if (await View() is not null) return await Begin(Job);  // an attempt before may have ended before it was sure to go on
        if (await Settings() is not { } settings) return new NotFound();
        if (await Load(command) is not { } files) return new NotFound();
        if (ModelTerms.Match(files.Card, settings).Refuses(out var why, out _)) return why;
        return await Begin(new() { Command = command });
    }

    protected override async Task Step(CancellationToken cancellation)
    {
        if (await Settings() is not { } settings || (model ??= await Load(Job.Command!)) is not { } files)
        {
            await Record(Job.Failed("not-found", "The project or the model of this run is not there."));
            return;
        }
        if (ModelTerms.Match(files.Card, settings).Refuses(out var why, out var terms))
            await Record(Job.Failed(why.Code, why.Message));
        else if (Job.NextBlock < settings.Blocks)
            await TakeBlock(settings, files, terms, cancellation);
        else
            await Finish();
    }

    async Task TakeBlock(ProjectSettings settings, ModelFiles files, ModelTerms terms, CancellationToken cancellation)
    {
        var block = Job.NextBlock;
        var predicted = await ahead.Take(block, settings.Blocks, next => Predict(next, files, cancellation));
        if (predicted.Answers.Refuses(out var why, out var answers))
        {
            await Record(Job.Failed(why.Code, why.Message));
            return;
        }
        await Record(await Place(block, predicted.Samples, answers, terms) with
        {
            State = JobState.Running, NextBlock = block + 1, Done = Job.Done + predicted.Samples.Length,
            Total = Math.Max(await Catalogued(), Job.Done + predicted.Samples.Length),
        });
    }

    async Task<PredictionRunRecord> Place(
        int block, ImmutableArray<Sample> samples, ImmutableArray<Outcome<Domain.Models.Prediction, PredictionRefusal>> answers, ModelTerms terms)
    {
        var rows = ImmutableArray.CreateBuilder<RowPrediction>(answers.Length);
        var said = new Dictionary<ContentHash, LabelDocument>();
        var embeddings = ImmutableArray.CreateBuilder<RowEmbedding>();
        var errors = new List<RecordError>();
        for (var row = 0; row < answers.Length; row++)
            if (answers[row].Refuses(out var why, out var says)) errors.Add(new(samples[row].ExternalId, null, why.Code, why.Message));
            else
            {
                var (prediction, label) = terms.Of(says, Job.Command!.Model);
                said[label.Hash] = label;
                rows.Add(new(row, prediction));
                if (!says.Embedding.IsEmpty) embeddings.Add(new(row, says.Embedding));
            }
        // First, so that a recorded hash always has its bytes.
        await labels.Put([.. said.Select(l => (l.Key, l.Value.ToCanonicalJson()))]);
        // Before the rows: who hears that the block changed finds them.
        if (embeddings.Count > 0) await GrainFactory.GetGrain<IEmbeddingsGrain>(TaskBlock.Key(Project, block)).Keep(Job.Command!.Model, embeddings.ToImmutable());
        if (rows.Count > 0) await Block(block).Predict(rows.ToImmutable());
        return Job.With(errors) with { Predicted = Job.Predicted + rows.Count, Failures = Job.Failures + errors.Count };
    }

    /// <summary>Now that every prediction is known, what may be audited and certified is fixed.</summary>
    async Task Finish()
    {
        await GrainFactory.GetGrain<IQualityGrain>(Project.Value).Plan(Id, Job.Command!.Model);
        await Record(Job.Succeeded(("predicted", Text(Job.Predicted)), ("failed", Text(Job.Failures))));
    }

    async Task<PredictedBlock> Predict(int block, ModelFiles files, CancellationToken cancellation)
    {
        var samples = await Block(block).Samples();
        return new(samples, await source.Predict(files, [.. samples.Select(s => s.Hash)], cancellation));
    }

    async Task<ModelFiles?> Load(StartPredictions command) =>
        (await GrainFactory.Model(command.Tenant, command.Model.Model).Version(command.Model.Version))?.Files();

    async Task<int> Catalogued() => (await GrainFactory.GetGrain<IQueueGrain>(Project.Value).Totals()).Tasks;

    Task<ProjectSettings?> Settings() => GrainFactory.GetGrain<IProjectGrain>(Project.Value).Settings();

    ITaskBlockGrain Block(int block) => GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, block));

    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    sealed record PredictedBlock(
        ImmutableArray<Sample> Samples, Outcome<ImmutableArray<Outcome<Domain.Models.Prediction, PredictionRefusal>>> Answers);
}
