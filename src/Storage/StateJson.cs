using System.Collections.Immutable;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;
using Orleans;

namespace Labelwise.Storage;

/// <summary>How a grain's state becomes bytes.</summary>
public interface IStateSerializer
{
    ReadOnlyMemory<byte> Serialize<T>(T state);

    /// <exception cref="JsonException">The bytes are not such a state.</exception>
    T Deserialize<T>(ReadOnlySpan<byte> bytes);
}

/// <summary>State as JSON, so that an operator can read it and a later version can add fields; but for tasks, whose truth is
/// written so often that it is packed (<see cref="TaskCode"/>) and was JSON once.</summary>
/// <remarks>Nothing is left out for being null or zero: what is read equals what was written whatever a record's
/// defaults are. Fields that this version does not know are passed over.</remarks>
public sealed class StateJson : IStateSerializer
{
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never shown in a page
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new UninitialisedArrays() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OnlyNumbered, OneOfMany } },
    };

    /// <summary>A state as JSON, whether it is kept so or packed.</summary>
    /// <exception cref="JsonException">The bytes are no packed state; whether they are JSON is not looked at.</exception>
    public static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> state) => TaskCode.IsPacked(state.Span)
        ? JsonSerializer.SerializeToUtf8Bytes(new StateJson().Deserialize<TaskTruth>(state.Span), Options) : state;

    /// <summary>Leaves out what a type derives from its members: what is kept has an <c>[Id]</c>, as Orleans keeps it.</summary>
    private static void OnlyNumbered(JsonTypeInfo type)
    {
        if (!type.Type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(IdAttribute), inherit: true) is not true) type.Properties.RemoveAt(i);
    }

    /// <summary>Where a member may be one of several records, its <c>[Alias]</c> says which: it cannot be read back otherwise.</summary>
    private static void OneOfMany(JsonTypeInfo type)
    {
        if (!type.Type.IsAbstract || !type.Type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) return;
        type.PolymorphismOptions = new();
        foreach (var one in type.Type.Assembly.GetTypes())
            if (!one.IsAbstract && type.Type.IsAssignableFrom(one) && one.GetCustomAttribute<AliasAttribute>(inherit: false) is { } alias)
                type.PolymorphismOptions.DerivedTypes.Add(new(one, alias.Alias));
    }

    public ReadOnlyMemory<byte> Serialize<T>(T state) =>
        state is TaskTruth task ? TaskCode.Write(task) : JsonSerializer.SerializeToUtf8Bytes(state, Options);

    public T Deserialize<T>(ReadOnlySpan<byte> bytes)
    {
        if (typeof(T) != typeof(TaskTruth) || !TaskCode.IsPacked(bytes)) return JsonSerializer.Deserialize<T>(bytes, Options)!;
        try { return (T)(object)TaskCode.Read(bytes); }
        catch (FormatException e) { throw new JsonException(e.Message, e); }
    }

    /// <summary>An <c>ImmutableArray</c> that nobody assigned is written as null and read as empty.</summary>
    private sealed class UninitialisedArrays : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(
                typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()),
                options.GetConverter(typeToConvert.GetGenericArguments()[0]))!;

        private sealed class Of<T>(JsonConverter<T> item) : JsonConverter<ImmutableArray<T>>
        {
            public override bool HandleNull => true;

            public override ImmutableArray<T> Read(
                ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                JsonSerializer.Deserialize<T[]>(ref reader, options) is { } items
                    ? System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items)
                    : [];

            public override void Write(
                Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options)
            {
                if (value.IsDefault)
                {
                    writer.WriteNullValue();
                    return;
                }
                // A number's own converter does not know of the options' names for infinities.
                if (typeof(T).IsPrimitive)
                {
                    JsonSerializer.Serialize(writer, System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(value), options);
                    return;
                }
                writer.WriteStartArray();
                foreach (var one in value)
                {
                    // A converter is not asked about null unless it says that it wants to be.
                    if (one is null && !item.HandleNull) writer.WriteNullValue();
                    else item.Write(writer, one, options);
                }
                writer.WriteEndArray();
            }
        }
    }
}
