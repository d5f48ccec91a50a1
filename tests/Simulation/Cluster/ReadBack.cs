using System.Collections.Concurrent;
using System.Reflection;
using Labelwise.Storage;

namespace Labelwise.Tests.Simulation.Cluster;

/// <summary>States as they come back from the bytes that a real store keeps.</summary>
static class ReadBack
{
    static readonly StateJson Serializer = new();
    static readonly ConcurrentDictionary<Type, Func<object, object>> Kinds = new();

    public static object Of(object state) => Kinds.GetOrAdd(state.GetType(), static type => typeof(ReadBack)
        .GetMethod(nameof(Through), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
        .CreateDelegate<Func<object, object>>())(state);

    static object Through<T>(object state) => Serializer.Deserialize<T>(Serializer.Serialize((T)state).Span)!;
}
