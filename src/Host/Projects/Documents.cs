using System.Text.Json;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;

namespace Labelwise.Host.Projects;

/// <summary>A project's documents as answers, and their versions as entity tags.</summary>
static class Documents
{
    public static DocumentAnswer Of(int version, DataSpec spec) => new(version, JsonElement.Parse(spec.ToJson()));

    public static DocumentAnswer Of(int version, Pipeline pipeline) => new(version, JsonSerializer.SerializeToElement(PipelineDocument.Write(pipeline)));

    public static string Tag(int version) => $"\"v{version}\"";

    /// <returns>False when the header is there and names no version.</returns>
    /// <param name="version">Null when any version may be written over.</param>
    public static bool TryIfMatch(HttpRequest request, out int? version)
    {
        version = null;
        if (request.Headers.IfMatch is not [{ } tag] || tag == "*") return request.Headers.IfMatch.Count <= 1;
        if (!tag.StartsWith("\"v", StringComparison.Ordinal) || !tag.EndsWith('"') || !int.TryParse(tag.AsSpan(2, tag.Length - 3), out var number)) return false;
        version = number;
        return true;
    }
}
