using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Consistency;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>What the answers in one block, or in all blocks together, say about agreement, people and labels: sums, and the few
/// tasks that may turn out to be findings.</summary>
public sealed class BlockSurvey
{
    /// <summary>Tasks with an answer, and the answers.</summary>
    public int Tasks { get; set; }
    public int Answers { get; set; }

    /// <summary>Classes of the classification, by option id.</summary>
    public NominalSums Classification { get; } = new();

    /// <summary>By class id (empty for the sample as a whole) and property id.</summary>
    public Dictionary<(string Class, string Property), PropertySums> Properties { get; } = [];

    /// <summary>By class id; under the empty id, of all.</summary>
    public Dictionary<string, ShapeSums> Shapes { get; } = new(StringComparer.Ordinal);

    /// <summary>Classes of objects that two people placed alike.</summary>
    public NominalSums Objects { get; } = new();

    /// <summary>By two people, the lesser id first.</summary>
    public Dictionary<(UserId One, UserId Other), PairSums> Pairs { get; } = [];

    public Dictionary<UserId, PersonSums> People { get; } = [];
    public ConfidentLearning Learning { get; } = new();
    public List<DoubtedLabel> Doubted { get; } = [];

    /// <summary>By class id.</summary>
    public Dictionary<string, SizeSums> Sizes { get; } = new(StringComparer.Ordinal);
    public List<SizedObject> Sized { get; } = [];
    public List<(int Task, OddPlace Place)> Odd { get; } = [];

    public Dictionary<Edition, EditionSums> Editions { get; } = [];

    /// <summary>Decided tasks that the lot brought to a reviewer.</summary>
    public JudgedSums Judged { get; } = new();

    /// <summary>Decided labels, by their task.</summary>
    public List<(int Task, string Label)> Labels { get; } = [];

    /// <summary>Decided samples under each licence; empty for none.</summary>
    public Dictionary<string, int> Licences { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds another block's.</summary>
    public void Add(BlockSurvey other)
    {
        Tasks += other.Tasks;
        Answers += other.Answers;
        Classification.Add(other.Classification);
        Objects.Add(other.Objects);
        Learning.Add(other.Learning);
        Judged.Add(other.Judged);
        foreach (var (key, sums) in other.Properties) Properties.At(key).Add(sums);
        foreach (var (key, sums) in other.Shapes) Shapes.At(key).Add(sums);
        foreach (var (key, sums) in other.Pairs) Pairs.At(key).Add(sums);
        foreach (var (key, sums) in other.People) People.At(key).Add(sums);
        foreach (var (key, sums) in other.Editions) Editions.At(key).Add(sums);
        foreach (var (key, sums) in other.Sizes) Sizes.At(key).Add(sums);
        foreach (var (key, n) in other.Licences) Licences[key] = Licences.GetValueOrDefault(key) + n;
        Doubted.AddRange(other.Doubted);
        Sized.AddRange(other.Sized);
        Odd.AddRange(other.Odd);
        Labels.AddRange(other.Labels);
    }
}

/// <summary>Agreement on one property, by what its values are.</summary>
public sealed class PropertySums
{
    public NominalSums Nominal { get; } = new();
    public IntervalSums Interval { get; } = new();
    public TextSums Texts { get; } = new();

    public void Add(PropertySums other)
    {
        Nominal.Add(other.Nominal);
        Interval.Add(other.Interval);
        Texts.Add(other.Texts);
    }
}

/// <summary>A label that a model doubts.</summary>
/// <param name="Probabilities">The model's, sparse.</param>
public sealed record DoubtedLabel(int Task, int Label, System.Collections.Immutable.ImmutableArray<Domain.Tasks.ClassProbability> Probabilities, double Doubt);

/// <summary>An object among the smallest or largest of its class in a block.</summary>
public sealed record SizedObject(int Task, string Class, double AreaPx);
