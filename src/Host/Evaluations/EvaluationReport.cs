using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Grains.Ports;
using Labelwise.Host.Versions;

namespace Labelwise.Host.Evaluations;

/// <summary>All that was measured, as its blob holds it.</summary>
/// <param name="Property">Of classes and texts, the property of the whole sample, as it was named in the version's spec; null of boxes.</param>
/// <param name="Failures">Samples that got no prediction, which count as wrong.</param>
/// <param name="Unlabeled">Samples whose label does not say what is measured; they were passed over.</param>
/// <param name="Cells">Of classes, how often what was said of what.</param>
/// <param name="Right">Of classes, a bit for each sample in order: whether it is right.</param>
/// <param name="Counts">Labels of each class.</param>
/// <param name="Errors">How many samples are wrong in any way; <paramref name="Worst"/> holds the worst of them.</param>
/// <param name="Worst">Blob of lines of <see cref="JudgedError"/>, the worst first.</param>
public sealed record EvaluationReport(
    EvaluationKind Kind, string? Property, double WorkingScore, int Samples, int Failures, int Unlabeled, ImmutableArray<KeptMeasure> Measures, ImmutableArray<ReportCell> Cells,
    string? Right, ImmutableArray<ClassCount> Counts, ImmutableArray<Slice> Slices, Latencies? Latency, double? SamplesPerSecond, int Errors, int KeptErrors, ContentHash Worst)
{
    /// <summary>Classes beyond these keep no replicates: candidates are compared by them as a whole.</summary>
    public const int MostReplicated = 200;

    public IEnumerable<Measured> Measured => Measures.Select(m => m.ToMeasured());

    public System.Collections.BitArray? RightBits => Right is null ? null : new(Convert.FromBase64String(Right)) { Length = Samples };

    public static async Task<EvaluationReport> Read(IBlobStore blobs, ContentHash blob, CancellationToken cancellation) =>
        JsonSerializer.Deserialize<EvaluationReport>(await VersionBlobs.Read(blobs, blob, cancellation), ReportJson.Options)!;
}

/// <param name="Replicates">32-bit floats, little-endian; null where none were kept.</param>
public sealed record KeptMeasure(string Name, string? Class, double Value, double? Low, double? High, byte[]? Replicates)
{
    public static KeptMeasure Of(Measured measured, bool replicates) => new(
        measured.Metric.Name, measured.Metric.Class, measured.Value, measured.Interval?.Low, measured.Interval?.High,
        replicates ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(measured.Replicates.AsSpan()).ToArray() : null);

    public Measured ToMeasured() => new(
        new(Name, Class), Value, Low is { } low && High is { } high ? (low, high) : null,
        Replicates is null ? [] : [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Replicates)]);
}

/// <param name="Said">Empty for no answer.</param>
public sealed record ReportCell(string Truth, string Said, int Count);

public sealed record ClassCount(string Class, int Labels);

/// <summary>How reports are written: members in a fixed order, so that the same content is the same bytes.</summary>
static class ReportJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,  // never part of a page
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
