using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Tasks;

/// <summary>Unfinished work on a task, one draft a person; it survives the lease.</summary>
[GenerateSerializer, Immutable, Alias("drafts")]
public sealed record Drafts
{
    /// <summary>Most characters of a draft's labels.</summary>
    public const int Longest = 512 * 1024;

    [Id(0)] public ImmutableArray<Draft> Items { get; init; } = [];

    public Draft? Of(UserId by) => Items.FirstOrDefault(d => d.By == by);

    public Drafts With(Draft draft) => new() { Items = Items.RemoveAll(d => d.By == draft.By).Add(draft) };
}
