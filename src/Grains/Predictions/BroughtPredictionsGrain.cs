using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Predictions;

sealed class BroughtPredictionsGrain(ILabelStore labels) : Grain, IBroughtPredictionsGrain
{
    static readonly ModelRef Model = new(ModelNames.Brought, 1);

    public async Task<Outcome<BroughtAnswer>> Take(ImmutableArray<BroughtPrediction> predictions)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(predictions.Length, IBroughtPredictionsGrain.Most, nameof(predictions));
        if (await GrainFactory.GetGrain<IProjectGrain>(Project.Value).Settings() is not { } settings) return new NotFound();
        var tasks = await GrainFactory.GetGrain<ICatalogGrain>(Project.Value).Find([.. predictions.Select(p => p.ExternalId)]);
        var errors = ImmutableArray.CreateBuilder<RecordError>();
        var accepted = 0;
        var found = predictions.Select((prediction, at) => (Prediction: prediction, Task: tasks[at]));
        foreach (var block in found.GroupBy(p => p.Task < 0 ? -1 : TaskBlock.Of(p.Task)))
            if (block.Key < 0) errors.AddRange(block.Select(p => Unknown(p.Prediction)));
            else accepted += await Place(block.Key, [.. block], settings, errors);
        return new BroughtAnswer(accepted, [.. errors.OrderBy(e => e.Line)]);
    }

    public Task Finish(string run) => GrainFactory.GetGrain<IQualityGrain>(Project.Value).Plan(run, Model);

    async Task<int> Place(
        int key, ImmutableArray<(BroughtPrediction Prediction, int Task)> predictions, ProjectSettings settings, ImmutableArray<RecordError>.Builder errors)
    {
        var block = GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, key));
        var samples = await block.Samples();
        var rows = ImmutableArray.CreateBuilder<RowPrediction>();
        var documents = new Dictionary<ContentHash, LabelDocument>();
        var embeddings = ImmutableArray.CreateBuilder<RowEmbedding>();
        foreach (var (brought, task) in predictions)
        {
            var sample = samples[TaskBlock.Row(task)];
            var (atRest, violations) = settings.Spec.Resolve(brought.Labels, new(settings.Spec.Media, sample.Width, sample.Height, sample.TextLength));
            if (atRest is null) errors.AddRange(violations.Select(v => Wrong(brought, v)));
            else if (ClassProbabilities(brought, atRest, settings, errors) is { } probabilities)
            {
                documents.TryAdd(atRest.Hash, atRest);
                rows.Add(new(TaskBlock.Row(task), new(Model, atRest.Hash, Classes.Of(atRest, settings.Spec, settings), brought.Confidence, probabilities)));
                if (brought.Embedding.IsEmpty) continue;
                if (embeddings.Count > 0 && embeddings[0].Direction.Length != brought.Embedding.Length) errors.Add(OfAnotherLength(brought));
                else embeddings.Add(new(TaskBlock.Row(task), brought.Embedding));
            }
        }
        if (rows.Count is 0) return 0;
        await labels.Put([.. documents.Select(d => (d.Key, d.Value.ToCanonicalJson()))]);
        if (embeddings.Count > 0) await GrainFactory.GetGrain<IEmbeddingsGrain>(TaskBlock.Key(Project, key)).Keep(Model, embeddings.ToImmutable());
        await block.Predict(rows.ToImmutable());
        return rows.Count;
    }

    /// <returns>Null when refused.</returns>
    static ImmutableArray<ClassProbability>? ClassProbabilities(
        BroughtPrediction brought, LabelDocument atRest, ProjectSettings settings, ImmutableArray<RecordError>.Builder errors)
    {
        var chosen = Classes.Of(atRest, settings.Spec, settings);
        if (chosen < 0) return [];
        if (brought.Probabilities.IsEmpty) return [new(chosen, (float)brought.Confidence)];
        var target = settings.Spec.ClassificationTarget!;
        var options = settings.Spec.Properties.First(p => p.Id == target.PropertyId).Options;
        var dense = new double[settings.ClassIds.Length];
        foreach (var (name, probability) in brought.Probabilities)
        {
            if (options.FirstOrDefault(o => o.Name == name) is not { } option)
            {
                errors.Add(Wrong(brought, new("/probabilities", "unknown-class", $"There is no option '{name}'.")));
                return null;
            }
            dense[settings.ClassOf(option.Id)] = probability;
        }
        return dense.Sum() > 0 ? ModelClasses.Sparse(dense) : [new(chosen, (float)brought.Confidence)];
    }

    static RecordError Unknown(BroughtPrediction brought) =>
        new(brought.ExternalId, brought.Line, "unknown-external-id", $"The project has no sample '{brought.ExternalId}'.");

    static RecordError OfAnotherLength(BroughtPrediction brought) =>
        new(brought.ExternalId, brought.Line, "embedding-length", "This embedding is not as long as those before; the prediction was taken without it.");

    static RecordError Wrong(BroughtPrediction brought, Violation violation) =>
        new(brought.ExternalId, brought.Line, violation.Code, $"{violation.Pointer}: {violation.Message}");

    ProjectId Project => ProjectId.Parse(this.GetPrimaryKeyString());
}
