using System.Text.Json;
using Labelwise.Grains.Models;

namespace Labelwise.Host.Models;

/// <param name="Provider">The execution provider that it was opened with.</param>
public sealed record RegisteredModelAnswer(string Id, int Version, string Name, IReadOnlyList<string> Classes, string Provider)
{
    public static RegisteredModelAnswer Of(ModelVersion version)
    {
        var card = version.Files().Card;
        return new(version.Model.Model, version.Model.Version, card.Name, card.Classes, version.Provider);
    }
}

public sealed record ModelAnswer(string Id, string Name, IReadOnlyList<ModelVersionAnswer> Versions)
{
    public static ModelAnswer Of(ModelView model) => new(
        model.Id, model.Name,
        [.. model.Versions.Select(v => new ModelVersionAnswer(v.Model.Version, v.CreatedAt, v.Onnx.ToString(), v.Provider, JsonElement.Parse(v.Card)))]);
}

/// <param name="Sha256">Of the model's file.</param>
public sealed record ModelVersionAnswer(int Version, DateTimeOffset CreatedAt, string Sha256, string Provider, JsonElement Card);
