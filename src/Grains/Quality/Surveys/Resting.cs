namespace Labelwise.Grains.Quality.Surveys;

/// <summary>When something done behind an answer is done again: after a rest as long as it took times a number, so that it costs a part of the time at
/// most; where it failed, after a while that doubles each time.</summary>
public sealed class Resting(int times)
{
    /// <summary>What failed is tried again after so long, and each time after twice as long…</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>…up to this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    TimeSpan failed;

    public DateTimeOffset Until { get; private set; }

    /// <summary>Until it is known better, in vain.</summary>
    public void Begin(DateTimeOffset now)
    {
        failed = failed == default ? First : failed < Longest / 2 ? 2 * failed : Longest;
        Until = now + failed;
    }

    public void Done(DateTimeOffset began, DateTimeOffset now)
    {
        failed = default;
        Until = now + times * (now - began);
    }
}
