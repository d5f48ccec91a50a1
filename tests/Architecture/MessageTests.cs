using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Tests.Architecture;

/// <summary>Messages never change once sent, so a reference is as good as a copy.</summary>
public sealed class MessageTests
{
    static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(DateTimeOffset), typeof(TimeSpan), typeof(decimal), typeof(Guid), typeof(Uri), typeof(void), typeof(CancellationToken), typeof(UInt128),
    ];

    [Fact]
    public void Every_parameter_and_result_of_every_grain_is_immutable_through_and_through()
    {
        var grains = Grains();
        Assert.NotEmpty(grains);
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var grain in grains)
            foreach (var method in grain.GetMethods())
            {
                foreach (var parameter in method.GetParameters()) Check(parameter.ParameterType, $"{grain.Name}.{method.Name}({parameter.Name})", [], faults);
                Check(Unwrap(method.ReturnType), $"{grain.Name}.{method.Name} returns", [], faults);
            }
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_part_of_every_message_and_state_travels()
    {
        var seen = new HashSet<Type>();
        foreach (var grain in Grains())
            foreach (var method in grain.GetMethods())
                foreach (var type in method.GetParameters().Select(p => p.ParameterType).Append(Unwrap(method.ReturnType))) Collect(type, seen);
        foreach (var state in States()) Collect(state, seen);
        var ours = seen.Where(t => t.Namespace?.StartsWith("Labelwise", StringComparison.Ordinal) is true && !t.IsEnum && !typeof(IAddressable).IsAssignableFrom(t)).ToList();
        Assert.NotEmpty(ours);
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in ours)
        {
            if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) faults.Add($"{type.Name} has no [GenerateSerializer]");
            else foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!IsCache(field) && !Travels(type, field)) faults.Add($"{type.Name}.{field.Name} has no [Id]");
        }
        Assert.Empty(faults);
    }

    /// <summary>Members are told apart by their ids alone.</summary>
    [Fact]
    public void No_two_members_of_a_type_share_an_id()
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var numbered = Ours.SelectMany(a => a.GetTypes()).Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            .Select(t => (t.FullName, Ids: t.GetMembers(Own).Select(m => m.GetCustomAttribute<IdAttribute>(inherit: false)?.Id).OfType<uint>().ToList())).ToList();
        Assert.Contains(numbered, t => t.Ids.Count > 1);
        Assert.Empty(numbered.Where(t => t.Ids.Distinct().Count() != t.Ids.Count).Select(t => t.FullName));
    }

    /// <summary>Before anything was written, a cluster makes a state by its constructor without parameters, or leaves out all constructors.</summary>
    [Fact]
    public void Every_state_begins_whole()
    {
        var states = States();
        Assert.True(states.Count > 20);
        var faults = new List<string>();
        foreach (var state in states)
            if (state.GetConstructor([]) is null) faults.Add($"{state.Name} has no constructor without parameters");
            else faults.AddRange(from field in Fields(state)
                where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                where (bool)field.FieldType.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(field.GetValue(Activator.CreateInstance(state)))!
                select $"{state.Name}.{field.Name} is no array at first");
        Assert.Empty(faults);
    }

    /// <summary>What a grain throws its caller on another silo gets as it was thrown only if it travels; of ours, what is caught by
    /// its type has to. (Those of .NET do.)</summary>
    [Fact]
    public void Every_exception_that_a_grain_may_let_out_travels()
    {
        var thrown = new[] { "Labelwise.Grains", "Labelwise.Storage" }.Select(Assembly.Load).SelectMany(a => a.GetTypes())
            .Where(t => t.IsPublic && typeof(Exception).IsAssignableFrom(t)).ToList();
        Assert.True(thrown.Count > 5);
        var faults = new List<string>();
        foreach (var type in thrown)
        {
            if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) faults.Add($"{type.Name} has no [GenerateSerializer]");
            faults.AddRange(from field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                where !Travels(type, field) select $"{type.Name}.{field.Name} has no [Id]");
        }
        Assert.Empty(faults);
    }

    /// <summary>Messages and grains are told apart by alias alone: with two of one name, Orleans does not start.</summary>
    [Fact]
    public void No_two_types_share_an_alias()
    {
        var aliases = Ours
            .SelectMany(a => a.GetTypes()).Select(t => (Type: t.FullName, t.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias)).Where(t => t.Alias is not null).ToList();
        Assert.NotEmpty(aliases);
        Assert.Empty(aliases.GroupBy(t => t.Alias, t => t.Type).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g)}"));
    }

    /// <summary>Has an id, or is a parameter of a record, which gets one by its place.</summary>
    static bool Travels(Type type, FieldInfo field)
    {
        if (field.IsDefined(typeof(IdAttribute))) return true;
        if (!field.Name.StartsWith('<')) return false;
        var name = field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)];
        return type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.IsDefined(typeof(IdAttribute)) == true
            || type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(c => c.GetParameters().Any(p => p.Name == name));
    }

    static void Collect(Type type, HashSet<Type> seen)
    {
        if (type.IsGenericType) foreach (var part in type.GetGenericArguments()) Collect(part, seen);
        if (type.IsArray) { Collect(type.GetElementType()!, seen); return; }
        if (type.IsGenericParameter || !seen.Add(type) || type.Namespace?.StartsWith("Labelwise", StringComparison.Ordinal) is not true || type.IsEnum) return;
        foreach (var field in Fields(type)) if (!IsCache(field)) Collect(field.FieldType, seen);
        if (!type.IsAbstract) return;
        foreach (var derived in DerivedFrom(type)) Collect(derived, seen);
    }

    static IEnumerable<Assembly> Ours => new[] { "Labelwise.Domain", "Labelwise.Grains", "Labelwise.Storage", "Labelwise.Inference", "Labelwise.Host" }.Select(Assembly.Load);

    /// <summary>Wherever a grain may have them from; what only the host refuses goes no further.</summary>
    static IEnumerable<Type> DerivedFrom(Type type) => Ours.Where(a => a.GetName().Name is not "Labelwise.Host").Append(Assembly.Load("Labelwise.Formats")).Append(type.Assembly).Distinct().SelectMany(a => a.GetTypes()).Where(t => t.BaseType == type);

    static List<Type> States() => [.. Ours.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetConstructors()).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)
        .Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IPersistentState<>)).Select(t => t.GetGenericArguments()[0]).Distinct()];

    static List<Type> Grains() => [.. new[] { "Labelwise.Grains", "Labelwise.Storage", "Labelwise.Inference", "Labelwise.Host" }.Select(Assembly.Load)
        .SelectMany(a => a.GetTypes()).Where(t => t.IsInterface && typeof(IAddressable).IsAssignableFrom(t))];

    static void Check(Type type, string where, HashSet<Type> seen, SortedSet<string> faults)
    {
        if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || Plain.Contains(type) || typeof(IAddressable).IsAssignableFrom(type)) return;
        if (Nullable.GetUnderlyingType(type) is { } value) { Check(value, where, seen, faults); return; }
        if (type.IsGenericType && (type.Namespace == typeof(ImmutableArray).Namespace || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)))
        {
            foreach (var part in type.GetGenericArguments()) Check(part, where, seen, faults);
            return;
        }
        if (type.Namespace?.StartsWith("Labelwise", StringComparison.Ordinal) is not true) { faults.Add($"{where}: {type.Name} is not known to be immutable"); return; }
        if (!type.IsValueType && !type.IsSealed && !type.IsAbstract) faults.Add($"{where}: {type.Name} is not sealed");
        foreach (var field in Fields(type))
        {
            if (!field.IsInitOnly && !IsCache(field) && !IsInitOnlyProperty(type, field)) faults.Add($"{where}: {type.Name}.{field.Name} can be written");
            if (!IsCache(field)) Check(field.FieldType, $"{where} {type.Name}", seen, faults);
        }
        if (!type.IsAbstract) return;
        foreach (var derived in DerivedFrom(type)) Check(derived, where, seen, faults);
    }

    static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
    }

    /// <summary>A private field marked as not serialized holds what is computed from the others; unmarked, Orleans does not build.</summary>
    static bool IsCache(FieldInfo field) => field.IsPrivate && field.IsDefined(typeof(NonSerializedAttribute));

    static bool IsInitOnlyProperty(Type type, FieldInfo field)
    {
        if (!field.Name.StartsWith('<')) return false;
        var property = field.DeclaringType!.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return property?.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
    }

    static Type Unwrap(Type returned) =>
        returned == typeof(Task) || returned == typeof(ValueTask) ? typeof(void)
        : returned.IsGenericType && returned.GetGenericTypeDefinition() is var g && (g == typeof(Task<>) || g == typeof(ValueTask<>)) ? returned.GetGenericArguments()[0]
        : returned;
}
