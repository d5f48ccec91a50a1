using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;

namespace Labelwise.Domain.Pipelines;

/// <summary>What reading a pipeline document gave: the pipeline, or everything that is wrong with it.</summary>
public readonly record struct PipelineReading(Pipeline? Pipeline, ImmutableArray<Violation> Violations);

/// <summary>The pipeline as the JSON document of the API.</summary>
public static class PipelineDocument
{
    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestLease = TimeSpan.FromDays(7);

    /// <summary>Members left out take the value of <see cref="Pipeline.Default"/>; unknown ones are refused.</summary>
    public static PipelineReading Read(JsonElement document)
    {
        var reader = new MemberReader(document, "");
        var defaults = Pipeline.Default;
        reader.Only("redundancy", "autoAccept", "review", "lease", "order");

        var redundancy = reader.Object("redundancy");
        redundancy.Only("min", "max", "targetConfidence");
        var min = redundancy.Whole("min", defaults.Redundancy.Min, 1, Redundancy.Most);
        var max = redundancy.Whole("max", Math.Max(min, defaults.Redundancy.Max), 1, Redundancy.Most);
        if (max < min) redundancy.Wrong("max", "out-of-range", $"max ({max}) must be at least min ({min}).");
        var target = redundancy.Share("targetConfidence", defaults.Redundancy.TargetConfidence, open: true);

        var accept = reader.Object("autoAccept");
        accept.Only("enabled", "maxError", "confidence", "auditRate");
        var policy = new AutoAcceptPolicy(
            accept.Truth("enabled", defaults.AutoAccept.Enabled),
            accept.Share("maxError", defaults.AutoAccept.MaxError, open: true),
            accept.Share("confidence", defaults.AutoAccept.Confidence, open: true),
            accept.Share("auditRate", defaults.AutoAccept.AuditRate, open: false));

        var review = reader.Object("review");
        review.Only("rate");
        var rate = review.Share("rate", defaults.Review.Rate, open: false);

        var lease = reader.Duration("lease", defaults.Lease, ShortestLease, LongestLease);
        var order = reader.Choice("order", defaults.Order);
        var violations = reader.Violations;
        return violations.IsEmpty
            ? new(new(new(min, max, target), policy, new(rate), lease, order), violations)
            : new(null, violations);
    }

    /// <summary>The document with every member, so that a reader need not know the defaults.</summary>
    public static object Write(Pipeline pipeline) => new
    {
        redundancy = new { min = pipeline.Redundancy.Min, max = pipeline.Redundancy.Max, targetConfidence = pipeline.Redundancy.TargetConfidence },
        autoAccept = new
        {
            enabled = pipeline.AutoAccept.Enabled, maxError = pipeline.AutoAccept.MaxError,
            confidence = pipeline.AutoAccept.Confidence, auditRate = pipeline.AutoAccept.AuditRate,
        },
        review = new { rate = pipeline.Review.Rate },
        lease = XmlConvert.ToString(pipeline.Lease),
        order = pipeline.Order.ToString().ToLowerInvariant(),
    };
}
