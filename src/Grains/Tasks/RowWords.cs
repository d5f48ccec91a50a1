using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>What the packed rows of a block name by numbers: people, models, rules and what a class is labelled by, each
/// once however many rows have it. Numbers are never given anew.</summary>
sealed class RowWords
{
    readonly List<UserId> people = [];
    readonly Dictionary<string, int> numberOf = new(StringComparer.Ordinal);
    readonly List<ModelRef> models = [];
    readonly List<string> rules = [];
    readonly Dictionary<int, ContentHash> labelOf = [];

    bool begun;

    /// <summary>What times count on from, in ticks: that of the first row.</summary>
    public long Epoch { get; private set; }

    public static RowWords Of(PackedRowsState stored)
    {
        var words = new RowWords { Epoch = stored.Epoch, begun = !stored.Rows.IsDefaultOrEmpty };
        foreach (var person in stored.People) words.Number(person);
        words.models.AddRange(stored.Models);
        words.rules.AddRange(stored.Rules);
        foreach (var label in stored.Labels) words.labelOf[label.Class] = label.Label;
        return words;
    }

    public PackedRowsState With(ImmutableArray<byte> rows) => new()
    {
        Rows = rows, Epoch = Epoch, People = [.. people], Models = [.. models], Rules = [.. rules],
        Labels = [.. labelOf.Select(l => new ClassLabel(l.Key, l.Value))],
    };

    public void Begin(long ticks)
    {
        if (!begun) (begun, Epoch) = (true, ticks);
    }

    public int Number(UserId person)
    {
        if (numberOf.TryGetValue(person.Value, out var known)) return known;
        people.Add(person);
        return numberOf[person.Value] = people.Count - 1;
    }

    /// <summary>The same id, by the text that all rows share.</summary>
    public UserId Person(UserId person) => people[Number(person)];

    public UserId Person(int number) => people[number];

    public int Number(ModelRef model) => Number(models, model);

    public ModelRef Model(int number) => models[number];

    public int Number(string rule) => Number(rules, rule);

    public string Rule(int number) => rules[number];

    /// <summary>Whether a label is the one that goes with its class; the first that comes is.</summary>
    public bool IsOf(int answer, ContentHash label) => answer >= 0 && (labelOf.TryAdd(answer, label) || labelOf[answer] == label);

    public ContentHash LabelOf(int answer) => labelOf[answer];

    static int Number<T>(List<T> of, T one)
    {
        if (of.IndexOf(one) is >= 0 and var known) return known;
        of.Add(one);
        return of.Count - 1;
    }
}

/// <summary>Rows as <see cref="RowCode"/> writes them, and what they name by numbers.</summary>
[GenerateSerializer, Immutable, Alias("packed-rows")]
public sealed record PackedRowsState
{
    /// <summary>One after another: how many rows are passed over, how long the row is, the row.</summary>
    [Id(0)] public ImmutableArray<byte> Rows { get; init; } = [];
    [Id(1)] public long Epoch { get; init; }
    [Id(2)] public ImmutableArray<UserId> People { get; init; } = [];
    [Id(3)] public ImmutableArray<ModelRef> Models { get; init; } = [];
    [Id(4)] public ImmutableArray<string> Rules { get; init; } = [];
    [Id(5)] public ImmutableArray<ClassLabel> Labels { get; init; } = [];
}

/// <summary>What most rows of a class are labelled by.</summary>
[GenerateSerializer, Immutable, Alias("class-label")]
public readonly record struct ClassLabel([property: Id(0)] int Class, [property: Id(1)] ContentHash Label);
