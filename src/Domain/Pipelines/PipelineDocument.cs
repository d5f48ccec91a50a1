using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using Labelwise.Domain.Json;

namespace Labelwise.Domain.Pipelines;

/// <summary>What reading a pipeline document gave: the pipeline, or everything that is wrong with it.</summary>
public readonly record struct PipelineReading(Pipeline? Pipeline, ImmutableArray<Violation> Violations);

/// <summary>The pipeline as the JSON document of the API.</summary>
public static class PipelineDocument
{
    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestLease = TimeSpan.FromDays(7);

    static readonly FrozenDictionary<string, TaskOrder> Orders =
        Enum.GetValues<TaskOrder>().ToFrozenDictionary(Written, StringComparer.Ordinal);

    /// <summary>Members left out, or null, take the value of <see cref="Pipeline.Default"/>; unknown ones are refused.</summary>
    /// <param name="document">Undefined for all defaults.</param>
    public static PipelineReading Read(JsonElement document)
    {
        var reader = new DocumentReader();
        var pipeline = Pipeline.Default;
        foreach (var (name, value) in Given(reader, document))
            pipeline = name switch
            {
                "redundancy" => pipeline with { Redundancy = ReadRedundancy(reader, value, pipeline.Redundancy) },
                "autoAccept" => pipeline with { AutoAccept = ReadAutoAccept(reader, value, pipeline.AutoAccept) },
                "review" => pipeline with { Review = ReadReview(reader, value, pipeline.Review) },
                "lease" => pipeline with { Lease = ReadLease(reader, value) ?? pipeline.Lease },
                "order" => pipeline with { Order = reader.Choice(value, Orders) ?? pipeline.Order },
                "quality" => pipeline with { Quality = ReadChecks(reader, value, pipeline.Checks) },
                _ => Unknown(reader, pipeline, "autoAccept, lease, order, quality, redundancy, review"),
            };
        return reader.IsClean ? new(pipeline, []) : new(null, reader.Violations);
    }

    static Redundancy ReadRedundancy(DocumentReader reader, JsonElement element, Redundancy read)
    {
        int? max = null;
        foreach (var (name, value) in Given(reader, element))
            switch (name)
            {
                case "min": read = read with { Min = reader.Whole(value, 1, Redundancy.Most) ?? read.Min }; break;
                case "max": max = reader.Whole(value, 1, Redundancy.Most); break;
                case "targetConfidence": read = read with { TargetConfidence = ReadShare(reader, value, open: true) ?? read.TargetConfidence }; break;
                default: Unknown(reader, read, "max, min, targetConfidence"); break;
            }
        if (max < read.Min) reader.RefuseAt("max", "out-of-range", $"max ({max}) must be at least min ({read.Min}).");
        return read with { Max = max ?? Math.Max(read.Min, read.Max) };
    }

    static AutoAcceptPolicy ReadAutoAccept(DocumentReader reader, JsonElement element, AutoAcceptPolicy read)
    {
        foreach (var (name, value) in Given(reader, element))
            read = name switch
            {
                "enabled" => read with { Enabled = reader.Truth(value) ?? read.Enabled },
                "maxError" => read with { MaxError = ReadShare(reader, value, open: true) ?? read.MaxError },
                "confidence" => read with { Confidence = ReadShare(reader, value, open: true) ?? read.Confidence },
                "auditRate" => read with { AuditRate = ReadShare(reader, value, open: false) ?? read.AuditRate },
                _ => Unknown(reader, read, "auditRate, confidence, enabled, maxError"),
            };
        return read;
    }

    static ReviewPolicy ReadReview(DocumentReader reader, JsonElement element, ReviewPolicy read)
    {
        foreach (var (name, value) in Given(reader, element))
            read = name is "rate" ? new(ReadShare(reader, value, open: false) ?? read.Rate) : Unknown(reader, read, "rate");
        return read;
    }

    static CheckPolicy ReadChecks(DocumentReader reader, JsonElement element, CheckPolicy read)
    {
        foreach (var (name, value) in Given(reader, element))
            read = name switch
            {
                "gold" => read with { Gold = ReadShare(reader, value, open: false) ?? read.Gold },
                "selfCheck" => read with { SelfCheck = ReadShare(reader, value, open: false) ?? read.SelfCheck },
                "tellMissed" => read with { TellMissed = reader.Truth(value) ?? read.TellMissed },
                _ => Unknown(reader, read, "gold, selfCheck, tellMissed"),
            };
        if (read.Gold + read.SelfCheck > CheckPolicy.Most)
            reader.RefuseAt("gold", "out-of-range", $"gold and selfCheck together may be {CheckPolicy.Most.ToString(System.Globalization.CultureInfo.InvariantCulture)} at most: the rest is work.");
        return read;
    }

    static TimeSpan? ReadLease(DocumentReader reader, JsonElement value)
    {
        if (reader.Text(value) is not { } text) return null;
        try
        {
            if (XmlConvert.ToTimeSpan(text) is var span && span >= ShortestLease && span <= LongestLease) return span;
        }
        catch (Exception e) when (e is FormatException or OverflowException) { /* named below */ }
        reader.Refuse("out-of-range",
            $"This must be an ISO 8601 duration from {XmlConvert.ToString(ShortestLease)} to {XmlConvert.ToString(LongestLease)}, such as PT15M.");
        return null;
    }

    /// <param name="open">True: 0 and 1 themselves are refused.</param>
    static double? ReadShare(DocumentReader reader, JsonElement value, bool open)
    {
        if (reader.Number(value) is not { } share) return null;
        if (open ? share is > 0 and < 1 : share is >= 0 and <= 1) return share;
        reader.Refuse("out-of-range", open ? "This must lie between 0 and 1, neither included." : "This must lie from 0 to 1.");
        return null;
    }

    static IEnumerable<(string Name, JsonElement Value)> Given(DocumentReader reader, JsonElement element) =>
        element.ValueKind is JsonValueKind.Undefined ? [] : reader.Members(element).Where(m => m.Value.ValueKind is not JsonValueKind.Null);

    static T Unknown<T>(DocumentReader reader, T read, string known)
    {
        reader.RefuseUnknown(known);
        return read;
    }

    static string Written(TaskOrder order) => order.ToString().ToLowerInvariant();

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
        order = Written(pipeline.Order),
        quality = new { gold = pipeline.Checks.Gold, selfCheck = pipeline.Checks.SelfCheck, tellMissed = pipeline.Checks.TellMissed },
    };
}
