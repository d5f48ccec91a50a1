using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>What most want to know of a row: read without making the whole of it.</summary>
readonly record struct RowGist(
    int Version, TaskState State, ReviewReason Waits, AuditStatus Audit, DeciderKind? DecidedBy, int Class, float Confidence, int Opinions)
{
    /// <summary>Of a row that nothing happened to.</summary>
    public static RowGist Untouched { get; } = Of(new() { Id = default });

    public static RowGist Of(TaskRow row) => new(
        row.Version, row.State, row.Waits, row.Audit, row.Decision?.By, row.Class, row.Confidence, row.Opinions.Length);
}
