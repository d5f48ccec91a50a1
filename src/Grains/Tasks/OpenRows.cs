using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>The priorities of a block's rows, weighed once and kept until something changes them, so that finding the next
/// task is a walk over numbers.</summary>
sealed class OpenRows
{
    readonly float[] label = new float[TaskBlock.Size], review = new float[TaskBlock.Size];
    DateTimeOffset until = DateTimeOffset.MinValue;
    (int Pipeline, int Crew) rules = (-1, -1);
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

    /// <summary>Whether what is kept still holds: the same rules, no lease ended or changed since.</summary>
    public bool Holds(DateTimeOffset now, (int Pipeline, int Crew) rulesNow) => rules == rulesNow && now < until && !leasesChanged;

    /// <summary>Forgets all when the rules are others or a lease has ended since.</summary>
    /// <param name="nextEnd">When the first lease that runs now ends.</param>
    public void Bring(DateTimeOffset now, (int Pipeline, int Crew) rulesNow, DateTimeOffset nextEnd)
    {
        if (rules != rulesNow || now >= until) Forget();
        (rules, until, leasesChanged) = (rulesNow, nextEnd, false);
    }

    /// <summary>By row: NaN where it is not open, positive infinity where it was not weighed yet.</summary>
    public float[] Of(AssignmentKind kind) => kind is AssignmentKind.Review ? review : label;
}
