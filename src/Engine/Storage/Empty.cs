using System.Runtime.CompilerServices;

namespace Labelwise.Engine.Storage;

/// <summary>The value of a state that was never stored.</summary>
static class Empty<T>
{
    /// <summary>By its constructor without parameters; without one, a blank object, as a serializer would begin with;
    /// null where there can be none.</summary>
    internal static readonly Func<T?> New =
        typeof(T).IsValueType ? static () => default
        : typeof(T).GetConstructor(Type.EmptyTypes) is not null && !typeof(T).IsAbstract ? Activator.CreateInstance<T>
        : typeof(T).IsAbstract || typeof(T).IsArray || typeof(T) == typeof(string) ? static () => default
        : static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
