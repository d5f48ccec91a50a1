using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;

namespace Labelwise.Grains.Evaluations;

/// <summary>Measures a model on the samples of a sealed version. Key: the job's id, which follows from what is asked: see
/// <see cref="EvaluationNames"/>.</summary>
[Alias("evaluation")]
public interface IEvaluationGrain : IJobGrain
{
    /// <summary>Takes the evaluation on. What was measured once is not measured again; what failed or was cancelled is.</summary>
    /// <returns>The job; or why this model cannot be measured on this version.</returns>
    Task<Outcome<JobView>> Start(StartEvaluation command);
}

/// <param name="Model">Of brought predictions <see cref="EvaluationNames.Brought"/>.</param>
/// <param name="Version">A sealed version of the project.</param>
/// <param name="Split">One of the version's; null for all of it.</param>
/// <param name="Brought">Predictions made elsewhere, to be measured instead of a model's.</param>
[GenerateSerializer, Immutable, Alias("start-evaluation")]
public sealed record StartEvaluation(
    [property: Id(0)] TenantId Tenant, [property: Id(1)] ModelRef Model, [property: Id(2)] int Version, [property: Id(3)] string? Split, [property: Id(4)] UserId By,
    [property: Id(5)] BroughtFile? Brought = null);

/// <summary>A file of predictions, one a line.</summary>
/// <param name="Jsonl">Its blob.</param>
/// <param name="Name">What the candidate is called.</param>
/// <param name="Property">Of the whole sample, that is measured; null for what the spec has: see <see cref="EvaluationTarget.Of(Domain.Specs.DataSpec, string?)"/>.</param>
[GenerateSerializer, Immutable, Alias("brought-file")]
public sealed record BroughtFile([property: Id(0)] ContentHash Jsonl, [property: Id(1)] string Name, [property: Id(2)] string? Property);

/// <summary>An evaluation as it is on disk.</summary>
[GenerateSerializer, Immutable, Alias("evaluation-record")]
public sealed record EvaluationRecord : JobRecord
{
    /// <summary>Single samples timed at most.</summary>
    public const int MostTimed = 256;

    [Id(0)] public StartEvaluation? Command { get; init; }
    /// <summary>The first part of the version that is not in <see cref="Parts"/>.</summary>
    [Id(1)] public int NextPart { get; init; }
    [Id(2)] public ImmutableArray<JudgedPart> Parts { get; init; } = [];
    /// <summary>Milliseconds of samples that were predicted one by one.</summary>
    [Id(3)] public ImmutableArray<double> SingleMs { get; init; } = [];
    /// <summary>Milliseconds that whole parts took.</summary>
    [Id(4)] public double PartsMs { get; init; }
    /// <summary>Samples predicted in that time.</summary>
    [Id(5)] public int Timed { get; init; }

    /// <summary>None where predictions are measured that were made elsewhere.</summary>
    public override ModelRef? Model => Command is { Brought: null } command ? command.Model : null;
}

/// <summary>The evaluations of a project that are finished. Key: the project id.</summary>
[Alias("evaluation-list")]
public interface IEvaluationListGrain : IGrainWithStringKey
{
    /// <summary>Keeps it for ever; the same again is the one that is there.</summary>
    Task<FinishedEvaluation> Add(FinishedEvaluation evaluation);

    /// <summary>The newest first.</summary>
    [Orleans.Concurrency.AlwaysInterleave]
    Task<ImmutableArray<FinishedEvaluation>> All();

    /// <returns>Null when it is not finished, or was never asked.</returns>
    [Orleans.Concurrency.AlwaysInterleave]
    Task<FinishedEvaluation?> Find(string id);
}

/// <summary>What an evaluation gave: it never changes.</summary>
/// <param name="Id">The job's.</param>
/// <param name="Split">Null for all of the version.</param>
/// <param name="TrainedOn">As the model's card says.</param>
/// <param name="Report">Blob with all that was measured.</param>
[GenerateSerializer, Immutable, Alias("finished-evaluation")]
public sealed record FinishedEvaluation(
    [property: Id(0)] string Id, [property: Id(1)] ModelRef Model, [property: Id(2)] string ModelName, [property: Id(3)] int Version, [property: Id(4)] string? Split,
    [property: Id(5)] DateTimeOffset CreatedAt, [property: Id(6)] UserId By, [property: Id(7)] EvaluationKind Kind, [property: Id(8)] string? TrainedOn,
    [property: Id(9)] EvaluationReportRef Report);

[GenerateSerializer, Immutable, Alias("evaluation-list-record")]
public sealed record EvaluationList
{
    /// <summary>In the order they finished.</summary>
    [Id(0)] public ImmutableArray<FinishedEvaluation> Evaluations { get; init; } = [];
}
