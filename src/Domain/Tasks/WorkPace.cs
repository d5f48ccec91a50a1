using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>What was done in a stretch of time.</summary>
/// <param name="At">Its beginning.</param>
[GenerateSerializer, Immutable, Alias("worked")]
public readonly record struct Worked([property: Id(0)] DateTimeOffset At, [property: Id(1)] int Submissions, [property: Id(2)] int Decided);

/// <summary>How fast tasks get decided, and how long the open ones take at that.</summary>
/// <param name="PerHour">Of work: nights and weekends do not lower it.</param>
/// <param name="SecondsLeft">By the calendar: nights and weekends count. Null where nothing moves or nothing is open.</param>
/// <param name="OverDays">The last days by which that is foretold; null where it is the pace of now.</param>
public readonly record struct WorkPace(double PerHour, double? SecondsLeft, int? OverDays)
{
    /// <summary>Minutes that the pace of now is taken over: at most, and at least.</summary>
    const int Minutes = 15, FewestMinutes = 1;

    /// <summary>Hours with work that the pace of last time is taken over.</summary>
    const int BusyHours = 8;

    /// <summary>A week has every kind of day.</summary>
    static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <param name="minutes">Those with work, oldest first.</param>
    /// <param name="hours">Likewise, of some weeks.</param>
    /// <param name="open">Tasks that are not decided.</param>
    public static WorkPace Of(ImmutableArray<Worked> minutes, ImmutableArray<Worked> hours, int open, DateTimeOffset now)
    {
        var perHour = OfNow(minutes, now) is > 0 and var moving ? moving : OfLastTime(hours);
        var week = hours.Where(h => h.Decided > 0 && now - h.At <= Week).ToList();
        if (open <= 0 || perHour <= 0) return new(perHour, null, null);
        // Of less than a day nobody knows yet how much of a day is worked.
        if (week.Count > 0 && now - week[0].At is var span && span >= TimeSpan.FromDays(1))
            return new(perHour, open / (week.Sum(h => h.Decided) / span.TotalSeconds), (int)Math.Round(span.TotalDays));
        return new(perHour, week.Count > 0 || minutes.Length > 0 ? open / perHour * 3600 : null, null);
    }

    static double OfNow(ImmutableArray<Worked> minutes, DateTimeOffset now)
    {
        if (minutes.IsEmpty) return 0;
        var span = Math.Clamp((now - minutes[0].At).TotalMinutes, FewestMinutes, Minutes);
        // By whole minutes, not by the span: worked out from the first minute, it may miss that by rounding.
        return minutes.Where(m => now - m.At <= TimeSpan.FromMinutes(Minutes)).Sum(m => m.Decided) * 60 / span;
    }

    static double OfLastTime(ImmutableArray<Worked> hours)
    {
        var busy = hours.Where(h => h.Decided > 0).TakeLast(BusyHours).ToList();
        return busy.Count == 0 ? 0 : busy.Average(h => h.Decided);
    }
}
