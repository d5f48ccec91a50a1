using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;

namespace Labelwise.Grains.Predictions;

/// <summary>Lets a model predict every sample of a project, block by block. Key: the job's id.</summary>
[Alias("prediction-run")]
public interface IPredictionRunGrain : IJobGrain
{
    /// <summary>Takes the run on; a repeat changes nothing.</summary>
    /// <returns>The job; or why this model cannot predict for this project.</returns>
    Task<Outcome<JobView>> Start(StartPredictions command);
}

[GenerateSerializer, Immutable, Alias("start-predictions")]
public sealed record StartPredictions([property: Id(0)] TenantId Tenant, [property: Id(1)] ModelRef Model, [property: Id(2)] UserId By);

/// <summary>A prediction run as it is on disk.</summary>
[GenerateSerializer, Immutable, Alias("prediction-run-record")]
public sealed record PredictionRunRecord : JobRecord
{
    [Id(0)] public StartPredictions? Command { get; init; }
    /// <summary>The first block that is not known to have its predictions.</summary>
    [Id(1)] public int NextBlock { get; init; }
    [Id(2)] public int Predicted { get; init; }
    [Id(3)] public int Failures { get; init; }

    public override ModelRef? Model => Command?.Model;
}
