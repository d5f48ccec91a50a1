using Orleans;
using Orleans.Runtime;

namespace Labelwise.Engine.Activations;

/// <summary>What generated code says of a grain class.</summary>
/// <param name="Type">The class.</param>
/// <param name="Name">Its grain type: the class's name in lower case without the ending "Grain".</param>
/// <param name="Interfaces">Its grain interfaces.</param>
/// <param name="Create">Calls its constructor.</param>
public sealed record GrainClass(Type Type, string Name, IReadOnlyList<Type> Interfaces, Func<GrainParts, object> Create)
{
    /// <summary>Its calls may interleave.</summary>
    public bool IsReentrant { get; init; }

    /// <summary>At most so many activations of one identity, for stateless workers; null for other grains.</summary>
    public int? Workers { get; init; }

    /// <summary>Whether its state lives in no activation in particular.</summary>
    internal bool IsStatelessWorker => Workers is not null;

    internal GrainType GrainType { get; } = GrainType.Create(Name);

    internal GrainReference Refer(GrainId id, Calls.CallRouter router) => new UntypedReference(id, router);

    internal TimeSpan IdleLimit(Silo silo) =>
        silo.Collection.ClassSpecificCollectionAge.TryGetValue(Type.FullName!, out var own) ? own : silo.Collection.CollectionAge;

    /// <summary>A reference before it is cast to an interface.</summary>
    sealed class UntypedReference(GrainId id, Calls.CallRouter router) : GrainReference(id, router);
}
