using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>All that a project's answers say about one person, as sums over tasks.</summary>
public sealed class PersonSums
{
    public AgainstOthers Others { get; } = new();
    public Confusions Confusions { get; } = new();
    public AnswerTrail Trail { get; } = new();

    /// <summary>Beside what a reviewer made of labels that nobody else had a part in.</summary>
    public ScoreTrail Likeness { get; } = new();

    /// <summary>Known answers alone, apart from the above: whoever gave them must not see which they were.</summary>
    public AnswerTrail KnownTrail { get; } = new();
    public Durations Time { get; } = new();

    /// <summary>Time of the answers whose tasks others answered too, and the others' time on the same tasks.</summary>
    public Durations TimeShared { get; } = new();
    public Durations TimeOfPeers { get; } = new();
    public ShapeSums Shapes { get; } = new();
    public ObjectErrors Errors { get; } = new();

    /// <summary>Beside what several people's documents amount to as well, not only what reviewers accepted.</summary>
    public ObjectClasses Classes { get; } = new();
    public TextSums Texts { get; } = new();

    /// <summary>How they changed.</summary>
    /// <param name="classes">K; where there are fewer than two, it goes by labels.</param>
    /// <param name="known">Whether known answers count: of classes alone, as labels that a reviewer took as they were would be likelier than any to known ones.</param>
    public ImmutableArray<TrailChange> Changes(int classes, bool known)
    {
        if (classes < 2) return TrailChanges.Of(Likeness);
        var all = new AnswerTrail();
        all.Add(Trail);
        if (known) all.Add(KnownTrail);
        return TrailChanges.Of(all, classes);
    }

    /// <summary>Answers that a reviewer judged, and those among them that stood.</summary>
    public int Reviewed { get; set; }
    public int Stood { get; set; }

    public void Add(PersonSums other)
    {
        Others.Add(other.Others);
        Confusions.Add(other.Confusions);
        Trail.Add(other.Trail);
        Likeness.Add(other.Likeness);
        KnownTrail.Add(other.KnownTrail);
        Time.Add(other.Time);
        TimeShared.Add(other.TimeShared);
        TimeOfPeers.Add(other.TimeOfPeers);
        Shapes.Add(other.Shapes);
        Errors.Add(other.Errors);
        Classes.Add(other.Classes);
        Texts.Add(other.Texts);
        Reviewed += other.Reviewed;
        Stood += other.Stood;
    }
}

/// <summary>Shapes of one side beside those of another, matched one to one.</summary>
public sealed class ShapeSums
{
    double likeness;

    public int Matched { get; private set; }

    /// <summary>Matched ones of the same class.</summary>
    public int SameClass { get; private set; }

    /// <summary>Those that only the other side has.</summary>
    public int Missed { get; private set; }

    /// <summary>Those that only this side has.</summary>
    public int Extra { get; private set; }

    public void AddMatch(double alike, bool sameClass)
    {
        Matched++;
        likeness += alike;
        if (sameClass) SameClass++;
    }

    public void AddUnmatched(int missed, int extra)
    {
        Missed += missed;
        Extra += extra;
    }

    public void Add(ShapeSums other)
    {
        Matched += other.Matched;
        SameClass += other.SameClass;
        Missed += other.Missed;
        Extra += other.Extra;
        likeness += other.likeness;
    }

    /// <summary>Mean likeness (IoU) of what was matched; null where nothing was.</summary>
    public double? MeanLikeness => Matched is 0 ? null : likeness / Matched;

    /// <summary>F1 of finding the same objects: twice the matched over all of both sides.</summary>
    public double? SameObjects => Matched + Missed + Extra is 0 ? null : 2.0 * Matched / (2 * Matched + Missed + Extra);

    public double? SameClasses => Matched is 0 ? null : (double)SameClass / Matched;
}

/// <summary>Texts beside those that they should be.</summary>
public sealed class TextSums
{
    public int Texts { get; private set; }
    public int Same { get; private set; }
    long edits, characters;

    /// <param name="distance">Edits from one to the other.</param>
    /// <param name="length">Characters of what it should be.</param>
    public void Add(int distance, int length)
    {
        Texts++;
        if (distance is 0) Same++;
        edits += distance;
        characters += length;
    }

    public void Add(TextSums other)
    {
        Texts += other.Texts;
        Same += other.Same;
        edits += other.edits;
        characters += other.characters;
    }

    /// <summary>Character error rate: edits for each character that should be there; null where there is none.</summary>
    public double? ErrorRate => characters is 0 ? null : (double)edits / characters;
}
