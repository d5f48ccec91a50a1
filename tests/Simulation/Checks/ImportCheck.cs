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
        var samples = disk.All<BlockSamples>("samples").SingleOrDefault() ?? new();
        foreach (var import in disk.All<ImportRecord>("import").Where(i => i.State is JobState.Succeeded))
            scene.Witness.Hold(Invariant.AnImportBringsEachSampleOnce, import.Added + import.Unchanged + import.Refused == import.Total,
                () => $"{import} does not add up");
        var all = disk.All<ImportRecord>("import").ToArray();
        if (all.All(i => i.State is JobState.Succeeded))
            scene.Witness.Hold(Invariant.AnImportBringsEachSampleOnce, all.Sum(i => i.Added) == samples.Samples.Length,
                () => $"{samples.Samples.Length} samples, counted {string.Join(" + ", all.Select(i => i.Added.ToString(CultureInfo.InvariantCulture)))}");
        var predicted = disk.All<BlockPredictions>("predictions").SingleOrDefault() ?? new();
        scene.Witness.Hold(Invariant.ARunPredictsEverySample, predicted.Rows.Select(r => r.Row).Distinct().Count() == predicted.Rows.Length,
            () => "a sample has two predictions");
        foreach (var (id, atLeast) in durable.SamplesAtStart)
            if (disk.Find<PredictionRunRecord>("predictions", $"predictionrun/{id}") is { State: JobState.Succeeded } run)
                scene.Witness.Hold(Invariant.ARunPredictsEverySample,
                    run.Predicted == run.Done && run.Predicted <= predicted.Rows.Length && atLeast <= run.Predicted,
                    () => $"{run} of {atLeast} to {samples.Samples.Length} samples, {predicted.Rows.Length} have predictions");
    }
}
