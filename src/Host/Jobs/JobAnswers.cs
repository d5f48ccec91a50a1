using Labelwise.Domain;
using Labelwise.Grains.Jobs;
using Labelwise.Host.Http;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Jobs;

public sealed record StartedJob(string Id);

/// <param name="SecondsLeft">At the present rate; null while unknown.</param>
/// <param name="Errors">The first of them; <paramref name="ErrorCount"/> counts all.</param>
/// <param name="Result">What it made; null until it ends.</param>
/// <param name="Model">Which is at work; null where none is.</param>
public sealed record JobAnswer(
    string Id, string Kind, ProjectId Project, string State, long Done, long Total, double Rate, double? SecondsLeft,
    IReadOnlyList<JobErrorAnswer> Errors, int ErrorCount, Dictionary<string, System.Text.Json.JsonElement>? Result, DateTimeOffset StartedAt, ModelVersionRef? Model)
{
    public static JobAnswer Of(JobView job, ProjectId project) => new(
        job.Id, Words.Of(job.Kind), project, Words.Of(job.State), job.Done, job.Total, Math.Round(job.Rate, 1),
        job.State is JobState.Running && job.Rate > 0 ? Math.Round((job.Total - job.Done) / job.Rate, 1) : null,
        [.. job.Failure is { } failure ? [new JobErrorAnswer("", null, failure.Code, failure.Message)] : Array.Empty<JobErrorAnswer>(),
            .. job.Errors.Select(e => new JobErrorAnswer(e.File, e.Line, e.Code, e.Reason))],
        job.ErrorCount + (job.Failure is null ? 0 : 1),
        job.Result.IsEmpty ? null : job.Result.ToDictionary(r => r.Key, r => ValueOf(r.Value)),
        job.StartedAt, job.Model is { } model ? new(model.Model, model.Version) : null);

    /// <summary>Numbers as numbers.</summary>
    static System.Text.Json.JsonElement ValueOf(string text) => System.Text.Json.JsonSerializer.SerializeToElement<object>(
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, null, out var number) ? number : text);
}

public sealed record JobErrorAnswer(string File, int? Line, string Code, string Reason);
