using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Jobs;

/// <summary>What a job keeps on disk whatever its kind.</summary>
[GenerateSerializer, Immutable, Alias("job-record")]
public abstract record JobRecord
{
    [Id(0)] public JobState State { get; init; }
    [Id(1)] public long Done { get; init; }
    [Id(2)] public long Total { get; init; }
    [Id(3)] public ImmutableArray<RecordError> Errors { get; init; } = [];
    [Id(4)] public int ErrorCount { get; init; }
    [Id(5)] public ImmutableSortedDictionary<string, string> Result { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    [Id(6)] public string? FailureCode { get; init; }
    [Id(7)] public string? FailureMessage { get; init; }
    /// <summary>Null until it was started.</summary>
    [Id(8)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Which is at work, where one is.</summary>
    public virtual ModelRef? Model => null;

    /// <summary>Whether it was started and has steps to go.</summary>
    public bool IsUnderWay => StartedAt is not null && State is JobState.Queued or JobState.Running;
}

static class JobRecords
{
    /// <summary>Counts all errors and keeps the first.</summary>
    public static T With<T>(this T job, IReadOnlyCollection<RecordError> errors) where T : JobRecord => errors.Count is 0 ? job : job with
    {
        Errors = job.Errors.AddRange(errors.Take(JobView.MostErrors - job.Errors.Length)),
        ErrorCount = job.ErrorCount + errors.Count,
    };

    public static T Failed<T>(this T job, string code, string message) where T : JobRecord =>
        job with { State = JobState.Failed, FailureCode = code, FailureMessage = message };

    public static T Succeeded<T>(this T job, params ReadOnlySpan<(string Name, string Value)> result) where T : JobRecord
    {
        var values = job.Result.ToBuilder();
        foreach (var (name, value) in result) values[name] = value;
        return job with { State = JobState.Succeeded, Result = values.ToImmutable() };
    }
}
