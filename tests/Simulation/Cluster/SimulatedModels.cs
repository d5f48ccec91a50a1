using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Models;
using Labelwise.Engine.Simulation;
using Labelwise.Grains;
using Labelwise.Grains.Ports;

namespace Labelwise.Tests.Simulation.Cluster;

/// <summary>A model that is confident and mostly right.</summary>
sealed class SimulatedModels
{
    const float Confident = 0.9f;

    public IPredictionSource Over(SimulatedDisk disk) => new Source(disk);

    static ClassPrediction Predict(ContentHash sample, int classes)
    {
        var right = (int)(sample.A % (ulong)classes);
        var says = sample.A % 11 == 0 ? (right + 1) % classes : right;
        var rest = (1 - Confident) / (classes - 1);
        return new([.. Enumerable.Range(0, classes).Select(c => c == says ? Confident : rest)]);
    }

    sealed class Source(SimulatedDisk disk) : IPredictionSource
    {
        public Task<Outcome<LoadedModel>> Load(ModelFiles model, CancellationToken cancellation = default) =>
            disk.Read<Outcome<LoadedModel>>("a model", () => new LoadedModel("CPU"));

        public Task<Outcome<ImmutableArray<Outcome<Prediction, PredictionRefusal>>>> Predict(
            ModelFiles model, ImmutableArray<ContentHash> samples, CancellationToken cancellation = default) =>
            disk.Read<Outcome<ImmutableArray<Outcome<Prediction, PredictionRefusal>>>>("samples", () => samples
                .Select(s => new Outcome<Prediction, PredictionRefusal>(SimulatedModels.Predict(s, model.Card.Classes.Length)))
                .ToImmutableArray());
    }
}
