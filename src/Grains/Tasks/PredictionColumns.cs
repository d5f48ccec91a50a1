using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>A block's predictions in some 25 bytes each and 5 for each probability: models and times once, and the label of a
/// class once. A whole prediction is made when somebody asks for it.</summary>
sealed class PredictionColumns
{
    readonly List<ModelRef> models = [];
    List<long> times = [];

    /// <summary>What a class is labelled by; a label that differs is kept with its row.</summary>
    readonly Dictionary<int, ContentHash> labelOf = [];
    ContentHash[]? ownLabels;
    Packed[] rows = [];
    readonly ByteRows probabilities = new();
    readonly RowBytes scratch = new();

    /// <summary>Rows that have one.</summary>
    public int Count { get; private set; }

    /// <summary>What most want to know of a row's prediction; null where there is none.</summary>
    public PredictionGist? Gist(int row) =>
        row < rows.Length && rows[row] is { Model: > 0 } p ? new(models[p.Model - 1], p.Class, p.Confidence, new(times[p.Time], TimeSpan.Zero)) : null;

    public PredictedRow? Whole(int row) =>
        Gist(row) is { } g ? new(row, new(g.Model, LabelOf(row), g.Class, g.Confidence, ProbabilitiesOf(row)), g.At) : null;

    /// <summary>Of a row that has a prediction.</summary>
    public ContentHash LabelOf(int row) => rows[row].OwnLabel ? ownLabels![row] : labelOf[rows[row].Class];

    public void Load(BlockPredictions stored)
    {
        foreach (var predicted in stored.Rows) Put(predicted);
    }

    public BlockPredictions Snapshot() => new() { Rows = [.. Enumerable.Range(0, rows.Length).Select(Whole).OfType<PredictedRow>()] };

    public void Put(PredictedRow predicted)
    {
        var (row, p) = (predicted.Row, predicted.Prediction);
        if (row >= rows.Length)
        {
            Array.Resize(ref rows, TaskBlock.Size);
            probabilities.Grow(TaskBlock.Size);
        }
        if (rows[row].Model == 0) Count++;
        var model = models.IndexOf(p.Model);
        if (model < 0) { model = models.Count; models.Add(p.Model); }
        var own = p.Class < 0 || !(labelOf.TryAdd(p.Class, p.Label) || labelOf[p.Class] == p.Label);
        if (own) (ownLabels ??= new ContentHash[TaskBlock.Size])[row] = p.Label;
        rows[row] = new(p.Confidence, p.Class, (ushort)(model + 1), Time(predicted.At), own);
        if (p.Probabilities.IsDefault) { probabilities.Remove(row); return; }
        scratch.Clear();
        foreach (var one in p.Probabilities)
        {
            scratch.Number(one.Class);
            scratch.Float(one.Probability);
        }
        probabilities.Put(row, scratch.Written);
    }

    /// <summary>Those of one call share theirs.</summary>
    ushort Time(DateTimeOffset at)
    {
        var known = times.LastIndexOf(at.UtcTicks);
        if (known >= 0) return (ushort)known;
        if (times.Count == ushort.MaxValue) Forget();
        times.Add(at.UtcTicks);
        return (ushort)(times.Count - 1);
    }

    /// <summary>Leaves out the times of predictions that others have replaced: at most one a row is left.</summary>
    void Forget()
    {
        var before = times;
        times = [.. rows.Where(p => p.Model > 0).Select(p => before[p.Time]).Distinct()];
        for (var row = 0; row < rows.Length; row++)
            if (rows[row].Model > 0) rows[row] = rows[row] with { Time = (ushort)times.IndexOf(before[rows[row].Time]) };
    }

    ImmutableArray<ClassProbability> ProbabilitiesOf(int row)
    {
        if (!probabilities.Has(row)) return default;
        var from = new RowReader(probabilities[row]);
        var read = ImmutableArray.CreateBuilder<ClassProbability>();
        while (from.Left > 0) read.Add(new(from.Number(), from.Float()));
        return read.DrainToImmutable();
    }

    /// <param name="Model">Its number, from 1 on; 0 stands for no prediction.</param>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    readonly record struct Packed(double Confidence, int Class, ushort Model, ushort Time, bool OwnLabel);
}

/// <summary>A prediction without its label and probabilities.</summary>
readonly record struct PredictionGist(ModelRef Model, int Class, double Confidence, DateTimeOffset At);
