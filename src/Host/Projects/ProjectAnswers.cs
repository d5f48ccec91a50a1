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

public sealed record GuidelineAnswer(int Version, string Markdown);

public sealed record MemberAnswer(UserId User, string Email, string Name, string[] Roles);
