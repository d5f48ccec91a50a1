namespace Labelwise.Domain.Tasks;

/// <summary>What an annotator did to the shapes that the model suggested, as their client measured it: the online test of a
/// model that draws. It decides nothing.</summary>
/// <param name="Suggested">Objects the model suggested.</param>
/// <param name="Kept">Handed in as they were.</param>
/// <param name="Added">Objects the person drew.</param>
/// <param name="Distance">Edit distance: objects added and removed, classes and answers changed, vertices put, moved or taken away.</param>
/// <param name="MeanIou">Mean over the suggested areas of their intersection over union with what became of them, in [0, 1], a removed
/// one counting 0; null where none had an area.</param>
[GenerateSerializer, Immutable, Alias("prelabel-edits")]
public sealed record PrelabelEdits(
    [property: Id(0)] int Suggested, [property: Id(1)] int Kept, [property: Id(2)] int Changed, [property: Id(3)] int Removed,
    [property: Id(4)] int Added, [property: Id(5)] int Distance, [property: Id(6)] double? MeanIou);
