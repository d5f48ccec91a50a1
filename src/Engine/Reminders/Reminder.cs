using Orleans;
using Orleans.Runtime;

namespace Labelwise.Engine.Reminders;

/// <summary>A kept reminder as its grain sees it.</summary>
sealed record Reminder(GrainId GrainId, string ReminderName, string? ETag) : IGrainReminder
{
    internal static Reminder Of(ReminderEntry entry) => new(entry.GrainId, entry.ReminderName, entry.ETag);
}
