using System.Collections.Immutable;

namespace Labelwise.Domain.Evaluations;

/// <summary>All that is told of an evaluation, added up sample by sample, in the version's order.</summary>
public sealed class EvaluationSums(EvaluationTarget target)
{
    readonly ClassTally classes = new(target.Kind is EvaluationKind.Classification ? target.Classes : []);
    readonly BoxTally boxes = new(target.Kind is EvaluationKind.Detection ? target.Classes : [], target.WorkingScore);
    readonly TextTally texts = new();

    public SliceSums Slices { get; } = new(target.Kind is EvaluationKind.Detection);
    public WorstErrors Worst { get; } = new();

    /// <summary>How many samples are wrong in any way.</summary>
    public int Errors { get; private set; }

    public ITally Tally => target.Kind switch
    {
        EvaluationKind.Classification => classes, EvaluationKind.Detection => boxes, _ => texts,
    };

    /// <summary>How often what was said of what; none but of classes.</summary>
    public ImmutableArray<(string Truth, string Said, int Count)> Cells => classes.Cells;

    /// <summary>Of each sample whether it is right; null but of classes.</summary>
    public System.Collections.BitArray? Right => target.Kind is EvaluationKind.Classification ? classes.Right : null;

    /// <summary>Labels of each class: samples, or boxes.</summary>
    public int CountOf(string name) => target.Kind is EvaluationKind.Detection ? boxes.CountOf(name) : classes.CountOf(name);

    public void Add(Judged sample)
    {
        switch (target.Kind)
        {
            case EvaluationKind.Classification when classes.Add(sample.Truth!, sample.Said) is { } right:
                Note(sample, right ? 1 : 0, right ? 0 : 1, right ? 0 : Math.Max(sample.Confidence, double.Epsilon));
                break;
            case EvaluationKind.Detection:
                var found = boxes.Add(sample.Truths, sample.Found);
                Note(sample, found.Right, found.Wrong + found.Missed, found.Wrong + found.Missed is 0 ? 0 : found.Badness);
                break;
            case EvaluationKind.Text:
                var edits = texts.Add(sample.Truth!, sample.Said);
                Note(sample, edits is 0 ? 1 : 0, edits is 0 ? 0 : 1, Math.Min(1, edits / (double)Math.Max(1, sample.Truth!.Length)));
                break;
        }
    }

    void Note(Judged sample, int right, int wrong, double badness)
    {
        Slices.Add(sample.Slices, right, wrong);
        Worst.Add(sample, badness);
        if (wrong > 0) Errors++;
    }
}
