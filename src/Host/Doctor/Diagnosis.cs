using System.Collections.Immutable;

namespace Labelwise.Host.Doctor;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Code">Of the list below.</param>
/// <param name="What">Which page, state, document, blob, task or project.</param>
/// <param name="Message">What is wrong, and what helps.</param>
public sealed record Finding(string Code, string What, string Message)
{
    /// <summary>Pages or states that cannot be read; bytes that are not what their hash says.</summary>
    public const string DamagedPage = "damaged-page", DamagedState = "damaged-state", DamagedLabel = "damaged-label", DamagedBlob = "damaged-blob";

    /// <summary>Bytes that a state names and nobody has.</summary>
    public const string MissingBlob = "missing-blob", MissingLabel = "missing-label";

    /// <summary>A block that tells of a task otherwise than the task; counters that are not the sum of what they count.</summary>
    public const string RowBehindTask = "row-behind-task", TaskBehindRow = "task-behind-row", CountersOff = "counters-off";

    /// <summary>Bytes that no state names: harmless, they take room.</summary>
    public const string OrphanBlob = "orphan-blob";

    public bool Repaired { get; init; }
}

/// <summary>What a look at everything a server keeps has found.</summary>
/// <param name="ServerRuns">Then orphans are not told: what is being written is nobody's yet.</param>
/// <param name="TasksRecounted">Whether tasks were compared with blocks and counters: not on a damaged database.</param>
public sealed record Diagnosis(
    bool ServerRuns, long States, long Labels, long Blobs, long BlobBytes, long Tasks, bool TasksRecounted, ImmutableArray<Finding> Findings)
{
    /// <summary>Nothing is lost, damaged or wrongly counted.</summary>
    public bool IsSound => Findings.All(f => f.Repaired || f.Code == Finding.OrphanBlob);
}
