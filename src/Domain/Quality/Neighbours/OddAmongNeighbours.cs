using System.Collections.Immutable;
using Labelwise.Domain.Quality.Consistency;

namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>A sample whose label those around it contradict.</summary>
/// <param name="Rather">The label that they have.</param>
/// <param name="Witness">The nearest of those.</param>
/// <param name="Alike">Of the labeled ones around it, those with its own label…</param>
/// <param name="Otherwise">…and with <paramref name="Rather"/>.</param>
/// <param name="Doubt">From 0 to 1; see <see cref="ConfidentLearning.Doubt"/>.</param>
public readonly record struct OddOne(int Place, int Rather, int Witness, float Apart, int Alike, int Otherwise, int Around, double Doubt);

/// <summary>Finds labels that are likely wrong by those of the nearest others.</summary>
/// <remarks>Shares of labels among a sample's neighbours, itself left out, are predictions of its label that never saw it; so they can be
/// held against labels by <see cref="ConfidentLearning"/>, which sets the threshold of each label by its own. One more neighbour is added to each that has
/// all labels in their shares, lest a single one say all.</remarks>
public static class OddAmongNeighbours
{
    /// <param name="labels">By sample, below <paramref name="kinds"/>; a negative one where it has none.</param>
    /// <returns>The most doubted first.</returns>
    public static ImmutableArray<OddOne> Of(NearestTable near, ReadOnlySpan<int> labels, int kinds)
    {
        var usual = Usual(labels, kinds);
        var (learning, shares) = (new ConfidentLearning(), new double[kinds]);
        for (var i = 0; i < near.Count; i++)
            if (labels[i] >= 0 && Shares(near, labels, i, usual, shares) > 0) learning.Add(labels[i], shares);
        var found = new List<OddOne>();
        for (var i = 0; i < near.Count; i++)
            if (labels[i] >= 0 && Shares(near, labels, i, usual, shares) is > 0 and var around
                && ConfidentLearning.IsCandidate(labels[i], shares) && learning.Rather(labels[i], shares) is { } rather)
                found.Add(Told(near, labels, i, rather, around, ConfidentLearning.Doubt(labels[i], shares)));
        return [.. found.OrderByDescending(o => o.Doubt).ThenBy(o => o.Apart).ThenBy(o => o.Place)];
    }

    /// <summary>How much each label is doubted by those around, in the samples' order; 0 where nobody labeled is near.</summary>
    public static double[] Doubts(NearestTable near, ReadOnlySpan<int> labels, int kinds)
    {
        var (usual, shares, doubts) = (Usual(labels, kinds), new double[kinds], new double[near.Count]);
        for (var i = 0; i < doubts.Length; i++)
            if (labels[i] >= 0 && Shares(near, labels, i, usual, shares) > 0) doubts[i] = ConfidentLearning.Doubt(labels[i], shares);
        return doubts;
    }

    static double[] Usual(ReadOnlySpan<int> labels, int kinds)
    {
        var usual = new double[kinds];
        var labeled = 0;
        foreach (var label in labels)
            if (label >= 0)
            {
                usual[label]++;
                labeled++;
            }
        for (var k = 0; k < kinds; k++) usual[k] /= Math.Max(1, labeled);
        return usual;
    }

    /// <returns>Neighbours with a label.</returns>
    static int Shares(NearestTable near, ReadOnlySpan<int> labels, int of, double[] usual, double[] shares)
    {
        usual.CopyTo(shares, 0);
        var around = 0;
        foreach (var other in near.Others(of))
            if (labels[other] is >= 0 and var label)
            {
                shares[label]++;
                around++;
            }
        for (var k = 0; k < shares.Length; k++) shares[k] /= around + 1;
        return around;
    }

    static OddOne Told(NearestTable near, ReadOnlySpan<int> labels, int of, int rather, int around, double doubt)
    {
        var (witness, apart, alike, otherwise) = (-1, 0f, 0, 0);
        var others = near.Others(of);
        var distances = near.Apart(of);
        for (var r = 0; r < others.Length; r++)
        {
            var label = labels[others[r]];
            if (label == labels[of]) alike++;
            if (label != rather) continue;
            if (otherwise++ is 0) (witness, apart) = (others[r], distances[r]);
        }
        return new(of, rather, witness, apart, alike, otherwise, around, doubt);
    }
}
