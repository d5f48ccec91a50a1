using System.Text.Json;
using System.Text.Json.Nodes;

namespace Labelwise.Host.OpenApi;

/// <summary>The shape that an example shows, as a JSON schema.</summary>
static class Schemas
{
    public static JsonObject Of(JsonNode? example) => example switch
    {
        JsonObject members => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Of(m.Value)))),
        },
        JsonArray items => items.Count is 0 ? new() { ["type"] = "array" } : new() { ["type"] = "array", ["items"] = Of(items[0]) },
        null => [],
        _ => new() { ["type"] = TypeOf(example) },
    };

    static string TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };
}
