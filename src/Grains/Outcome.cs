using System.Diagnostics.CodeAnalysis;
using Labelwise.Domain;

namespace Labelwise.Grains;

/// <summary>What a command came to: a value, or the refusal that says why not.</summary>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public readonly record struct Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal why) => new(default, why);

    public bool Refuses([NotNullWhen(true)] out Refusal? why, [NotNullWhen(false)] out T? value)
    {
        (why, value) = (Refusal, Value);
        return why is not null;
    }
}
