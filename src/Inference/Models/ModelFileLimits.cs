namespace Labelwise.Inference.Models;

/// <summary>What a model file may ask for before it is loaded.</summary>
/// <param name="MaxBytes">Of the file.</param>
/// <param name="MaxNodes">Operators, those in subgraphs and in every call of a function counted.</param>
/// <param name="MaxNesting">Of messages in the file: a subgraph is three deeper than its graph.</param>
/// <param name="MaxTensorElements">Of one tensor, stored or declared.</param>
public sealed record ModelFileLimits(long MaxBytes, int MaxNodes, int MaxNesting, long MaxTensorElements)
{
    public static readonly ModelFileLimits Default = new(
        MaxBytes: 1L << 30, MaxNodes: 20_000, MaxNesting: 48, MaxTensorElements: 1L << 28);
}
