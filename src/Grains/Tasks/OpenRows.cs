using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>The priorities of a block's rows, weighed once and kept until something changes them, so that finding the next
/// task is a walk over numbers.</summary>
sealed class OpenRows
{
    /// <summary>NaN: not open. Positive infinity: not weighed.</summary>
    readonly float[] label = new float[TaskBlock.Size], review = new float[TaskBlock.Size];
    DateTimeOffset until = DateTimeOffset.MinValue;
    int rules = -1;
    bool leasesChanged = true;

    public OpenRows() => Forget();

    public void Forget()
    {
        Array.Fill(label, float.PositiveInfinity);
        Array.Fill(review, float.PositiveInfinity);
        leasesChanged = true;
    }

    public void Forget(int row)
    {
        (label[row], review[row]) = (float.PositiveInfinity, float.PositiveInfinity);
        leasesChanged = true;
    }

    /// <summary>Forgets all when the rules are others or a lease has ended since.</summary>
    /// <param name="nextEnd">When the first lease that runs at a moment ends.</param>
    public void At(DateTimeOffset now, int rulesNow, Func<DateTimeOffset, DateTimeOffset> nextEnd)
    {
        if (rules == rulesNow && now < until && !leasesChanged) return;
        if (rules != rulesNow || now >= until) Forget();
        (rules, until, leasesChanged) = (rulesNow, nextEnd(now), false);
    }

    public float? Priority(int row, AssignmentKind kind) =>
        (kind is AssignmentKind.Review ? review : label)[row] is var known && float.IsPositiveInfinity(known) ? null : known;

    public float? Keep(int row, AssignmentKind kind, float? weighed)
    {
        (kind is AssignmentKind.Review ? review : label)[row] = weighed ?? float.NaN;
        return weighed;
    }
}
