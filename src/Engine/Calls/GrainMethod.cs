using System.Reflection;

namespace Labelwise.Engine.Calls;

/// <summary>How calls of a method may meet other calls.</summary>
[Flags]
public enum CallTraits
{
    None = 0,
    ReadOnly = 1,
    AlwaysInterleave = 2,
    OneWay = 4,

    /// <summary>May start beside some other calls at least.</summary>
    Easygoing = ReadOnly | AlwaysInterleave,

    /// <summary>Does not make an idle activation look used.</summary>
    LeavesIdle = 8,

    /// <summary>Means this activation and no other: it is dropped when the activation goes.</summary>
    ThisActivationOnly = 16,
}

/// <summary>What is the same for all calls of one method. Generated code holds one for each.</summary>
/// <param name="Interface">The interface that declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Traits">How its calls may meet others.</param>
/// <param name="Parameters">Parameter types, which tell overloads apart.</param>
public sealed record GrainMethod(Type Interface, string Name, CallTraits Traits, params Type[] Parameters)
{
    MethodInfo? found;

    /// <summary>"ITaskGrain/Submit", as traces and metrics name it.</summary>
    public string Label { get; } = $"{Interface.Name}/{Name}";

    /// <summary>Looked up on the first demand, which only filters make.</summary>
    internal MethodInfo Reflected => found ??= Interface.GetMethod(Name, Parameters)
        ?? throw new MissingMethodException(Interface.FullName, Name);
}
