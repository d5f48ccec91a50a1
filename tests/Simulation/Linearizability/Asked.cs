using Labelwise.Domain.Tasks;
using Labelwise.Grains;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.People;

namespace Labelwise.Tests.Simulation.Linearizability;

/// <summary>One request on a task and what came back.</summary>
/// <param name="At">Its place in the order of all askings and answers.</param>
sealed class Asked(Intent intent, long at, DateTimeOffset time)
{
    public Intent Intent => intent;
    public long At => at;
    public DateTimeOffset Time => time;

    /// <summary>Null where no answer came: it may have happened at any time since, or never.</summary>
    public long? AnsweredAt { get; set; }
    public DateTimeOffset? AnsweredTime { get; set; }
    public Outcome<TaskAnswer> Outcome { get; set; }

    /// <summary>What a reader saw.</summary>
    public TaskTruth? Seen { get; set; }
}
