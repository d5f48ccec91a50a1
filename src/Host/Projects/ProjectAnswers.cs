using System.Text.Json;
using Labelwise.Domain;

namespace Labelwise.Host.Projects;

/// <param name="Members">How many.</param>
/// <param name="Tasks">How many.</param>
public sealed record ProjectAnswer(
    ProjectId Id, string Name, DateTimeOffset CreatedAt, DocumentAnswer Spec, GuidelineAnswer Guideline, DocumentAnswer Pipeline,
    string[] Roles, int Members, int Tasks);

/// <param name="Tasks">How many.</param>
/// <param name="Reviewed">How many of them are done.</param>
public sealed record ProjectItem(ProjectId Id, string Name, DateTimeOffset CreatedAt, string[] Roles, int Tasks, int Reviewed);

/// <summary>A versioned JSON document.</summary>
public sealed record DocumentAnswer(int Version, JsonElement Document);

/// <param name="MustRead">Whether annotators have to say that they read this version, or a later one, before they get tasks.</param>
public sealed record GuidelineAnswer(int Version, string Markdown, bool MustRead = false);

/// <param name="Tasks">Of the project; <paramref name="Counted"/> of them were looked at.</param>
/// <param name="Labels">Labels among those counted; <paramref name="Breaking"/> of them would not conform any more.</param>
/// <param name="Document">The spec as it would be kept, with the ids that are known.</param>
public sealed record SpecPreviewAnswer(
    int Tasks, int Counted, int Labels, int Breaking, IReadOnlyList<RuleImpactAnswer> Rules, JsonElement Document);

/// <param name="Within">Id of the class or property it belongs to.</param>
/// <param name="Labels">Labels that use the rule.</param>
public sealed record RuleImpactAnswer(string Rule, string Change, string Id, string? Within, string Name, int Labels, int Breaking);

/// <param name="ByModel">Tasks that the model is expected to decide once certified.</param>
/// <param name="Audits">That certificates are expected to take; null where none is to be had.</param>
/// <param name="Accuracy">How often people are taken to be right.</param>
public sealed record ForecastAnswer(int Tasks, double ByModel, double ByPeople, double LabelsPerTask, double Reviews, int? Audits, double Accuracy);

/// <param name="Model">Null before any prediction.</param>
public sealed record HistogramAnswer(Tasks.ModelVersionRef? Model, IReadOnlyList<BinAnswer> Bins);

public sealed record BinAnswer(double From, double To, int Count);

public sealed record MemberAnswer(UserId User, string Email, string Name, string[] Roles);
