namespace Orleans;

/// <summary>Marks a type whose values cross grain calls or rest in grain storage. The embedded engine passes values
/// by reference and reads nothing from it; a cluster generates the type's serializer from it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether primary constructor parameters are serialized; a record's always are.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
