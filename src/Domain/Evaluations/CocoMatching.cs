using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>Found boxes of one class on one image given to those that are there, as COCO does it.</summary>
/// <remarks>pycocotools/cocoeval.py, <c>evaluateImg</c>: best score first, each found box takes the box that overlaps it most among
/// those not taken, if by the threshold or more; of equals the later one. Boxes outside the range of areas are ignored: to be taken
/// only where no other is, and to count for nothing. A found box that takes none and lies outside the range is ignored too.
/// A public test set scores the same by both to six decimals.</remarks>
public static class CocoMatching
{
    /// <summary>Found boxes of a class on an image beyond these are left out.</summary>
    public const int MostFound = 100;

    /// <summary>0.50, 0.55, … 0.95.</summary>
    public static ImmutableArray<double> Thresholds { get; } = [.. Enumerable.Range(0, 10).Select(i => 0.5 + i * ((0.95 - 0.5) / 9))];

    /// <summary>All, small (under 32² px), medium and large (over 96² px).</summary>
    public static ImmutableArray<(double Least, double Most)> Areas { get; } = [(0, 1e10), (0, 32 * 32), (32 * 32, 96 * 96), (96 * 96, 1e10)];

    /// <param name="Matched">A bit for each threshold.</param>
    /// <param name="Iou">With what it took at the first threshold; 0 where nothing.</param>
    public readonly record struct Match(ushort Matched, ushort Ignored, double Iou);

    /// <param name="found">Best score first.</param>
    public static Match[] Of(IReadOnlyList<JudgedBox> truths, IReadOnlyList<JudgedBox> found, (double Least, double Most) area)
    {
        var inRange = truths.Select(t => !IsOutside(t, area)).ToArray();
        var order = Enumerable.Range(0, truths.Count).OrderBy(t => inRange[t] ? 0 : 1).ToArray();
        var matches = new Match[Math.Min(MostFound, found.Count)];
        var overlaps = new double[matches.Length, truths.Count];
        for (var f = 0; f < matches.Length; f++)
            for (var t = 0; t < truths.Count; t++) overlaps[f, t] = found[f].Iou(truths[order[t]]);
        for (var at = 0; at < Thresholds.Length; at++)
        {
            var taken = new bool[truths.Count];
            for (var f = 0; f < matches.Length; f++)
            {
                var (best, by) = (-1, Math.Min(Thresholds[at], 1 - 1e-10));
                for (var t = 0; t < truths.Count; t++)
                {
                    if (taken[t]) continue;
                    if (best >= 0 && inRange[order[best]] && !inRange[order[t]]) break;
                    if (overlaps[f, t] < by) continue;
                    (best, by) = (t, overlaps[f, t]);
                }
                if (best >= 0) taken[best] = true;
                var bit = 1 << at;
                var ignored = best >= 0 ? !inRange[order[best]] : IsOutside(found[f], area);
                matches[f] = new(
                    (ushort)(matches[f].Matched | (best >= 0 ? bit : 0)), (ushort)(matches[f].Ignored | (ignored ? bit : 0)),
                    at == 0 && best >= 0 ? by : matches[f].Iou);
            }
        }
        return matches;
    }

    public static bool IsOutside(in JudgedBox box, (double Least, double Most) area) => box.AreaPx < area.Least || box.AreaPx > area.Most;
}
