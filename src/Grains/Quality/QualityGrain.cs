using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.Quality;

sealed class QualityGrain([PersistentState("quality")] IPersistentState<QualityState> state, TimeProvider time, IChance chance)
    : Grain, IQualityGrain
{
    /// <summary>How long evidence gathers before it is judged.</summary>
    static readonly TimeSpan JudgeAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after a start blocks that did not answer are asked again, and evidence is looked at again where that failed.</summary>
    static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>Blocks spoken to at once.</summary>
    const int BlocksAtOnce = 16;

    /// <summary>A calibration is fitted anew when there are so many times the answers of the last fit.</summary>
    const double CalibrateGrowth = 1.25;

    /// <summary>Most probabilities in one fit, tasks times classes: it takes one turn of the grain.</summary>
    const int NumbersFitted = 32_768;

    readonly Dictionary<int, BlockEvidence> blocks = [];
    readonly PeopleSums people = new();
    IGrainTimer? refreshing;
    bool judging;
    long calibratedAt;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        people.Expect(state.State.People);
        if (await Settings() is { Blocks: > 0 })
            refreshing = this.RegisterGrainTimer(Refresh, new GrainTimerCreationOptions(TimeSpan.Zero, AskAgainAfter) { Interleave = true });
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        blocks.Count > 0 ? Write(state.State) : Task.CompletedTask;

    public Task Report(BlockEvidence evidence)
    {
        Take(evidence);
        JudgeIn(JudgeAfter);
        return Task.CompletedTask;
    }

    void JudgeIn(TimeSpan due)
    {
        if (judging) return;
        judging = true;
        this.RegisterGrainTimer(Judge, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    public Task<Estimates> Estimates(ImmutableArray<ClassOpinion> opinions, int classes, ModelRef? model, int predicted, ImmutableArray<int> rivals) => Task.FromResult(new Estimates(
        [.. opinions.Select(o => Accuracy(o.Annotator))], (model is null ? null : CalibrationOf(model))?.Calibrator ?? Calibrator.Identity,
        opinions.All(o => o.Class >= 0 && o.Class < classes) ? Likelihood(opinions, classes, predicted) : [],
        state.State.Models.FirstOrDefault(m => m.Model == model)?.Skill ?? ModelSkill.Unknown, SharesOf(classes),
        rivals, [.. from one in rivals from other in rivals select people.Whole.Telling(one, other, classes)],
        [.. opinions.Select(o => state.State.Drawing.Of(o.Annotator))]));

    public Task<ImmutableArray<int>> WeakOn(UserId who) => Task.FromResult(people.Of(who) is { } known ? people.Whole.WeakOn(known.KnownConfusions) : []);

    public Task Learn(ImmutableArray<FittedModel> models, ImmutableArray<double> shares, DesignEffect effect) => Write(state.State with
    {
        Models = [.. state.State.Models.Where(m => !models.Any(n => n.Model == m.Model)), .. models], Shares = shares, Effect = effect,
    });

    public Task LearnDrawing(KnownDrawing drawing) => Write(state.State with { Drawing = drawing });

    /// <summary>Of a class that came since, nothing is known.</summary>
    ImmutableArray<double> SharesOf(int classes) =>
        state.State.Shares.Length == classes ? state.State.Shares : classes == 0 ? [] : Priors.Uniform(classes);

    public async Task Plan(string run, ModelRef model)
    {
        var known = state.State;
        if (known.Run == run || known.Acceptance is { } acceptance && acceptance.Model == model && acceptance.Truth.Broken.IsEmpty)
        {
            await Spread();
            return;
        }
        await Begin(run, model);
    }

    public Task Replan() => state.State is { Acceptance.Model: { } model, Run: { } run } ? Begin(run, model) : Task.CompletedTask;

    public Task<QualityView> View()
    {
        var annotators = people.All.OrderBy(p => p.Annotator.Value, StringComparer.Ordinal).Select(p => Judged(p, people.Classes)).ToImmutableArray();
        if (state.State.Acceptance is not { } acceptance) return Task.FromResult(new QualityView(annotators, null, null, null, [], null));
        var audits = Audits();
        var view = AcceptanceView.Of(acceptance.Truth, Predicted(acceptance.Model), audits, time.GetUtcNow());
        return Task.FromResult(new QualityView(
            annotators, view, acceptance.Model, state.State.PlannedAt, [.. audits.OrderBy(a => a.Rank)], CalibrationOf(acceptance.Model)));
    }

    /// <summary>Fixes the confident region and the looks from predictions alone, then lets the blocks know.</summary>
    async Task Begin(string run, ModelRef model)
    {
        if (await Settings() is not { } settings) return;
        await AskBlocks(settings.Blocks);
        var plan = AcceptancePlanner.Plan(settings.Pipeline.AutoAccept, Predicted(model));
        await Write(state.State with
        {
            Run = run, PlannedAt = time.GetUtcNow(),
            Acceptance = new((state.State.Acceptance?.Revision ?? 0) + 1, model, AcceptanceTruth.Begin(plan, chance.Draw())),
        });
        await Spread();
    }

    /// <summary>Looks at the evidence; again later where a block or the store fails, as nothing may be reported any more that would lead here.</summary>
    async Task Judge(CancellationToken cancellation)
    {
        judging = false;
        try
        {
            await Decide();
        }
        catch
        {
            JudgeIn(AskAgainAfter);
            throw;
        }
    }

    /// <summary>Looks at the audits when they are due, and acts on what they say.</summary>
    async Task Decide()
    {
        GrainFactory.GetGrain<IConsensusGrain>(this.GetPrimaryKeyString()).Due(people.All.Sum(p => (long)p.Submitted)).Ignore();
        if (state.State.Acceptance is not { } acceptance || await Settings() is not { } settings) return;
        await Calibrate(acceptance.Model, settings);
        // Only once every block has drawn the audits of this revision is the sample the one that was planned.
        if (blocks.Values.Any(b => b.Revision < acceptance.Revision)) await Spread();  // a block may have failed to take it on
        if (blocks.Count < settings.Blocks || blocks.Values.Any(b => b.Revision != acceptance.Revision)) return;
        // One at a time: what is due after it depends on audits that the blocks draw when they hear of it.
        if (AcceptanceRules.Next(acceptance.Truth, Predicted(acceptance.Model), Audits(), time.GetUtcNow()) is not { } due) return;
        await Write(state.State with
        {
            Acceptance = acceptance with { Truth = AcceptanceRules.Evolve(acceptance.Truth, due), Revision = acceptance.Revision + 1 },
        });
        await Spread();
    }

    /// <summary>Fits the model's calibration anew once answers have grown enough to move it.</summary>
    async Task Calibrate(ModelRef model, ProjectSettings settings)
    {
        var answers = people.All.Sum(p => (long)p.Submitted);
        if (answers < Math.Max(Temperature.FewestTasks, calibratedAt * CalibrateGrowth) || settings.ClassIds.Length < 2) return;
        var most = Math.Clamp(NumbersFitted / settings.ClassIds.Length / Math.Max(1, settings.Blocks), 1, TaskBlock.Size);
        var answered = new List<(ImmutableArray<double>, ImmutableArray<double>)>();
        foreach (var some in Enumerable.Range(0, settings.Blocks).Chunk(BlocksAtOnce))
            foreach (var ofBlock in await Task.WhenAll(some.Select(b => Block(b).Answered(model, most))))
                answered.AddRange(ofBlock.Select(a => Weighed(a, settings.ClassIds.Length)));
        calibratedAt = answers;
        if (answered.Count < Temperature.FewestTasks) return;
        var (chosen, proof) = Calibrator.Fit(answered);
        var calibration = new Calibration(model, chosen.Temperature, answered.Count, time.GetUtcNow(), chosen.Curve, proof);
        await Write(state.State with { Calibrations = [.. state.State.Calibrations.Where(c => c.Model != model), calibration] });
    }

    (ImmutableArray<double>, ImmutableArray<double>) Weighed(AnsweredPrediction answered, int classes) => (
        [.. SparseProbabilities.Dense(classes, answered.Probabilities)],
        answered.Reviewed is { } verdict ? OneCoin.Certain(classes, verdict)
            : OneCoin.Product(Priors.Uniform(classes).AsSpan(), Likelihood(answered.Opinions, classes, predicted: -1).AsSpan()));

    ImmutableArray<double> Likelihood(ImmutableArray<ClassOpinion> opinions, int classes, int predicted) => ConfusionSums.Likelihood(
        [.. opinions.Select(o => (people.Of(o.Annotator)?.KnownConfusions ?? [], o.Class, Accuracy(o.Annotator)))], people.Whole.Lookalikes(classes),
        predicted, state.State.Effect);

    double Accuracy(UserId annotator) => (people.Of(annotator)?.Known ?? default).Accuracy;

    Calibration? CalibrationOf(ModelRef model) => state.State.Calibrations.FirstOrDefault(c => c.Model == model);

    /// <summary>Every block carries out what is in force; returns once it is on disk everywhere.</summary>
    async Task Spread()
    {
        if (state.State.Acceptance is not { } acceptance || await Settings() is not { } settings) return;
        foreach (var some in Enumerable.Range(0, settings.Blocks).Chunk(BlocksAtOnce))
            await Task.WhenAll(some.Select(b => Block(b).Apply(acceptance)));
    }

    /// <summary>After a start: what the blocks know, and what they may not have heard.</summary>
    async Task Refresh(CancellationToken cancellation)
    {
        await Spread();
        if (await Settings() is { } settings) await AskBlocks(settings.Blocks);
        refreshing?.Dispose();  // where one did not answer, all are asked again
    }

    async Task AskBlocks(int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(BlocksAtOnce))
            foreach (var evidence in await Task.WhenAll(some.Select(b => Block(b).Evidence())))
                await Report(evidence);
    }

    void Take(BlockEvidence evidence)
    {
        people.Take(evidence);
        if (blocks.TryGetValue(evidence.Block, out var known) && known.Sequence >= evidence.Sequence) return;
        blocks[evidence.Block] = evidence with { Annotators = [] };
    }

    static AnnotatorQuality Judged(AnnotatorEvidence evidence, ImmutableArray<int> everybody)
    {
        var (low, high) = evidence.Known.Interval(0.95);
        return new(evidence, evidence.Known.Accuracy, low, high, Flags.Of(evidence, evidence.Classes.Length, everybody));
    }

    List<Audit> Audits() => [.. blocks.Values.SelectMany(b => b.Audits)];

    public Task<ModelHistogram?> Predictions() => Task.FromResult(
        blocks.Values.SelectMany(b => b.Predicted).Select(p => p.Model).Distinct().Select(model => new ModelHistogram(model, Predicted(model)))
            .MaxBy(known => known.Histogram.Total));

    PredictionHistogram Predicted(ModelRef model)
    {
        var known = blocks.Values.SelectMany(b => b.Predicted).Where(p => p.Model == model).Select(p => p.Histogram).ToList();
        var classes = known.Count == 0 ? 0 : known.Max(h => h.Classes);
        return known.Select(h => PeopleSums.Widen(h, classes)).Aggregate(PredictionHistogram.Empty(classes), (sum, h) => sum + h);
    }

    async Task Write(QualityState changed)
    {
        var before = state.State;
        state.State = changed with { People = [.. people.All] };
        try { await state.WriteStateAsync(); }
        catch { state.State = before; DeactivateOnIdle(); throw; }
    }

    ITaskBlockGrain Block(int block) =>
        GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(ProjectId.Parse(this.GetPrimaryKeyString()), block));

    Task<ProjectSettings?> Settings() => GrainFactory.GetGrain<IProjectGrain>(this.GetPrimaryKeyString()).Settings();
}

/// <summary>What must outlive a restart: the acceptance in force. What is known of people is a hint until blocks report.</summary>
[GenerateSerializer, Immutable, Alias("quality-state")]
public sealed record QualityState
{
    [Id(0)] public string? Run { get; init; }
    [Id(1)] public AcceptanceInForce? Acceptance { get; init; }
    [Id(2)] public DateTimeOffset? PlannedAt { get; init; }
    [Id(3)] public ImmutableArray<AnnotatorEvidence> People { get; init; } = [];
    [Id(4)] public ImmutableArray<Calibration> Calibrations { get; init; } = [];
    [Id(5)] public ImmutableArray<FittedModel> Models { get; init; } = [];
    [Id(6)] public ImmutableArray<double> Shares { get; init; } = [];
    [Id(7)] public KnownDrawing Drawing { get; init; } = KnownDrawing.Nothing;
    [Id(8)] public DesignEffect Effect { get; init; }
}
