using System.Collections.Immutable;
using Labelwise.Domain.Quality;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality;

/// <summary>What must outlive a restart: the acceptance in force. What is known of people is a hint until blocks report.</summary>
[GenerateSerializer, Immutable, Alias("quality-state")]
public sealed record QualityState
{
    [Id(0)] public string? Run { get; init; }
    [Id(1)] public AcceptanceInForce? Acceptance { get; init; }
    [Id(2)] public DateTimeOffset? PlannedAt { get; init; }
    [Id(3)] public ImmutableArray<AnnotatorEvidence> People { get; init; } = [];
    [Id(4)] public ImmutableArray<Calibration> Calibrations { get; init; } = [];
    [Id(5)] public ImmutableArray<FittedModel> Models { get; init; } = [];
    [Id(6)] public ImmutableArray<double> Shares { get; init; } = [];
    [Id(7)] public KnownDrawing Drawing { get; init; } = KnownDrawing.Nothing;
    [Id(8)] public DesignEffect Effect { get; init; }
}
