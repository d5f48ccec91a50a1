using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Grains.Models;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;

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
    /// <param name="project">For which it is asked whether the model fits; null for none.</param>
    /// <param name="seen">The projects that the caller may know of.</param>
    public static ModelAnswer Of(ModelView model, ProjectSettings? project, IReadOnlyList<ProjectSettings> seen) => new(
        model.Id, model.Name, [.. model.Versions.Select(v => ModelVersionAnswer.Of(v, project, seen))]);
}

/// <param name="Sha256">Of the model's file.</param>
/// <param name="TrainedOn">Null where the card names no sealed version.</param>
/// <param name="Misfit">Why it cannot predict the project's samples; null where it can, or no project was asked about.</param>
public sealed record ModelVersionAnswer(
    int Version, DateTimeOffset CreatedAt, string Sha256, string Provider, JsonElement Card, TrainedOnAnswer? TrainedOn, MisfitAnswer? Misfit)
{
    public static ModelVersionAnswer Of(ModelVersion version, ProjectSettings? project, IReadOnlyList<ProjectSettings> seen)
    {
        var card = version.Files().Card;
        return new(version.Model.Version, version.CreatedAt, version.Onnx.ToString(), version.Provider, JsonElement.Parse(version.Card),
            TrainedOnAnswer.Of(Domain.Evaluations.TrainedOn.Parse(card.TrainedOn), seen),
            project is not null && ModelFit.WhyNot(card, project) is { } why ? MisfitAnswer.Of(why) : null);
    }
}

/// <summary>The sealed version that a card names.</summary>
/// <param name="Project">Null, as its name, where the caller may not know of it.</param>
public sealed record TrainedOnAnswer(string? Project, string? ProjectName, int Version, string? Split)
{
    public static TrainedOnAnswer? Of(TrainedOn? on, IReadOnlyList<ProjectSettings> seen)
    {
        if (on is null) return null;
        var project = seen.FirstOrDefault(p => p.Id == on.Project);
        return new(project?.Id.Value, project?.Name, on.Version, on.Split);
    }
}

/// <param name="Classes">The model's classes that the project has not.</param>
public sealed record MisfitAnswer(string Code, string Detail, IReadOnlyList<string>? Classes)
{
    public static MisfitAnswer Of(Refusal why) => new(why.Code, why.Message, why switch
    {
        ClassesNotInSpec classes => classes.Classes, BoxClassesNotInSpec boxes => boxes.Classes, _ => null,
    });
}
