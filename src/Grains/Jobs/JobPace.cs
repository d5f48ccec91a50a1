namespace Labelwise.Grains.Jobs;

/// <summary>How fast a job went lately.</summary>
sealed class JobPace
{
    /// <summary>Steps looked back on.</summary>
    const int Steps = 16;

    readonly Queue<(DateTimeOffset At, long Done)> steps = new();

    public void Note(DateTimeOffset at, long done)
    {
        steps.Enqueue((at, done));
        if (steps.Count > Steps) steps.Dequeue();
    }

    /// <summary>Units a second between the first step remembered and the last; 0 while there is but one.</summary>
    public double PerSecond =>
        steps.Count > 1 && (steps.Last().At - steps.Peek().At).TotalSeconds is > 0 and var seconds
            ? (steps.Last().Done - steps.Peek().Done) / seconds : 0;
}
