using Labelwise.Grains.Evaluations;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;

namespace Labelwise.Grains.Jobs;

/// <summary>Finds the grain of a job by what its id says.</summary>
public static class JobGrains
{
    /// <param name="id">As <see cref="JobId.TryParse"/> took it.</param>
    public static IJobGrain Job(this IGrainFactory grains, JobKind kind, string id) => kind switch
    {
        JobKind.Import => grains.GetGrain<IImportGrain>(id),
        JobKind.Prediction => grains.GetGrain<IPredictionRunGrain>(id),
        JobKind.Version => grains.GetGrain<IVersionGrain>(id),
        JobKind.Evaluation => grains.GetGrain<IEvaluationGrain>(id),
        JobKind.Bulk => grains.GetGrain<IBulkGrain>(id),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
