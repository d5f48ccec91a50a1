using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>A block's predictions in some 40 bytes each beside their probabilities: models once, and the label of a class once.
/// A whole prediction is made when somebody asks for it.</summary>
sealed class PredictionColumns
{
    readonly List<ModelRef> models = [];

    /// <summary>What a class is labelled by; a label that differs is kept with its row.</summary>
    readonly Dictionary<int, ContentHash> labelOf = [];
    ContentHash[]? ownLabels;
    Packed[] rows = [];

    /// <summary>What most want to know of a row's prediction; null where there is none.</summary>
    public PredictionGist? Gist(int row) =>
        row < rows.Length && rows[row] is { Model: > 0 } p ? new(models[p.Model - 1], p.Class, p.Confidence, AtOf(p)) : null;

    public bool Has(int row) => row < rows.Length && rows[row].Model > 0;

    public PredictedRow? Whole(int row) => Gist(row) is { } g
        ? new(row, new(g.Model, LabelOf(row), g.Class, g.Confidence, ImmutableCollectionsMarshal.AsImmutableArray(rows[row].Probabilities)), g.At) : null;

    public IEnumerable<PredictedRow> All => Enumerable.Range(0, rows.Length).Select(Whole).OfType<PredictedRow>();

    /// <summary>Of a row that has a prediction.</summary>
    public ContentHash LabelOf(int row) => rows[row].OwnLabel ? ownLabels![row] : labelOf[rows[row].Class];

    public void Put(PredictedRow predicted)
    {
        var (row, p) = (predicted.Row, predicted.Prediction);
        if (row >= rows.Length) Array.Resize(ref rows, TaskBlock.Size);
        var model = models.IndexOf(p.Model);
        if (model < 0) { model = models.Count; models.Add(p.Model); }
        var own = p.Class < 0 || !(labelOf.TryAdd(p.Class, p.Label) || labelOf[p.Class] == p.Label);
        if (own) (ownLabels ??= new ContentHash[TaskBlock.Size])[row] = p.Label;
        rows[row] = new(
            predicted.At.UtcTicks, p.Confidence, ImmutableCollectionsMarshal.AsArray(p.Probabilities), p.Class, (ushort)(model + 1), own);
    }

    static DateTimeOffset AtOf(Packed p) => new(p.AtTicks, TimeSpan.Zero);

    /// <param name="Model">Its number, from 1 on; 0 stands for no prediction.</param>
    readonly record struct Packed(long AtTicks, double Confidence, ClassProbability[]? Probabilities, int Class, ushort Model, bool OwnLabel);
}

/// <summary>A prediction without its label and probabilities.</summary>
readonly record struct PredictionGist(ModelRef Model, int Class, double Confidence, DateTimeOffset At);
