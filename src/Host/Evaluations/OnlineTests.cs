using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Jobs;

namespace Labelwise.Host.Evaluations;

/// <summary>Reads from submissions how often people hand in something else than a model said, and how long they take.</summary>
sealed class OnlineTests(IGrainFactory grains, ILabelStore labels) : IAsyncDisposable
{
    /// <summary>Blocks looked at, spread over the project: enough for narrow intervals, whatever its size.</summary>
    const int MostBlocks = 16;

    readonly OffGrain work = new();

    public Task<OnlineTestAnswer> Of(ProjectSettings project, CancellationToken cancellation) => work.Run(async aborted =>
    {
        var (models, without) = (new SortedDictionary<(string Model, int Version), ModelSums>(), new AnswerSums());
        var step = Math.Max(1.0, project.Blocks / (double)MostBlocks);
        for (var at = 0.0; at < project.Blocks; at += step)
            await Add(await grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(project.Id, (int)at)).AnsweredTasks(), models, without, aborted);
        return new OnlineTestAnswer(
            [.. models.Select(m => new OnlineModelAnswer(
                m.Key.Model, m.Key.Version, OnlineAnswers.Of(m.Value.Shown), OnlineAnswers.Of(m.Value.Hidden), Interval(m.Value.Shown.TimesLongerThan(m.Value.Hidden.Answers >= without.Answers ? m.Value.Hidden : without))))],
            OnlineAnswers.Of(without));
    }, cancellation);

    async Task Add(IReadOnlyList<AnsweredTask> tasks, SortedDictionary<(string Model, int Version), ModelSums> models, AnswerSums without, CancellationToken cancellation)
    {
        var drawn = tasks.Where(t => t.Prediction is { Class: < 0 }).ToList();
        var hashes = drawn.SelectMany(t => t.Row.Opinions.Select(o => o.Label).Append(t.Prediction!.Label)).Distinct().ToArray();
        var documents = hashes.Zip(await labels.Get([.. hashes], cancellation))
            .ToDictionary(d => d.First, d => d.Second is { } utf8 ? LabelDocument.Parse(utf8).Labels : null);
        foreach (var task in tasks)
            foreach (var opinion in task.Row.Opinions)
            {
                if (task.Prediction is not { } prediction || task.PredictedAt > opinion.At)
                {
                    without.Add(different: false, opinion.ActiveMs);
                    continue;
                }
                var different = prediction.Class >= 0 ? prediction.Class != opinion.Class
                    : documents[prediction.Label] is not { } said || documents[opinion.Label] is not { } answered || PredictionEdits.IsDifferent(said, answered);
                var key = (prediction.Model.Model, prediction.Model.Version);
                if (!models.TryGetValue(key, out var sums)) models.Add(key, sums = new());
                (task.Shown ? sums.Shown : sums.Hidden).Add(different, opinion.ActiveMs);
            }
    }

    static IReadOnlyList<double>? Interval(Estimate? factor) => factor is { } f ? [Rounded.Of(f.Value), Rounded.Of(f.Low), Rounded.Of(f.High)] : null;

    public ValueTask DisposeAsync() => work.DisposeAsync();

    sealed record ModelSums
    {
        public AnswerSums Shown { get; } = new();
        public AnswerSums Hidden { get; } = new();
    }
}

/// <param name="Without">Answers to tasks of which no model had said anything.</param>
public sealed record OnlineTestAnswer(IReadOnlyList<OnlineModelAnswer> Models, OnlineAnswers? Without);

/// <param name="Shown">Answers of people who saw the prediction and could hand it in as it was.</param>
/// <param name="Hidden">Answers of people who did not see it: how often they disagree with it.</param>
/// <param name="TimeFactor">How many times as long answers take with the prediction shown as without, and the ends of its 95 % interval.</param>
public sealed record OnlineModelAnswer(string Model, int Version, OnlineAnswers? Shown, OnlineAnswers? Hidden, IReadOnlyList<double>? TimeFactor);

/// <param name="Different">Answers that are not what the model said.</param>
public sealed record OnlineAnswers(int Answers, int Different, double Rate, double Low, double High, double MedianMs)
{
    public static OnlineAnswers? Of(AnswerSums sums) => sums.Rate is { } rate
        ? new(sums.Answers, sums.Different, Rounded.Of(rate.Value), Rounded.Of(rate.Low), Rounded.Of(rate.High), Math.Round(sums.MedianMs!.Value)) : null;
}
