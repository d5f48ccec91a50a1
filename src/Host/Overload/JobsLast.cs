using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Models;
using Labelwise.Domain.Specs;
using Labelwise.Grains;
using Labelwise.Grains.Ports;
using Labelwise.Host.Imports;
using Labelwise.Host.Predictions;

namespace Labelwise.Host.Overload;

/// <summary>Imports whose next slice waits a little while people wait for their work.</summary>
sealed class LastImports(ImportSource source, Admission admission) : IImportSource
{
    public Task<Outcome<UploadFacts>> Inspect(Upload upload, CancellationToken cancellation = default) => source.Inspect(upload, cancellation);

    public async Task<ImportSlice> Read(Upload upload, DataSpec spec, int from, int count, CancellationToken cancellation = default)
    {
        await admission.Calm(cancellation);
        return await source.Read(upload, spec, from, count, cancellation);
    }

    public Task Forget(Upload upload, CancellationToken cancellation = default) => source.Forget(upload, cancellation);
}

/// <summary>The same for prediction runs and their blocks.</summary>
sealed class LastPredictions(PredictionSource source, Admission admission) : IPredictionSource
{
    public Task<Outcome<LoadedModel>> Load(ModelFiles model, CancellationToken cancellation = default) => source.Load(model, cancellation);

    public async Task<Outcome<ImmutableArray<Outcome<Prediction, PredictionRefusal>>>> Predict(
        ModelFiles model, ImmutableArray<ContentHash> samples, CancellationToken cancellation = default)
    {
        await admission.Calm(cancellation);
        return await source.Predict(model, samples, cancellation);
    }
}
