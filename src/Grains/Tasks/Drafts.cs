using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;

namespace Labelwise.Grains.Tasks;

/// <summary>Unfinished work on a task, one draft a person; it survives the lease.</summary>
[GenerateSerializer, Immutable, Alias("drafts")]
public sealed record Drafts
{
    /// <summary>Most characters of a draft's labels.</summary>
    public const int Longest = LabelLimits.JsonBytes;

    [Id(0)] public ImmutableArray<Draft> Items { get; init; } = [];

    public Draft? Of(UserId by) => Items.FirstOrDefault(d => d.By == by);

    /// <summary>What <paramref name="command"/> makes of a person's draft; null where something newer, or the same, is kept.</summary>
    /// <remarks>Where the client does not count, milliseconds since 1970, which clients count in too.</remarks>
    public Draft? After(SaveDraft command, DateTimeOffset now)
    {
        var kept = Of(command.By)?.Revision ?? 0;
        var revision = command.Revision ?? Math.Max(kept + 1, now.ToUnixTimeMilliseconds());
        return revision > kept ? new(command.By, command.Labels, command.ActiveMs, now, revision, command.SeenTo) : null;
    }

    public Drafts With(Draft draft) => new() { Items = Items.RemoveAll(d => d.By == draft.By).Add(draft) };
}
