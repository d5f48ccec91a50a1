using System.Collections.Frozen;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Http;

/// <summary>The API's words for our kinds and states.</summary>
public static class Words
{
    public static FrozenDictionary<string, TaskState> States { get; } = All<TaskState>(Of);
    public static FrozenDictionary<string, Verdict> Verdicts { get; } = All<Verdict>(Camel);
    public static FrozenDictionary<string, AssignmentKind> AssignmentKinds { get; } = new Dictionary<string, AssignmentKind>(StringComparer.Ordinal)
    {
        ["label"] = AssignmentKind.Label, ["review"] = AssignmentKind.Review,
    }.ToFrozenDictionary();

    public static FrozenDictionary<string, Turn> Turns { get; } = All<Turn>(Camel);
    public static FrozenDictionary<string, TokenScope> TokenScopes { get; } = All<TokenScope>(Camel);
    public static FrozenDictionary<string, ActivityKind> ActivityKinds { get; } = All<ActivityKind>(Camel);

    public static FrozenDictionary<string, ProjectRoles> Roles { get; } = new Dictionary<string, ProjectRoles>(StringComparer.Ordinal)
    {
        ["annotator"] = ProjectRoles.Annotator, ["reviewer"] = ProjectRoles.Reviewer,
        ["curator"] = ProjectRoles.Curator, ["modeler"] = ProjectRoles.Modeler,
    }.ToFrozenDictionary();

    public static string Of(TaskState state) => state switch
    {
        TaskState.Queued => "QUEUED", TaskState.Working => "WORKING", TaskState.Submitted => "SUBMITTED", _ => "REVIEWED",
    };

    public static string Of(JobState state) => Camel(state);
    public static string Of(JobKind kind) => Camel(kind);
    public static string Of(DeciderKind kind) => Camel(kind);
    public static string Of(ActivityKind kind) => Camel(kind);
    public static string Of(TokenScope scope) => Camel(scope);
    public static string Of(Verdict verdict) => Camel(verdict);

    /// <returns>Null where nobody is waited for.</returns>
    public static string? Of(ReviewReason reason) => reason is ReviewReason.None ? null : Camel(reason);

    public static string[] Of(ProjectRoles roles) => [.. Roles.Where(r => roles.HasFlag(r.Value)).Select(r => r.Key).Order(StringComparer.Ordinal)];

    /// <returns>As <c>auditDisputed</c>.</returns>
    public static string Camel<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}";
    }

    static FrozenDictionary<string, T> All<T>(Func<T, string> word) where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(word, StringComparer.Ordinal);
}
