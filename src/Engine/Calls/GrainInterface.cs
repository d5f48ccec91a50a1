using System.Runtime.CompilerServices;
using Labelwise.Engine.Activations;
using Orleans.Runtime;

namespace Labelwise.Engine.Calls;

/// <summary>How to refer to something as <typeparamref name="T"/>: the constructor of the generated class.</summary>
public static class GrainInterface<T>
{
    static Func<GrainId, CallRouter, T>? construct;
    static GrainClass? implementation;

    /// <summary>Generated code says this once, when its assembly is first used.</summary>
    public static void Register(Func<GrainId, CallRouter, T> constructor) => construct = constructor;

    /// <summary>The one class that implements it.</summary>
    /// <exception cref="ArgumentException">There is none, or there are several.</exception>
    internal static GrainClass Implementation => implementation ??= GrainClasses.Implementing(typeof(T), null);

    internal static T Refer(GrainId id, CallRouter router) => (construct ?? Find())(id, router);

    static Func<GrainId, CallRouter, T> Find()
    {
        // The interface's assembly may not have run any code yet.
        RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        return construct ?? throw new ArgumentException(
            $"{typeof(T)} is no grain interface that the generator has seen: it must be an interface, not generic, "
            + $"in a project that uses grains, and extend {nameof(Orleans.IGrain)} or {nameof(Orleans.IGrainObserver)}.");
    }
}
