using System.Globalization;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.People;

namespace Labelwise.Tests.Simulation.Checks;

/// <summary>What imports and prediction runs say they did, next to what is there.</summary>
sealed class ImportCheck(Scene scene, SimulatedDisk disk, DurableStates durable)
{
    public void Check()
    {
        var samples = disk.All<BlockSamples>("samples").SelectMany(b => b.Samples).ToArray();
        scene.Witness.Hold(Invariant.AnImportBringsEachSampleOnce, samples.DistinctBy(s => s.ExternalId).Count() == samples.Length, () => "an external id is there twice");
        foreach (var import in disk.All<ImportRecord>("import").Where(i => i.State is JobState.Succeeded))
            scene.Witness.Hold(Invariant.AnImportBringsEachSampleOnce, import.Added + import.Unchanged + import.Refused == import.Total,
                () => $"{import} does not add up");
        var all = disk.All<ImportRecord>("import").ToArray();
        if (all.All(i => i.State is JobState.Succeeded))
            scene.Witness.Hold(Invariant.AnImportBringsEachSampleOnce, all.Sum(i => i.Added) == samples.Length,
                () => $"{samples.Length} samples, counted {string.Join(" + ", all.Select(i => i.Added.ToString(CultureInfo.InvariantCulture)))}");
        var predictions = disk.All<BlockPredictions>("predictions").ToArray();
        scene.Witness.Hold(Invariant.ARunPredictsEverySample, predictions.All(p => p.Rows.DistinctBy(r => r.Row).Count() == p.Rows.Length),
            () => "a sample has two predictions");
        var predicted = predictions.Sum(p => p.Rows.Length);
        foreach (var (id, atLeast) in durable.SamplesAtStart)
            if (disk.Find<PredictionRunRecord>("predictions", $"predictionrun/{id}") is { State: JobState.Succeeded } run)
                scene.Witness.Hold(Invariant.ARunPredictsEverySample,
                    run.Predicted == run.Done && run.Predicted <= predicted && atLeast <= run.Predicted,
                    () => $"{run} of {atLeast} to {samples.Length} samples, {predicted} have predictions");
    }
}
