using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Reads boxes with one score a class, keeps the good ones, and lays them back onto the upright image.</summary>
sealed class DetectionReader(ModelCard card) : PredictionReader
{
    private readonly ModelOutput boxes = card.Output(OutputKind.Boxes), scores = card.Output(OutputKind.BoxScores);
    private readonly Postprocess steps = card.Postprocess ?? Postprocess.Default;
    private readonly int classes = card.Classes.Length;

    public override string[] Outputs => [boxes.Name, scores.Name];

    public override ImmutableArray<string> Differences(IReadOnlyList<OrtValue> ran, int images)
    {
        var (box, score) = (ran[0].GetTensorTypeAndShape().Shape, ran[1].GetTensorTypeAndShape().Shape);
        return box is [var m, var n, 4] && score is [var o, var p, var q] && (m, o, n, q) == (images, images, p, classes)
            ? []
            : [$"The card reads '{boxes.Name}' as [{images}, boxes, 4] and '{scores.Name}' as [{images}, boxes, {classes}]; "
                + $"the model gives [{string.Join(", ", box)}] and [{string.Join(", ", score)}]."];
    }

    public override Outcome<Prediction, PredictionRefusal> Read(
        IReadOnlyList<OrtValue> ran, int image, Frame frame)
    {
        var count = (int)ran[0].GetTensorTypeAndShape().Shape[1];
        var corners = ran[0].GetTensorDataAsSpan<float>().Slice(image * count * 4, count * 4);
        var probabilities = ran[1].GetTensorDataAsSpan<float>().Slice(image * count * classes, count * classes).ToArray();
        foreach (var number in corners)
            if (!float.IsFinite(number)) return NotFinite();

        var candidates = new List<Detection>();
        for (var i = 0; i < count; i++)
        {
            var row = probabilities.AsSpan(i * classes, classes);
            foreach (var score in row)
                if (!float.IsFinite(score)) return NotFinite();
            Apply(scores.Activation, row);
            if (Check(row) is { } refusal) return refusal;
            var best = row.IndexOf(Max(row));
            if (row[best] >= steps.ScoreThreshold)
                candidates.Add(Lay(corners.Slice(i * 4, 4), best, row[best], frame));
        }
        return new DetectionPrediction(Suppression.Keep(candidates, steps));
    }

    static float Max(ReadOnlySpan<float> row)
    {
        var most = row[0];
        foreach (var score in row) most = Math.Max(most, score);
        return most;
    }

    Detection Lay(ReadOnlySpan<float> box, int best, float score, Frame frame)
    {
        var (left, top, right, bottom) = boxes.Format switch
        {
            BoxFormat.Xyxy => ((double)box[0], (double)box[1], (double)box[2], (double)box[3]),
            BoxFormat.Xywh => (box[0], box[1], box[0] + box[2], box[1] + box[3]),
            _ => (box[0] - box[2] / 2, box[1] - box[3] / 2, box[0] + box[2] / 2, box[1] + box[3] / 2),
        };
        var (unitX, unitY) = boxes.Unit is BoxUnit.Normalised ? (card.Input.Width, card.Input.Height) : (1, 1);
        var at = frame.Placement;
        left = (left * unitX - at.OffsetX) / at.ScaleX;
        right = (right * unitX - at.OffsetX) / at.ScaleX;
        top = (top * unitY - at.OffsetY) / at.ScaleY;
        bottom = (bottom * unitY - at.OffsetY) / at.ScaleY;
        if (steps.Clip)
        {
            (left, right) = (Math.Clamp(left, 0, frame.Width), Math.Clamp(right, 0, frame.Width));
            (top, bottom) = (Math.Clamp(top, 0, frame.Height), Math.Clamp(bottom, 0, frame.Height));
        }
        return new(best, score, left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));
    }
}

/// <summary>Of boxes that overlap too much the best stays.</summary>
static class Suppression
{
    public static ImmutableArray<Detection> Keep(List<Detection> candidates, Postprocess steps)
    {
        var kept = ImmutableArray.CreateBuilder<Detection>();
        foreach (var candidate in candidates.OrderByDescending(box => box.Score))  // stable, so equals keep their order
        {
            if (kept.Count == steps.MaxDetections) break;
            var free = true;
            foreach (var better in kept)
                if ((!steps.NmsPerClass || better.Class == candidate.Class) && Overlap(better, candidate) > steps.NmsIou)
                {
                    free = false;
                    break;
                }
            if (free) kept.Add(candidate);
        }
        return kept.ToImmutable();
    }

    /// <summary>Intersection over union, in [0, 1].</summary>
    public static double Overlap(Detection a, Detection b)
    {
        var width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        if (width <= 0 || height <= 0) return 0;
        var shared = width * height;
        return shared / (a.Width * a.Height + b.Width * b.Height - shared);
    }
}
