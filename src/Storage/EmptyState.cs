using System.Runtime.CompilerServices;

namespace Labelwise.Storage;

/// <summary>The state of a grain that never wrote one: as its constructor without parameters makes it; where it has
/// none, with all fields empty; null where there can be no such object.</summary>
static class EmptyState<T>
{
    public static readonly Func<T?> New =
        typeof(T).IsValueType ? static () => default
        : typeof(T).IsAbstract || typeof(T).IsArray || typeof(T) == typeof(string) ? static () => default
        : typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>
        : static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
