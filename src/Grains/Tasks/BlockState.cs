using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>The samples of a block; only ever appended to.</summary>
[GenerateSerializer, Immutable, Alias("block-samples")]
public sealed record BlockSamples
{
    [Id(0)] public ImmutableArray<Sample> Samples { get; init; } = [];
    [Id(1)] public ImmutableArray<ImportRun> Imports { get; init; } = [];
}

/// <summary>Neighbouring rows that one import brought.</summary>
[GenerateSerializer, Immutable, Alias("import-run")]
public sealed record ImportRun([property: Id(0)] string Import, [property: Id(1)] int Count, [property: Id(2)] DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("block-predictions")]
public sealed record BlockPredictions
{
    [Id(0)] public ImmutableArray<PredictedRow> Rows { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("predicted-row")]
public sealed record PredictedRow([property: Id(0)] int Row, [property: Id(1)] Prediction Prediction, [property: Id(2)] DateTimeOffset At);

/// <summary>The rows that anything happened to; the others follow from samples and predictions.</summary>
[GenerateSerializer, Immutable, Alias("block-rows")]
public sealed record BlockRowsState
{
    /// <summary>Rows as earlier versions kept them.</summary>
    [Id(0)] public ImmutableArray<TaskRow> Touched { get; init; } = [];
    [Id(1)] public AcceptanceInForce? Acceptance { get; init; }
    [Id(2)] public ImmutableArray<SetAside> SetAside { get; init; } = [];
    [Id(3)] public PackedRowsState? Packed { get; init; }
    [Id(4)] public ImmutableArray<RowMark> Marks { get; init; } = [];
    [Id(5)] public ImmutableArray<RowOrder> Orders { get; init; } = [];
    /// <summary>Null in what an earlier version saved, and where nothing is drawn.</summary>
    [Id(6)] public DrawnRowsState? Drawn { get; init; }

    /// <summary>How far people err together; none in what an earlier version saved.</summary>
    [Id(7)] public DesignEffect Effect { get; init; }

    /// <summary>The rows, made anew.</summary>
    /// <param name="block">The key of whose they are.</param>
    public IEnumerable<TaskRow> Of(string block)
    {
        var (project, number) = TaskBlock.Parse(block);
        var rows = new BlockRows(project, number);
        rows.Load(TaskBlock.Size, this);
        return rows.Touched;
    }
}

/// <summary>A row that a curator assigned to one person.</summary>
[GenerateSerializer, Immutable, Alias("set-aside")]
public sealed record SetAside([property: Id(0)] int Row, [property: Id(1)] UserId To, [property: Id(2)] AssignmentKind Kind);

/// <summary>The work order that pays for a row; one at most.</summary>
[GenerateSerializer, Immutable, Alias("row-order")]
public sealed record RowOrder([property: Id(0)] int Row, [property: Id(1)] WorkOrderId Order);

/// <summary>Which slices may be behind the truth of their tasks.</summary>
[GenerateSerializer, Immutable, Alias("block-noted")]
public sealed record BlockNoted
{
    [Id(0)] public ushort Slices { get; init; }
    /// <summary>True after a stop that saved the rows.</summary>
    [Id(1)] public bool Clean { get; init; } = true;

    public static ushort Bit(int row) => (ushort)(1 << (row / TaskBlock.SliceRows));
    public bool Has(int row) => (Slices & Bit(row)) != 0;
}
