using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>What rows come to, kept up as they change so that telling it costs nothing. Whole numbers, so that what is taken
/// away leaves no trace.</summary>
sealed class RowCounts
{
    /// <summary>Confidences are added up in so small steps: those of a float from 1/65,536 on are whole numbers of it.</summary>
    const double ConfidenceSteps = 1L << 40;

    readonly int[] states = new int[4], decidedBy = new int[3], audits = new int[5];
    readonly long[] confidence = new long[3];
    readonly Dictionary<int, int> classes = [];
    int counted;

    /// <summary>All of the block's; nothing happened to those that were not counted.</summary>
    public int Rows { get; set; }

    public int Waiting { get; private set; }

    public int Opinions { get; private set; }

    /// <summary>Of decided rows.</summary>
    public ReadOnlySpan<int> DecidedBy => decidedBy;

    public int Of(TaskState state) => states[(int)state] + (state is TaskState.Queued ? Rows - counted : 0);

    public int Of(AuditStatus audit) => audits[(int)audit];

    /// <summary>Of decided rows.</summary>
    public int OfClass(int answer) => classes.GetValueOrDefault(answer);

    /// <summary>Summed over rows so decided.</summary>
    public double Confidence(DeciderKind by) => confidence[(int)by] / ConfidenceSteps;

    /// <param name="sign">1 for a row that is there now, -1 for one that is not any more.</param>
    public void Count(RowGist row, int sign)
    {
        counted += sign;
        states[(int)row.State] += sign;
        audits[(int)row.Audit] += sign;
        Opinions += sign * row.Opinions;
        if (row.Waits is not ReviewReason.None) Waiting += sign;
        if (row.DecidedBy is not { } by) return;
        decidedBy[(int)by] += sign;
        confidence[(int)by] += sign * (long)(row.Confidence * ConfidenceSteps);
        classes[row.Class] = classes.GetValueOrDefault(row.Class) + sign;
    }
}
