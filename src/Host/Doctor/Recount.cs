using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Doctor;

/// <summary>What a project's counters count, counted task by task.</summary>
sealed class Recount
{
    readonly int[] states = new int[4], decidedBy = new int[3];
    int tasks, annotations;

    public void Add(TaskRow row)
    {
        tasks++;
        states[(int)row.State]++;
        annotations += row.Opinions.Length;
        if (row.Decision is { } decision) decidedBy[(int)decision.By]++;
    }

    /// <returns>What differs, in words; empty when nothing does.</returns>
    public string Against(QueueSnapshot counters)
    {
        var blocks = counters.Blocks;
        var differences = new List<string>();
        Compare("tasks", tasks, blocks.Sum(b => b.Tasks));
        Compare("annotations", annotations, blocks.Sum(b => b.Annotations));
        for (var state = 0; state < states.Length; state++)
            Compare($"{(Domain.Tasks.TaskState)state}", states[state], blocks.Sum(b => b.States[state]));
        for (var by = 0; by < decidedBy.Length; by++)
            Compare($"decided by {(Domain.Tasks.DeciderKind)by}", decidedBy[by], blocks.Sum(b => b.DecidedBy[by]));
        return string.Join(", ", differences);

        void Compare(string what, int counted, int told)
        {
            if (counted != told) differences.Add($"{what}: {told} instead of {counted}");
        }
    }
}
