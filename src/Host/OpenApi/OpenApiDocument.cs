using System.Text.Json.Nodes;
using Labelwise.Host.Http;

namespace Labelwise.Host.OpenApi;

/// <summary>The API described by itself (OpenAPI 3.1): written from the routes as they were mapped, so that none is
/// missing.</summary>
static class OpenApiDocument
{
    /// <summary>Problems that any route behind a door may answer with.</summary>
    static readonly (int Status, string Code)[] BehindDoors =
        [(401, "not-signed-in"), (403, "cross-site"), (403, "beyond-token"), (429, "too-many-requests"), (500, "unexpected"), (503, "store-unavailable"), (503, "overloaded"), (507, "store-full")];

    static readonly (int Status, string Code)[] OfBodies =
        [(400, "malformed-json"), (413, "too-large"), (415, "wrong-media-type"), (422, "unknown-member"), (422, "does-not-conform")];

    public static JsonObject Write(IEnumerable<MappedRoute> routes)
    {
        var paths = new JsonObject();
        foreach (var group in routes.GroupBy(r => r.Pattern).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var path = new JsonObject();
            foreach (var route in group) path[route.Method.ToLowerInvariant()] = OperationOf(route);
            paths[group.Key] = path;
        }
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Labelwise", ["version"] = "v1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["cookie"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = Accounts.Doorkeeper.Cookie },
                },
                ["schemas"] = new JsonObject { ["problem"] = Schemas.Of(JsonNode.Parse(Problem)!) },
            },
        };
    }

    const string Problem = """{"type":"urn:labelwise:problem:does-not-conform","title":"Does not conform","status":422,"detail":"2 things are wrong; each is named.","code":"does-not-conform","retryAfter":1,"facts":{"version":"3"},"violations":[{"pointer":"/name","code":"missing-member","message":"'name' must be given."}]}""";

    static JsonObject OperationOf(MappedRoute route)
    {
        var operation = route.Operation;
        var written = new JsonObject
        {
            ["operationId"] = IdOf(route),
            ["summary"] = operation.Summary,
            ["tags"] = new JsonArray(TagOf(route.Pattern)),
            ["parameters"] = Parameters(route),
            ["responses"] = Responses(route),
        };
        if (operation.Body is not null || operation.BodyType != "application/json")
            written["requestBody"] = new JsonObject { ["content"] = Content(operation.BodyType, operation.Body) };
        if (route.Door is not Door.Open)
            written["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["cookie"] = new JsonArray() });
        if (route.Right is { } right)
            written["x-roles"] = new JsonArray([.. Words.Of(Rights.GivenBy(right)).Append("admin").Select(r => (JsonNode)r)]);
        else if (route.Door is Door.Admin) written["x-roles"] = new JsonArray("admin");
        if (operation.IsHidden) written["x-hidden"] = true;
        if (operation.InPerson) written["x-in-person"] = true;
        if (operation.Kind is { } kind) written["x-activity"] = Words.Of(kind);
        return written;
    }

    static JsonArray Parameters(MappedRoute route)
    {
        var parameters = new JsonArray();
        foreach (var part in route.Pattern.Split('/'))
            if (part is ['{', .. var name, '}']) parameters.Add(Parameter(name, "path", required: true));
        foreach (var name in route.Operation.Query) parameters.Add(Parameter(name, "query", required: false));
        if (route.Method is "POST" && route.Door is not Door.Open) parameters.Add(Parameter(Call.IdempotencyKey, "header", required: false));
        return parameters;
    }

    static JsonObject Parameter(string name, string place, bool required) => new()
    {
        ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = new JsonObject { ["type"] = "string" },
    };

    static JsonObject Responses(MappedRoute route)
    {
        var operation = route.Operation;
        var success = new JsonObject { ["description"] = operation.Status is 204 ? "Done." : "As asked." };
        if (operation.Status is not 204) success["content"] = Content(operation.AnswerType, operation.Answer);
        var responses = new JsonObject { [operation.Status.ToString()] = success };
        foreach (var status in Codes(route).GroupBy(r => r.Status).OrderBy(g => g.Key))
        {
            var codes = status.Select(s => s.Code).Distinct(StringComparer.Ordinal).ToArray();
            responses[status.Key.ToString()] = new JsonObject
            {
                ["description"] = string.Join(", ", codes),
                ["content"] = new JsonObject
                {
                    [Problems.ContentType] = new JsonObject
                    {
                        ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/problem" },
                        ["examples"] = new JsonObject(codes.Select(code => KeyValuePair.Create(code, (JsonNode?)new JsonObject
                        {
                            ["value"] = new JsonObject { ["type"] = $"urn:labelwise:problem:{code}", ["status"] = status.Key, ["code"] = code },
                        }))),
                    },
                },
            };
        }
        return responses;
    }

    static IEnumerable<(int Status, string Code)> Codes(MappedRoute route)
    {
        var codes = route.Operation.Refusals.AsEnumerable();
        if (route.Door is not Door.Open) codes = codes.Concat(BehindDoors);
        if (route.Operation.Body is not null) codes = codes.Concat(OfBodies);
        if (!route.Operation.Query.IsEmpty) codes = codes.Append((422, "unknown-parameter"));
        if (route.Door is Door.Project or Door.Task) codes = codes.Append((404, "not-found"));
        if (route.Door is Door.Project or Door.Task or Door.Admin) codes = codes.Append((403, "forbidden"));
        if (route.Method is "POST" && route.Door is not Door.Open) codes = codes.Append((422, "idempotency-key-reused"));
        return codes;
    }

    static JsonObject Content(string type, string? example)
    {
        var content = new JsonObject();
        if (example is not null && JsonNode.Parse(example) is { } node)
        {
            content["schema"] = Schemas.Of(node);
            content["example"] = node;
        }
        return new() { [type] = content };
    }

    static string TagOf(string pattern) => pattern[(Routes.Prefix.Length + 1)..].Split('/') is ["projects", _, var word, ..] ? word
        : pattern[(Routes.Prefix.Length + 1)..].Split('/')[0];

    static string IdOf(MappedRoute route) => string.Concat(
        route.Pattern[Routes.Prefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Trim('{', '}')).Prepend(route.Method.ToLowerInvariant()).Select((p, i) => i is 0 ? p : $"-{p}"));
}
