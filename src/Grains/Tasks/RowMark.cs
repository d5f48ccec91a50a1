using System.Collections.Immutable;

namespace Labelwise.Grains.Tasks;

/// <summary>When a curator wants a task done: in its usual turn, before all others, or after them.</summary>
public enum Turn : byte { Usual, First, Last }

/// <summary>What a curator noted on a task. It says nothing about its label.</summary>
[GenerateSerializer, Immutable, Alias("row-mark")]
public sealed record RowMark([property: Id(0)] int Row, [property: Id(1)] Turn Turn, [property: Id(2)] ImmutableArray<string> Tags)
{
    /// <summary>Most tags on a task; what comes after them is passed over.</summary>
    public const int MostTags = 20;

    /// <summary>Longest tag, in characters.</summary>
    public const int LongestTag = 60;

    public bool SaysNothing => Turn is Turn.Usual && Tags.IsEmpty;

    public RowMark With(Marking marking)
    {
        var tags = marking.Remove is { } gone ? Tags.Remove(gone, StringComparer.Ordinal) : Tags;
        if (marking.Add is { } tag && !tags.Contains(tag, StringComparer.Ordinal) && tags.Length < MostTags) tags = tags.Add(tag);
        return this with { Turn = marking.Turn ?? Turn, Tags = tags };
    }
}

/// <summary>A change of marks; a null member leaves things as they are.</summary>
[GenerateSerializer, Immutable, Alias("marking")]
public sealed record Marking([property: Id(0)] Turn? Turn = null, [property: Id(1)] string? Add = null, [property: Id(2)] string? Remove = null);
