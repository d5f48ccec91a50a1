using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>What a block adds up over its rows. Absolute, so that a repeat changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("block-summary")]
public sealed record BlockSummary
{
    [Id(0)] public int Block { get; init; }
    /// <summary>Grows with every summary of a block; an older one is ignored.</summary>
    [Id(1)] public long Sequence { get; init; }
    [Id(2)] public int Tasks { get; init; }
    [Id(3)] public ImmutableArray<int> States { get; init; } = [0, 0, 0, 0];
    [Id(4)] public int WaitsForReview { get; init; }
    [Id(5)] public int OpenForLabels { get; init; }
    [Id(6)] public int Held { get; init; }
    [Id(7)] public DateTimeOffset? FirstLeaseEnds { get; init; }
    /// <summary>Priority of the best row open for labels, larger first; null when none is open.</summary>
    [Id(8)] public float? BestLabel { get; init; }
    /// <summary>As <see cref="BestLabel"/>, for reviews.</summary>
    [Id(9)] public float? BestReview { get; init; }
    [Id(10)] public int Annotations { get; init; }
    [Id(11)] public ImmutableArray<int> DecidedBy { get; init; } = [0, 0, 0];
    [Id(12)] public ImmutableArray<int> Classes { get; init; } = [];
    [Id(13)] public AuditCounts Audits { get; init; } = new(0, 0, 0, 0);
    /// <summary>People for whom rows are set aside here.</summary>
    [Id(14)] public ImmutableArray<UserId> AssignedTo { get; init; } = [];
    /// <summary>Summed over decided tasks, by <see cref="DeciderKind"/>.</summary>
    [Id(15)] public ImmutableArray<double> Confidence { get; init; } = [0, 0, 0];
    /// <summary>Samples predicted by any model.</summary>
    [Id(16)] public int Predicted { get; init; }
}

[GenerateSerializer, Immutable, Alias("audit-counts")]
public sealed record AuditCounts([property: Id(0)] int Drawn, [property: Id(1)] int Disputed, [property: Id(2)] int Agree, [property: Id(3)] int Differ);

/// <summary>A project's counters: the sum over its blocks.</summary>
[GenerateSerializer, Immutable, Alias("project-totals")]
public sealed record ProjectTotals
{
    public const int ThroughputMinutes = 120;

    /// <summary>Two weeks.</summary>
    public const int ThroughputHours = 14 * 24;

    [Id(0)] public int Tasks { get; init; }
    [Id(1)] public ImmutableArray<int> States { get; init; } = [0, 0, 0, 0];
    [Id(2)] public int WaitsForReview { get; init; }
    [Id(3)] public int OpenForLabels { get; init; }
    [Id(4)] public int Held { get; init; }
    [Id(5)] public DateTimeOffset? FirstLeaseEnds { get; init; }
    [Id(6)] public int Annotations { get; init; }
    [Id(7)] public ImmutableArray<int> DecidedBy { get; init; } = [0, 0, 0];
    [Id(8)] public ImmutableArray<int> Classes { get; init; } = [];
    [Id(9)] public AuditCounts Audits { get; init; } = new(0, 0, 0, 0);
    /// <summary>Per minute, oldest first, the last <see cref="ThroughputMinutes"/> minutes.</summary>
    [Id(10)] public ImmutableArray<Worked> Throughput { get; init; } = [];
    [Id(11)] public ImmutableArray<double> Confidence { get; init; } = [0, 0, 0];
    [Id(12)] public int Predicted { get; init; }
    /// <summary>Per hour with work, oldest first, the last <see cref="ThroughputHours"/> hours.</summary>
    [Id(13)] public ImmutableArray<Worked> Hours { get; init; } = [];
}
