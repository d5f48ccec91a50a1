using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Orleans.Concurrency;

namespace Labelwise.Grains.Projects;

/// <summary>A labeling effort: its spec, guideline and pipeline versions, members and block directory.
/// Key: the project id.</summary>
[Alias("project")]
public interface IProjectGrain : IGrainWithStringKey
{
    /// <summary>Makes the project; a repeat with the same content is the same project.</summary>
    Task<Outcome<ProjectSettings>> Create(CreateProject command);

    /// <summary>What is in force now; null when there is no such project. The same object until something changes.</summary>
    [AlwaysInterleave]
    Task<ProjectSettings?> Settings();

    /// <summary>A data spec version, or null.</summary>
    [AlwaysInterleave]
    Task<DataSpec?> Spec(int version);

    /// <summary>A guideline version as Markdown, or null.</summary>
    [AlwaysInterleave]
    Task<string?> Guideline(int version);

    /// <summary>Every guideline version, the first first.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<GuidelineEdition>> Guidelines();

    /// <param name="expected">The version that the writer has seen; null writes over whatever is there.</param>
    Task<Outcome<ProjectSettings>> ChangeSpec(DataSpec spec, UserId by, int? expected);

    /// <param name="mustRead">Whether nobody is handed a task until they have said that they read this version.</param>
    Task<Outcome<ProjectSettings>> ChangeGuideline(string markdown, UserId by, int? expected, bool mustRead);

    Task<Outcome<ProjectSettings>> ChangePipeline(Pipeline pipeline, UserId by, int? expected);

    /// <summary>Sets a member's roles; none removes the member.</summary>
    Task<Outcome<ProjectSettings>> SetMember(UserId user, ProjectRoles roles, UserId by);

    /// <summary>Makes room: from now on the project has at least this many blocks of tasks.</summary>
    Task<ProjectSettings> GrowTo(int blocks);
}

[GenerateSerializer, Immutable, Alias("guideline-edition")]
public sealed record GuidelineEdition([property: Id(0)] int Version, [property: Id(1)] UserId By, [property: Id(2)] DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("create-project")]
public sealed record CreateProject(
    [property: Id(0)] TenantId Tenant, [property: Id(1)] string Name, [property: Id(2)] DataSpec Spec,
    [property: Id(3)] Pipeline Pipeline, [property: Id(4)] string Guideline, [property: Id(5)] UserId By);

/// <summary>What a member may do in a project. An admin of the tenant may do all of it without being a member.</summary>
[Flags]
public enum ProjectRoles : byte { None = 0, Annotator = 1, Reviewer = 2, Curator = 4, Modeler = 8 }

/// <summary>What is in force in a project.</summary>
/// <param name="Seed">Chosen at creation; every draw in the project comes from it.</param>
/// <param name="Annotators">How many members may annotate.</param>
/// <param name="ClassIds">Every option id that classification ever had, in order of appearance: a class keeps its number
/// for ever, whatever becomes of the spec.</param>
/// <param name="MustRead">The guideline version that annotators must have read, at least, before they get tasks; 0 for none.</param>
/// <param name="Crew">Grows whenever who may annotate or review changes.</param>
/// <param name="Blocks">How many blocks of up to <see cref="Tasks.TaskBlock.Size"/> tasks there are.</param>
[GenerateSerializer, Immutable, Alias("project-settings")]
public sealed record ProjectSettings(
    [property: Id(0)] ProjectId Id, [property: Id(1)] TenantId Tenant, [property: Id(2)] string Name,
    [property: Id(3)] DateTimeOffset CreatedAt, [property: Id(4)] int SpecVersion, [property: Id(5)] DataSpec Spec,
    [property: Id(6)] int GuidelineVersion, [property: Id(7)] int PipelineVersion, [property: Id(8)] Pipeline Pipeline,
    [property: Id(9)] ImmutableDictionary<UserId, ProjectRoles> Members, [property: Id(10)] uint Seed, [property: Id(11)] int Blocks,
    [property: Id(12)] UserId CreatedBy, [property: Id(13)] int Annotators, [property: Id(14)] ImmutableArray<string> ClassIds,
    [property: Id(15)] int MustRead = 0, [property: Id(16)] int Crew = 0)
{
    /// <summary>The number that stands for a classification option in predictions, opinions and counters; -1 for none.</summary>
    public int ClassOf(string? optionId) => optionId is null ? -1 : ClassIds.IndexOf(optionId);

    public ProjectRoles RolesOf(UserId user) => Members.GetValueOrDefault(user);

    public bool MayAnnotate(UserId user) => RolesOf(user).HasFlag(ProjectRoles.Annotator);

    public bool MayReview(UserId user) => RolesOf(user).HasFlag(ProjectRoles.Reviewer);
}
