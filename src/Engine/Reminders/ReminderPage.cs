using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Engine.Reminders;

/// <summary>Some of the reminders, as one record of a store.</summary>
[GenerateSerializer, Immutable]
public sealed record ReminderPage([property: Id(0)] ImmutableArray<ReminderRow> Rows)
{
    internal static readonly ReminderPage Empty = new([]);
}

/// <summary>One reminder at rest.</summary>
/// <param name="Grain">The grain's identity.</param>
/// <param name="Name">The reminder's name.</param>
/// <param name="StartAt">First tick, UTC.</param>
/// <param name="Period">Time between ticks.</param>
/// <param name="ETag">Differs from that of any earlier reminder of this grain and name on the same page.</param>
[GenerateSerializer, Immutable]
public sealed record ReminderRow(
    [property: Id(0)] string Grain, [property: Id(1)] string Name, [property: Id(2)] DateTime StartAt,
    [property: Id(3)] TimeSpan Period, [property: Id(4)] string ETag)
{
    internal ReminderEntry ToEntry() =>
        new() { GrainId = GrainId.Parse(Grain), ReminderName = Name, StartAt = StartAt, Period = Period, ETag = ETag };
}
