using System.Collections.Immutable;

namespace Labelwise.Domain.Tasks;

/// <summary>What a rule says to a command: the events to record (none for a repeat), or why not.</summary>
public readonly record struct Ruling
{
    Ruling(ImmutableArray<TaskEvent> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    public ImmutableArray<TaskEvent> Events { get; }
    public Refusal? Refusal { get; }

    public static Ruling Repeat { get; } = new([], null);
    public static Ruling Accept(params ReadOnlySpan<TaskEvent> events) => new([.. events], null);
    public static implicit operator Ruling(Refusal why) => new([], why);
}
