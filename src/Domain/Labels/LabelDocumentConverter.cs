using System.Text.Json;
using System.Text.Json.Serialization;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Labels;

/// <summary>Lets a label document stand in a request or answer as the document it is, in its canonical form.</summary>
public sealed class LabelDocumentConverter : JsonConverter<LabelDocument>
{
    /// <exception cref="ViolationsException">The document is refused; pointers start at the document's own root.</exception>
    public override LabelDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var reading = LabelDocument.Parse(document.RootElement);
        return reading.Labels ?? throw new ViolationsException(reading.Violations);
    }

    public override void Write(Utf8JsonWriter writer, LabelDocument value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToCanonicalJson().Span, skipInputValidation: true);
}
