using System.Text.Json;
using System.Text.Json.Serialization;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Specs;

/// <summary>Lets a data spec stand in kept state and in answers as the document it is. A document from a client,
/// which may lack ids, is read by <see cref="DataSpec.Parse(JsonElement, Func{string}, DataSpec)"/> instead.</summary>
public sealed class DataSpecConverter : JsonConverter<DataSpec>
{
    /// <exception cref="ViolationsException">The document is refused, or lacks an id.</exception>
    public override DataSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var reading = DataSpec.Parse(document.RootElement, NoId);
        return reading.Spec ?? throw new ViolationsException(reading.Violations);
    }

    public override void Write(Utf8JsonWriter writer, DataSpec value, JsonSerializerOptions options) =>
        SpecWriter.Write(value, writer);

    static string NoId() => throw new ViolationsException([new("", "missing-member", "A kept data spec has every id.")]);
}
