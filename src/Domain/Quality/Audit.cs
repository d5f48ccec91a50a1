using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>One confident task whose prediction people check without seeing it.</summary>
/// <param name="Task">The task's number in its project.</param>
/// <param name="Rank"><see cref="AuditOrder.Rank"/> of the task.</param>
/// <param name="Class">The predicted class, in [0, K).</param>
/// <param name="Confidence">The model's own confidence, recorded when the run ended.</param>
/// <param name="Status">None or Drawn while people have not answered, Disputed while a reviewer has not.</param>
/// <param name="SettledAt">When it came to agree or differ.</param>
[GenerateSerializer, Immutable, Alias("audit")]
public readonly record struct Audit(
    [property: Id(0)] int Task, [property: Id(1)] uint Rank, [property: Id(2)] int Class,
    [property: Id(3)] double Confidence, [property: Id(4)] AuditStatus Status,
    [property: Id(5)] DateTimeOffset SettledAt = default)
{
    public bool IsSettled => Status is AuditStatus.Agrees or AuditStatus.Differs;
}
