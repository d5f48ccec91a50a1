namespace Orleans;

/// <summary>A name that outlives renaming: unique in the system for a type, within its type for a method.</summary>
/// <param name="alias">The lasting name.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Enum
    | AttributeTargets.Method,
    AllowMultiple = true)]
public sealed class AliasAttribute(string alias) : Attribute
{
    public string Alias { get; } = alias;
}
