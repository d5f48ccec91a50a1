using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Orleans.Concurrency;

namespace Labelwise.Grains.Jobs;

/// <summary>Long work that survives a restart: an import, a prediction run, the sealing of a version.</summary>
public interface IJobGrain : IGrainWithStringKey
{
    /// <summary>How far it is; null when there is no such job. Looking also wakes a job that a crash interrupted.</summary>
    [AlwaysInterleave]
    Task<JobView?> View();

    /// <summary>Ends it after the step under way. What is done stays done.</summary>
    [AlwaysInterleave]
    Task<JobView?> Cancel();
}

public enum JobState : byte { Queued, Running, Succeeded, Failed, Cancelled }

public enum JobKind : byte { Import, Prediction, Version, Bulk, Evaluation }

/// <param name="Id">Names its kind and project: see <see cref="JobId"/>.</param>
/// <param name="Rate">Units per second over the last steps.</param>
/// <param name="Errors">The first <see cref="MostErrors"/>, each with the file it concerns; <paramref name="ErrorCount"/> counts all.</param>
/// <param name="Result">What it made, as name and value.</param>
/// <param name="Model">Which is at work, where one is.</param>
[GenerateSerializer, Immutable, Alias("job-view")]
public sealed record JobView(
    [property: Id(0)] string Id, [property: Id(1)] JobKind Kind, [property: Id(2)] JobState State, [property: Id(3)] long Done,
    [property: Id(4)] long Total, [property: Id(5)] double Rate, [property: Id(6)] ImmutableArray<RecordError> Errors,
    [property: Id(7)] int ErrorCount, [property: Id(8)] ImmutableSortedDictionary<string, string> Result, [property: Id(9)] Refusal? Failure,
    [property: Id(10)] DateTimeOffset StartedAt, [property: Id(11)] ModelRef? Model)
{
    public const int MostErrors = 1000;
}

/// <summary>One record that was not taken, by name; the others were.</summary>
/// <param name="File">The entry or file; <paramref name="Line"/> counts from 1 where it has lines.</param>
[GenerateSerializer, Immutable, Alias("record-error")]
public sealed record RecordError(
    [property: Id(0)] string File, [property: Id(1)] int? Line, [property: Id(2)] string Code, [property: Id(3)] string Reason);

/// <summary>A job's id says its kind and project, so that it is found, and its caller checked, without an index:
/// <c>import~project~name</c>.</summary>
public static class JobId
{
    public static string Of(JobKind kind, ProjectId project, string name) =>
        $"{kind.ToString().ToLowerInvariant()}~{project.Value}~{name}";

    public static bool TryParse(string id, out JobKind kind, out ProjectId project)
    {
        (kind, project) = (default, default);
        return id.Split('~') is [var k, var p, { Length: > 0 }]
            && k.Length > 0 && char.IsAsciiLetterLower(k[0]) && Enum.TryParse(k, ignoreCase: true, out kind)
            && ProjectId.TryParse(p, null, out project);
    }
}
