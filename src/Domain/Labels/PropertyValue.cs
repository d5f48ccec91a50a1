using System.Collections.Immutable;

namespace Labelwise.Domain.Labels;

/// <summary>What somebody answered to one property. Values compare by content.</summary>
[GenerateSerializer, Immutable, Alias("property-value")]
public abstract record PropertyValue
{
    private protected PropertyValue() { }

    public static implicit operator PropertyValue(string text) => new TextValue(text);
    public static implicit operator PropertyValue(double number) => new NumberValue(number);
    public static implicit operator PropertyValue(bool flag) => new FlagValue(flag);
    public static implicit operator PropertyValue(ImmutableArray<string> options) => new OptionsValue(options);
}

/// <summary>An option, a text, or the id of the object referred to: the data spec says which.</summary>
/// <param name="Text">An option is its name at the API and its id at rest.</param>
[GenerateSerializer, Immutable, Alias("text-value")]
public sealed record TextValue([property: Id(0)] string Text) : PropertyValue;

/// <summary>Any number of options, in the order chosen; in a resolved document, in the spec's.</summary>
[GenerateSerializer, Immutable, Alias("options-value")]
public sealed record OptionsValue([property: Id(0)] ImmutableArray<string> Options) : PropertyValue
{
    public bool Equals(OptionsValue? other) => other is not null && Options.AsSpan().SequenceEqual(other.Options.AsSpan());

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var option in Options) hash.Add(option, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}

/// <param name="Number">Finite.</param>
[GenerateSerializer, Immutable, Alias("number-value")]
public sealed record NumberValue([property: Id(0)] double Number) : PropertyValue;

[GenerateSerializer, Immutable, Alias("flag-value")]
public sealed record FlagValue([property: Id(0)] bool Flag) : PropertyValue;
