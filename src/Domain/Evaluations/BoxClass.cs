using System.Runtime.InteropServices;

namespace Labelwise.Domain.Evaluations;

/// <summary>The boxes of one class.</summary>
sealed class BoxClass(string name)
{
    readonly List<Found> found = [];
    readonly List<(int Sample, int Area, int Count)> truths = [];
    readonly List<(int Sample, BoxFindings Findings)> atWork = [];
    bool sorted;

    public string Name => name;
    public int Truths { get; private set; }

    /// <param name="of">Best score first.</param>
    public BoxFindings Add(int sample, JudgedBox[] there, JudgedBox[] of, double workingScore)
    {
        if (there.Length is 0 && of.Length is 0) return default;
        sorted = false;
        Truths += there.Length;
        var byArea = new CocoMatching.Match[CocoMatching.Areas.Length][];
        for (var a = 0; a < byArea.Length; a++)
        {
            byArea[a] = CocoMatching.Of(there, of, CocoMatching.Areas[a]);
            var count = there.Count(t => !CocoMatching.IsOutside(t, CocoMatching.Areas[a]));
            if (count > 0) truths.Add((sample, a, count));
        }
        for (var f = 0; f < byArea[0].Length; f++)
            found.Add(new(of[f].Score, sample, Packed(byArea, f, m => m.Matched), Packed(byArea, f, m => m.Ignored)));
        var findings = AtWork(there.Length, of, byArea[0], workingScore);
        atWork.Add((sample, findings));
        return findings;
    }

    /// <summary>Average precision at each threshold, and the mean recall.</summary>
    /// <returns>NaN where the class has no box of that size.</returns>
    public (double[] Ap, double Recall) Curve(ReadOnlySpan<byte> weights, int area)
    {
        Sort();
        var there = 0.0;
        foreach (var (sample, of, count) in truths)
            if (of == area) there += count * (weights.IsEmpty ? 1 : weights[sample]);
        var boxes = CollectionsMarshal.AsSpan(found);
        var (right, wrong, precision, recall) = (new byte[boxes.Length], new byte[boxes.Length], new double[boxes.Length], new double[boxes.Length]);
        var (aps, recalls) = (new double[CocoMatching.Thresholds.Length], 0.0);
        for (var t = 0; t < aps.Length; t++)
        {
            var bit = 1UL << (16 * area + t);
            for (var i = 0; i < boxes.Length; i++)
            {
                ref readonly var box = ref boxes[i];
                var times = (box.Ignored & bit) != 0 ? (byte)0 : weights.IsEmpty ? (byte)1 : weights[box.Sample];
                (right[i], wrong[i]) = (box.Matched & bit) != 0 ? (times, (byte)0) : ((byte)0, times);
            }
            (aps[t], var reached) = AveragePrecision.Of(right, wrong, there, precision, recall);
            recalls += reached / aps.Length;
        }
        return (aps, recalls);
    }

    /// <summary>Boxes right, made up and missed at the working point.</summary>
    public (double Right, double Wrong, double Missed) AtWork(ReadOnlySpan<byte> weights)
    {
        double right = 0, wrong = 0, missed = 0;
        foreach (var (sample, findings) in atWork)
        {
            double times = weights.IsEmpty ? 1 : weights[sample];
            right += times * findings.Right;
            wrong += times * findings.Wrong;
            missed += times * findings.Missed;
        }
        return (right, wrong, missed);
    }

    /// <remarks>Boxes of a better score took theirs first, so that what those above the score took is what they would take alone.</remarks>
    static BoxFindings AtWork(int there, JudgedBox[] of, CocoMatching.Match[] matches, double workingScore)
    {
        var (right, wrong, doubt) = (0, 0, 0.0);
        for (var f = 0; f < matches.Length && of[f].Score >= workingScore; f++)
            if ((matches[f].Matched & 1) != 0) { right++; doubt += 1 - matches[f].Iou; }
            else { wrong++; doubt += of[f].Score; }
        return new(right, wrong, there - right, doubt + there - right);
    }

    static ulong Packed(CocoMatching.Match[][] byArea, int at, Func<CocoMatching.Match, ushort> bits)
    {
        var packed = 0UL;
        for (var a = 0; a < byArea.Length; a++) packed |= (ulong)bits(byArea[a][at]) << (16 * a);
        return packed;
    }

    /// <summary>Of equal scores, in the order they came: as a stable sort leaves them.</summary>
    void Sort()
    {
        if (sorted) return;
        var inOrder = found.OrderByDescending(f => f.Score).ToList();
        found.Clear();
        found.AddRange(inOrder);
        sorted = true;
    }

    /// <param name="Matched">A bit for each threshold, 16 bits for each range of areas.</param>
    readonly record struct Found(double Score, int Sample, ulong Matched, ulong Ignored);
}
