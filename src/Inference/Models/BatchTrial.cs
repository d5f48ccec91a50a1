using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Labelwise.Inference.Models;

/// <summary>Finds the batch sizes with which a model is quick on this machine, among those with which it answers alike.</summary>
/// <remarks>
/// A runtime may add in another order in another batch size. Sizes that follow the clock would then give one image other
/// numbers from run to run, and a prediction could not be repeated. So a size counts only where each place of such a batch
/// gives the same bits as the image alone; a model for which none does keeps the size that its card leads to.
/// </remarks>
static class BatchTrial
{
    /// <summary>Numbers that a batch aims at where nothing else is known: enough to keep all cores busy, few enough to stay in the cache.</summary>
    const int NumbersABatch = 1 << 20;

    /// <summary>Numbers of the largest batch that is tried: 32 MB of them.</summary>
    const int MostNumbers = 1 << 23;

    const int MostImages = 64;

    /// <summary>Timed runs of each size; the quickest counts, since what else the machine does only makes runs slower.</summary>
    const int Runs = 3;

    /// <summary>A size this close to the quickest is as good.</summary>
    const double AsGood = 0.95;

    /// <summary>Sizes without a better rate after which larger ones are not tried.</summary>
    const int Patience = 2;

    /// <summary>The size that follows from the input's alone.</summary>
    public static BatchSizes ByInput(int numbersAnImage) => BatchSizes.Always(Math.Clamp(NumbersABatch / numbersAnImage, 1, MostImages));

    /// <param name="run">Runs so many images that lie side by side, and gives all outputs, image by image.</param>
    /// <param name="numbersAnImage">Of the input.</param>
    /// <exception cref="OnnxRuntimeException">The model fails on a single image.</exception>
    public static BatchSizes Of(Func<float[], int, float[][]> run, int numbersAnImage)
    {
        var most = Math.Clamp(MostNumbers / numbersAnImage, 1, MostImages);
        var noise = Noise(numbersAnImage, most);
        var alone = run(noise, 1)[0];
        var rates = new SortedList<int, double>();
        var (best, since) = (0.0, 0);
        for (var size = 1; size <= most && since < Patience; size *= 2)
        {
            if (!AnswersAlike(size)) break;
            var rate = rates[size] = size / Enumerable.Range(0, Runs).Min(_ => Seconds(size));
            since = rate > best ? 0 : since + 1;
            best = Math.Max(best, rate);
        }
        if (rates.Count < 2) return ByInput(numbersAnImage);
        var good = rates.Where(tried => tried.Value >= best * AsGood).Select(tried => tried.Key).ToList();
        return new([.. rates.Keys.Where(size => size <= good[^1])], good[0], TakesRest: false);

        bool AnswersAlike(int size)
        {
            try { return run(noise, size).All(answer => Bits(answer).SequenceEqual(Bits(alone))); }
            catch (OnnxRuntimeException) { return false; }  // too large for the device, or not meant for several
        }

        double Seconds(int size)
        {
            var started = Stopwatch.GetTimestamp();
            run(noise, size);
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }

    /// <summary>Two that are not numbers are alike too.</summary>
    static ReadOnlySpan<byte> Bits(float[] answer) => MemoryMarshal.AsBytes(answer.AsSpan());

    /// <summary>The same image so many times, of numbers that reach every part of a model.</summary>
    static float[] Noise(int numbers, int images)
    {
        var all = new float[numbers * images];
        var state = 1u;
        for (var i = 0; i < numbers; i++)
        {
            state = state * 1_664_525 + 1_013_904_223;  // Numerical Recipes, 7.1
            all[i] = (state >> 8) / (float)(1 << 24);
        }
        for (var image = 1; image < images; image++) all.AsSpan(0, numbers).CopyTo(all.AsSpan(image * numbers));
        return all;
    }
}
