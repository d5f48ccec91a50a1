namespace Labelwise.Domain.Evaluations;

/// <summary>Area under the curve of precision over recall.</summary>
/// <remarks>COCO's: precision is made to never fall as recall falls, and averaged at the recalls 0, 0.01, … 1, being 0 where that
/// recall is never reached (pycocotools/cocoeval.py, <c>accumulate</c>).</remarks>
static class AveragePrecision
{
    const int Points = 101;

    /// <param name="right">Of each found box, best score first: how often it counts as right.</param>
    /// <param name="wrong">Likewise as wrong; neither for one that is ignored.</param>
    /// <param name="there">How many boxes there are.</param>
    /// <param name="precision">Room for as many numbers.</param>
    /// <param name="recall">Likewise.</param>
    public static (double Ap, double Recall) Of(ReadOnlySpan<byte> right, ReadOnlySpan<byte> wrong, double there, Span<double> precision, Span<double> recall)
    {
        if (there <= 0) return (double.NaN, double.NaN);
        double rights = 0, wrongs = 0;
        for (var i = 0; i < right.Length; i++)
        {
            rights += right[i];
            wrongs += wrong[i];
            recall[i] = rights / there;
            precision[i] = rights / (rights + wrongs + double.Epsilon);
        }
        for (var i = right.Length - 1; i > 0; i--) precision[i - 1] = Math.Max(precision[i - 1], precision[i]);
        var (sum, at) = (0.0, 0);
        for (var p = 0; p < Points && at < right.Length; p++)
        {
            while (at < right.Length && recall[at] < p * 0.01) at++;
            if (at < right.Length) sum += precision[at];
        }
        return (sum / Points, right.IsEmpty ? 0 : rights / there);
    }
}
