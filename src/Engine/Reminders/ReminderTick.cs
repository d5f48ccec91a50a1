using Labelwise.Engine.Calls;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Engine.Reminders;

/// <summary>A reminder on its way to its grain.</summary>
sealed class ReminderTick(string name, TickStatus status) : VoidCall
{
    static readonly GrainMethod Received = new(
        typeof(IRemindable), nameof(IRemindable.ReceiveReminder), CallTraits.None, typeof(string), typeof(TickStatus));

    public override GrainMethod Method => Received;

    public override int GetArgumentCount() => 2;

    public override object? GetArgument(int index) => index switch
    {
        0 => name,
        1 => status,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    protected override ValueTask Invoke(object grain) => new(((IRemindable)grain).ReceiveReminder(name, status));
}
