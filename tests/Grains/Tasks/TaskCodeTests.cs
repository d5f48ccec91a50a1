using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;

namespace Labelwise.Tests.Grains.Tasks;

public class TaskCodeTests
{
    static readonly StateJson States = new();

    /// <summary>Filled by what the records are at run time: a member that is added to one and not to the code is lost here.</summary>
    [Fact]
    public void Whatever_a_task_says_is_read_as_it_was_written() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var task = (TaskTruth)new AnyRecord(new Random(seed)).Of(typeof(TaskTruth));
            Assert.Equal(Text(task), Text(States.Deserialize<TaskTruth>(States.Serialize(task).Span)));
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_task_that_an_earlier_version_wrote_as_json_is_read()
    {
        var task = (TaskTruth)new AnyRecord(new Random(2)).Of(typeof(TaskTruth));
        Assert.Equal(Text(task), Text(States.Deserialize<TaskTruth>(JsonSerializer.SerializeToUtf8Bytes(task, StateJson.Options))));
    }

    [Fact]
    public void A_damaged_task_is_told_from_a_whole_one()
    {
        var bytes = States.Serialize((TaskTruth)new AnyRecord(new Random(4)).Of(typeof(TaskTruth))).ToArray();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<JsonException>(() => States.Deserialize<TaskTruth>(bytes.AsSpan(0, length)));
        Assert.Throws<JsonException>(() => States.Deserialize<TaskTruth>([.. bytes, 0]));
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var other = bytes.ToArray();
            other[random.Next(1, other.Length)] = (byte)random.Next(256);
            try { _ = States.Deserialize<TaskTruth>(other); }  // some bytes may be others and still make a task
            catch (JsonException) { }
        }
    }

    static string Text(TaskTruth task) => JsonSerializer.Serialize(task, StateJson.Options);

    /// <summary>Makes any record of states with any content.</summary>
    sealed class AnyRecord(Random random)
    {
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
            return typeof(System.Runtime.InteropServices.ImmutableCollectionsMarshal)
                .GetMethod(nameof(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray))!.MakeGenericMethod(item).Invoke(null, [items])!;
        }

        object Record(Type type)
        {
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
            var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Maybe(p.ParameterType, new System.Reflection.NullabilityInfoContext().Create(p)))]);
            if (constructor.GetParameters().Length > 0 || type.IsValueType) return made;
            foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
                property.SetValue(made, Maybe(property.PropertyType, new System.Reflection.NullabilityInfoContext().Create(property)));
            return made;
        }

        object? Maybe(Type type, System.Reflection.NullabilityInfo may)
        {
            if (may.WriteState is System.Reflection.NullabilityState.Nullable && random.Next(3) == 0) return null;
            return Of(Nullable.GetUnderlyingType(type) ?? type);
        }
    }
}
