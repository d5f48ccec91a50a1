using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Grains;

/// <summary>Makes any record of a state with any content, by what its members are at run time.</summary>
sealed class AnyRecord(Random random)
{
    static readonly ConcurrentDictionary<object, bool> Nullables = [];


    public object Of(Type type)
    {
        if (type == typeof(int)) return random.Next(4) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => random.Next(300) };
        if (type == typeof(uint)) return (uint)random.NextInt64(1L << 32);
        if (type == typeof(ulong)) return (ulong)random.NextInt64() << 1;
        if (type == typeof(float)) return random.NextSingle();
        if (type == typeof(double)) return random.NextDouble();
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(string)) return random.Next(6) switch { 0 => "", 1 => "policy", 2 => "ä \u2028 😀 \"", _ => $"text{random.Next(20)}" };
        if (type == typeof(DateTimeOffset)) return random.Next(5) switch
        {
            0 => DateTimeOffset.MinValue,
            1 => DateTimeOffset.MaxValue,
            2 => new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.FromMinutes(random.Next(-840, 841))),
            _ => DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(1L << 58)),
        };
        if (type == typeof(ContentHash)) return random.Next(5) == 0 ? default(ContentHash) : ContentHash.Of([(byte)random.Next(6)]);
        if (type == typeof(TaskId)) return new TaskId(new("project"), random.Next());
        if (type == typeof(WorkOrderId)) return new WorkOrderId(new("project"), $"o{random.Next(20)}");
        if (type == typeof(QuestionId)) return new QuestionId(new("project"), $"q{random.Next(20)}");
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)))
            return Activator.CreateInstance(type, $"id{random.Next(20)}")!;
        if (type.IsEnum) return Enum.GetValues(type) is var values ? values.GetValue(random.Next(values.Length))! : null!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return Array(type.GetGenericArguments()[0]);
        return Record(type);
    }

    object Array(Type item)
    {
        var items = System.Array.CreateInstance(item, random.Next(4));
        for (var i = 0; i < items.Length; i++) items.SetValue(Of(item), i);
        return typeof(ImmutableCollectionsMarshal)
            .GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))!.MakeGenericMethod(item).Invoke(null, [items])!;
    }

    object Record(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Maybe(p.ParameterType, Nullables.GetOrAdd(p, static p => MayBeNull(new NullabilityInfoContext().Create((ParameterInfo)p)))))]);
        if (constructor.GetParameters().Length > 0 || type.IsValueType) return made;
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
            property.SetValue(made, Maybe(property.PropertyType, Nullables.GetOrAdd(property, static p => MayBeNull(new NullabilityInfoContext().Create((PropertyInfo)p)))));
        return made;
    }

    object? Maybe(Type type, bool orNull) => orNull && random.Next(3) == 0 ? null : Of(Nullable.GetUnderlyingType(type) ?? type);

    static bool MayBeNull(NullabilityInfo member) => member.WriteState is NullabilityState.Nullable;
}
