using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Activities;

/// <summary>What one person reviewed without a long pause, as the facts of one entry: how many of each verdict, and when the last one was.</summary>
static class Sitting
{
    const string Until = "until";

    public static ImmutableArray<ActivityFact> Begin(Verdict verdict, DateTimeOffset now) => Count([], verdict, now);

    public static ImmutableArray<ActivityFact> Count(ImmutableArray<ActivityFact> facts, Verdict verdict, DateTimeOffset now) =>
    [
        .. from one in Enum.GetValues<Verdict>()
           let count = CountOf(facts, one) + (one == verdict ? 1 : 0)
           where count > 0
           select new ActivityFact(NameOf(one), count.ToString(CultureInfo.InvariantCulture)),
        new(Until, now.ToString("O", CultureInfo.InvariantCulture)),
    ];

    public static DateTimeOffset End(ActivityEntry entry) =>
        DateTimeOffset.Parse(entry.Deed.Facts.First(f => f.Name is Until).Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    static int CountOf(ImmutableArray<ActivityFact> facts, Verdict verdict) =>
        facts.FirstOrDefault(f => f.Name == NameOf(verdict)) is { } fact ? int.Parse(fact.Value, CultureInfo.InvariantCulture) : 0;

    static string NameOf(Verdict verdict) => verdict switch { Verdict.Accept => "accept", Verdict.Correct => "correct", _ => "reject" };
}

/// <summary>The last commands counted, so that one repeated because its reply was lost counts once.</summary>
sealed class RecentVerdicts
{
    const int Most = 1_024;

    readonly HashSet<(UserId, CommandKey)> known = [];
    readonly Queue<(UserId, CommandKey)> order = [];

    public bool IsNew(UserId by, CommandKey key)
    {
        if (!known.Add((by, key))) return false;
        order.Enqueue((by, key));
        if (order.Count > Most) known.Remove(order.Dequeue());
        return true;
    }
}
