using System.Collections.Concurrent;
using Labelwise.Domain.Models;

namespace Labelwise.Inference.Models;

/// <summary>Where the image lies in a model's input: input = offset + image × scale, along each axis.</summary>
readonly record struct Placement(double ScaleX, double ScaleY, double OffsetX, double OffsetY)
{
    /// <summary>How an image of this size is laid into an input.</summary>
    public static Placement Of(ModelInput input, int width, int height)
    {
        var (x, y) = ((double)input.Width / width, (double)input.Height / height);
        if (input.Mode is ResizeMode.Stretch) return new(x, y, 0, 0);
        var scale = input.Mode is ResizeMode.Letterbox ? Math.Min(x, y) : Math.Max(x, y);
        // Whole pixels, so that the edge of a letterbox is sharp.
        var (shownWidth, shownHeight) = (Math.Max(1, Math.Round(width * scale)), Math.Max(1, Math.Round(height * scale)));
        return new(
            shownWidth / width, shownHeight / height,
            Math.Floor((input.Width - shownWidth) / 2), Math.Floor((input.Height - shownHeight) / 2));
    }
}

/// <summary>One axis of a resize: which source pixels make a target pixel, and with what weights.</summary>
/// <param name="Start">First source pixel of each target pixel; −1 for padding.</param>
/// <param name="Weights">[target, <paramref name="Taps"/>]; each row sums to 1.</param>
sealed record Resampling(int Taps, int[] Start, float[] Weights)
{
    const int MostKept = 64;
    const double Exact = 1e-9;  // boundaries this close to a pixel's edge lie on it

    static readonly ConcurrentDictionary<(ResizeFilter, int, int, double, double), Resampling> Kept = new();

    /// <param name="source">Pixels of the image.</param>
    /// <param name="target">Pixels of the input.</param>
    /// <param name="scale">Target pixels a source pixel.</param>
    /// <param name="offset">Target pixel at which the image begins.</param>
    public static Resampling Of(ResizeFilter filter, int source, int target, double scale, double offset)
    {
        if (Kept.Count > MostKept) Kept.Clear();
        return Kept.GetOrAdd((filter, source, target, scale, offset), static key => Make(key.Item1, key.Item2, key.Item3, key.Item4, key.Item5));
    }

    static Resampling Make(ResizeFilter filter, int source, int target, double scale, double offset)
    {
        var taps = Math.Min(source, filter is ResizeFilter.Bilinear ? 2 : MostCovered());
        var (start, weights) = (new int[target], new float[target * taps]);
        for (var pixel = 0; pixel < target; pixel++)
        {
            var (from, to) = ((pixel - offset) / scale, (pixel + 1 - offset) / scale);
            var centre = (from + to) / 2;
            if (centre < 0 || centre > source) start[pixel] = -1;
            else if (filter is ResizeFilter.Area) Area(pixel, Math.Max(0, from), Math.Min(source, to));
            else Bilinear(pixel, centre - 0.5);
        }
        return new(taps, start, weights);

        int MostCovered()
        {
            var most = 1;
            for (var pixel = 0; pixel < target; pixel++)
                most = Math.Max(most, (int)(Math.Ceiling((pixel + 1 - offset) / scale - Exact)
                    - Math.Floor((pixel - offset) / scale + Exact)));
            return most;
        }

        void Area(int pixel, double from, double to)
        {
            var first = start[pixel] = Math.Min((int)Math.Floor(from + Exact), source - taps);
            for (var tap = 0; tap < taps; tap++)
            {
                var covered = Math.Min(to, first + tap + 1) - Math.Max(from, first + tap);
                weights[pixel * taps + tap] = (float)(Math.Max(0, covered) / (to - from));
            }
        }

        // Pixel centres lie at halves; beyond the outermost centre the edge goes on.
        void Bilinear(int pixel, double at)
        {
            at = Math.Clamp(at, 0, source - 1);
            var first = start[pixel] = Math.Min((int)at, source - taps);
            weights[pixel * taps] = (float)(1 - (at - first));
            if (taps > 1) weights[pixel * taps + 1] = (float)(at - first);
        }
    }
}
