using System.Text.Encodings.Web;
using System.Text.Json;

namespace Labelwise.Cli.Console;

/// <summary>Writes a command's result: a JSON document, or words.</summary>
static class Results
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="json">Whether a program reads it.</param>
    public static void Give(this Surroundings around, bool json, object document, string words) =>
        around.Out.WriteLine(json ? JsonSerializer.Serialize(document, Options) : words);

    public static void Fail(this Surroundings around, bool json, CommandFailedException failure)
    {
        around.Error.WriteLine($"labelwise: {failure.Message}");
        if (json) around.Out.WriteLine(JsonSerializer.Serialize(new { error = new { code = failure.Code, message = failure.Message } }, Options));
    }
}
