using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Neighbours;
using Labelwise.Grains.Ports;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>What looks wrong about labels when they are held against those of the samples that a model sees nearest.</summary>
sealed class NeighbourFindings
{
    readonly NearSamples near;
    readonly SurveyNames names;
    readonly int[] labels;
    readonly List<string> words = [];

    public NeighbourFindings(NearSamples near, BlockSurvey whole, SurveyNames names)
    {
        (this.near, this.names, labels) = (near, names, new int[near.Tasks.Length]);
        Array.Fill(labels, -1);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (task, label) in whole.Labels)
        {
            var place = near.Tasks.BinarySearch(task);
            if (place < 0) continue;
            if (!numbers.TryGetValue(label, out var number))
            {
                numbers.Add(label, number = words.Count);
                words.Add(label);
            }
            labels[place] = number;
        }
    }

    /// <summary>Near-duplicates that are labeled differently, the least likely by chance first.</summary>
    public ImmutableArray<Finding> Twins() => [.. Domain.Quality.Neighbours.Twins.LabeledDifferently(near.Table, labels).Select(twin => new Finding(
        "near-duplicates", [Task(twin.One), Task(twin.Other)],
        FindingViews.Text($"The model '{near.Model.Model}' sees two samples nearly as one, nearer than chance brings any two together there, and they are labeled '{Label(twin.One)}' and '{Label(twin.Other)}'."),
        FindingViews.Numbers(("similarity", Similarity(twin.Apart)), ("byChance", twin.ByChance)), "embeddings"))];

    /// <summary>Classes that those around contradict, the most doubted first, each beside the nearest of these; nothing where labels are no classes, since then they are
    /// rarely equal.</summary>
    public IEnumerable<Finding> OddOnes() => names.Classes < 2 ? [] : OddAmongNeighbours.Of(near.Table, labels, words.Count).Select(odd => new Finding(
        "odd-among-neighbours", [Task(odd.Place), Task(odd.Witness)],
        FindingViews.Text($"Labeled '{Label(odd.Place)}', as {odd.Alike} of the {odd.Around} labeled samples that the model '{near.Model.Model}' sees nearest to it; {odd.Otherwise} of them are '{names.Label(words[odd.Rather])}'."),
        FindingViews.Numbers(("doubt", odd.Doubt), ("alike", odd.Alike), ("otherwise", odd.Otherwise), ("around", odd.Around), ("similarity", Similarity(odd.Apart))), "embeddings"));

    TaskId Task(int place) => new(names.Project, near.Tasks[place]);

    string Label(int place) => names.Label(words[labels[place]]);

    /// <summary>Cosine.</summary>
    static double Similarity(float apart) => 1 - apart * apart / 2;
}
