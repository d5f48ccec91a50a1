using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Labelwise.Formats.Uploads;

namespace Labelwise.Formats.Jsonl;

/// <summary>A file of predictions of which each is read when its sample is asked for: in memory is only where it stands.</summary>
public sealed class PredictionFile
{
    public const int MostFaults = 1_000;

    // By a hash of the name, since a million names take far more room; which name it is, the line says.
    readonly Dictionary<ulong, (long From, int Bytes, int Line)> places;

    PredictionFile(Dictionary<ulong, (long From, int Bytes, int Line)> places) => this.places = places;

    /// <summary>Predictions in it.</summary>
    public int Count => places.Count;

    /// <summary>Lines that cannot be read, and second predictions of one sample; the first <see cref="MostFaults"/>.</summary>
    public ImmutableArray<RecordFault> Faults { get; private init; } = [];

    /// <summary>Looks through the whole file once.</summary>
    public static async Task<PredictionFile> Open(Stream jsonl, CancellationToken cancellation = default)
    {
        var faults = ImmutableArray.CreateBuilder<RecordFault>();
        var found = new Dictionary<ulong, (long From, int Bytes, int Line)>();
        await foreach (var line in PredictionLines.Read(jsonl, cancellation))
        {
            if (line.Prediction is { } said && !found.TryAdd(KeyOf(said.ExternalId), (line.From, line.Bytes, said.Line)))
                Add(new(said.ExternalId, said.Line, "predicted-twice", "An earlier line predicts this sample already; that one counts."));
            foreach (var fault in line.Faults) Add(fault);
        }
        return new(found) { Faults = faults.ToImmutable() };

        void Add(RecordFault fault)
        {
            if (faults.Count < MostFaults) faults.Add(fault);
        }
    }

    /// <summary>The predictions of samples, in their order; null where there is none.</summary>
    /// <param name="jsonl">The same file; it seeks.</param>
    public BroughtLine?[] Read(Stream jsonl, IReadOnlyList<string> externalIds)
    {
        var found = new BroughtLine?[externalIds.Count];
        // In the order of the file: far storage is read forward.
        foreach (var (at, place) in externalIds.Select((id, at) => (At: at, Place: places.TryGetValue(KeyOf(id), out var p) ? p : default)).Where(f => f.Place.Bytes > 0).OrderBy(f => f.Place.From))
        {
            var utf8 = new byte[place.Bytes];
            jsonl.Position = place.From;
            jsonl.ReadExactly(utf8);
            if (PredictionLines.ReadLine(utf8, place.Line)?.Prediction is { } line && line.ExternalId == externalIds[at]) found[at] = line;
        }
        return found;
    }

    static ulong KeyOf(string externalId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(externalId), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
