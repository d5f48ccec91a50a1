using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>A project's tasks by confidence, so that a page of a sorted list costs what the page costs, however large the
/// project. Key: the project id. Soft: read from the blocks when first asked for, and again from those that said they
/// changed; it knows of a change as soon as the queue does, a moment after the block.</summary>
[Alias("task-order")]
public interface ITaskOrderGrain : IGrainWithStringKey
{
    /// <summary>The next tasks that pass a filter, which asks for no text, in ascending or descending order of confidence; equal
    /// ones by their index, likewise.</summary>
    /// <param name="after">Where the last page ended; null for the first.</param>
    /// <param name="skip">So many of them are passed over.</param>
    Task<ImmutableArray<OrderedTask>> Page(RowFilter filter, bool descending, OrderedTask? after, int count, int skip);
}

/// <summary>A task's place in the order.</summary>
[GenerateSerializer, Immutable, Alias("ordered-task")]
public readonly record struct OrderedTask([property: Id(0)] float Confidence, [property: Id(1)] int Index);

/// <summary>What lists look for and sort by, of all rows of a block.</summary>
/// <param name="People">Who answered or holds which row; a person once a row.</param>
[GenerateSerializer, Immutable, Alias("block-keys")]
public sealed record BlockKeys([property: Id(0)] ImmutableArray<RowKey> Rows, [property: Id(1)] ImmutableArray<RowPerson> People);

[GenerateSerializer, Immutable, Alias("row-key")]
public readonly record struct RowKey([property: Id(0)] float Confidence, [property: Id(1)] int Class, [property: Id(2)] TaskState State);

[GenerateSerializer, Immutable, Alias("row-person")]
public readonly record struct RowPerson([property: Id(0)] int Row, [property: Id(1)] UserId User);

/// <param name="Revision">To be asked from next time.</param>
[GenerateSerializer, Immutable, Alias("changed-blocks")]
public sealed record ChangedBlocks([property: Id(0)] long Revision, [property: Id(1)] ImmutableArray<int> Blocks);
