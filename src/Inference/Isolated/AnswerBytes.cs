using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain.Models;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Isolated;

/// <summary>One image's prediction, or why it has none, as bytes.</summary>
static class AnswerBytes
{
    const byte Refused = 0, Classes = 1, Boxes = 2;

    /// <summary>Of a refusal's message, in characters: runtimes can be wordy.</summary>
    const int LongestMessage = 4_000;

    public static byte[] Write(Outcome<Prediction, PredictionRefusal> answer)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        if (answer.Refuses(out var why, out var prediction))
        {
            to.Write(Refused);
            to.Write(why.Code);
            to.Write(why.Message.Length <= LongestMessage ? why.Message : why.Message[..LongestMessage] + "…");
        }
        else
        {
            to.Write(prediction is DetectionPrediction ? Boxes : Classes);
            to.Write(prediction.Embedding.Length);
            to.Write(MemoryMarshal.AsBytes(prediction.Embedding.AsSpan()));
            if (prediction is DetectionPrediction boxes) Write(to, boxes.Detections);
            else Write(to, ((ClassPrediction)prediction).Probabilities);
        }
        return bytes.ToArray();
    }

    /// <exception cref="IOException">The bytes end early.</exception>
    /// <exception cref="InvalidDataException">They are no answer.</exception>
    public static Outcome<Prediction, PredictionRefusal> Read(byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes));
        return from.ReadByte() switch
        {
            Refused => new PredictionRefusal(from.ReadString(), from.ReadString()),
            Classes => new ClassPrediction([]) { Embedding = ReadEmbedding(from) } with { Probabilities = [.. Many(from, sizeof(float)).Select(_ => from.ReadSingle())] },
            Boxes => new DetectionPrediction([]) { Embedding = ReadEmbedding(from) } with { Detections = [.. Many(from, BoxBytes).Select(_ => ReadBox(from))] },
            var other => throw new InvalidDataException($"An answer of kind {other} is not known."),
        };
    }

    static ImmutableArray<sbyte> ReadEmbedding(BinaryReader from)
    {
        var count = from.ReadInt32();
        if (count is < 0 or > Embedding.MostKept) throw new InvalidDataException($"An embedding of {count} numbers is not known.");
        var numbers = new sbyte[count];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    const int BoxBytes = sizeof(int) + sizeof(float) + 4 * sizeof(double);

    static void Write(BinaryWriter to, ImmutableArray<float> probabilities)
    {
        to.Write(probabilities.Length);
        foreach (var probability in probabilities) to.Write(probability);
    }

    static void Write(BinaryWriter to, ImmutableArray<Detection> detections)
    {
        to.Write(detections.Length);
        foreach (var (@class, score, x, y, width, height) in detections)
        {
            to.Write(@class);
            to.Write(score);
            to.Write(x);
            to.Write(y);
            to.Write(width);
            to.Write(height);
        }
    }

    static Detection ReadBox(BinaryReader from) =>
        new(from.ReadInt32(), from.ReadSingle(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble());

    /// <summary>The count that stands there, held against the bytes that follow it.</summary>
    static IEnumerable<int> Many(BinaryReader from, int bytesEach)
    {
        var count = from.ReadInt32();
        var left = from.BaseStream.Length - from.BaseStream.Position;
        return count >= 0 && (long)count * bytesEach == left
            ? Enumerable.Range(0, count)
            : throw new InvalidDataException($"{count} numbers cannot be in {left} bytes.");
    }
}
