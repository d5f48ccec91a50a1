using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
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

    readonly PeopleSums people = new();
    readonly PredictionSums predictions = new();
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
        predictions.IsEmpty ? Task.CompletedTask : Write(state.State);

    public Task Report(BlockEvidence evidence)
    {
        people.Take(evidence);
        predictions.Take(evidence);
        JudgeIn(JudgeAfter);
        return Task.CompletedTask;
    }

    void JudgeIn(TimeSpan due)
    {
        if (judging) return;
        judging = true;
        this.RegisterGrainTimer(Judge, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    public Task<Estimates> Estimates(ImmutableArray<ClassOpinion> opinions, int classes, ModelRef? model, int predicted, ImmutableArray<int> rivals) =>
        Task.FromResult(Trust.In(opinions, classes, model, predicted, rivals));

    public Task<ImmutableArray<int>> WeakOn(UserId who) => Task.FromResult(people.Of(who) is { } known ? people.Whole.WeakOn(known.KnownConfusions) : []);

    public Task Learn(ImmutableArray<FittedModel> models, ImmutableArray<double> shares, DesignEffect effect) => Write(state.State with
    {
        Models = [.. state.State.Models.Where(m => !models.Any(n => n.Model == m.Model)), .. models], Shares = shares, Effect = effect,
    });

    public Task LearnDrawing(KnownDrawing drawing) => Write(state.State with { Drawing = drawing });

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
        var annotators = people.Judged();
        if (state.State.Acceptance is not { } acceptance) return Task.FromResult(new QualityView(annotators, null, null, null, [], null));
        var audits = predictions.Audits();
        var view = AcceptanceView.Of(acceptance.Truth, predictions.Of(acceptance.Model), audits, time.GetUtcNow());
        return Task.FromResult(new QualityView(
            annotators, view, acceptance.Model, state.State.PlannedAt, [.. audits.OrderBy(a => a.Rank)], Trust.CalibrationOf(acceptance.Model)));
    }

    /// <summary>Fixes the confident region and the looks from predictions alone, then lets the blocks know.</summary>
    async Task Begin(string run, ModelRef model)
    {
        if (await Settings() is not { } settings) return;
        await AskBlocks(settings.Blocks);
        var plan = AcceptancePlanner.Plan(settings.Pipeline.AutoAccept, predictions.Of(model));
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
        GrainFactory.GetGrain<IConsensusGrain>(this.GetPrimaryKeyString()).Due(people.Submitted).Ignore();
        if (state.State.Acceptance is not { } acceptance || await Settings() is not { } settings) return;
        await Calibrate(acceptance.Model, settings);
        // Only once every block has drawn the audits of this revision is the sample the one that was planned.
        if (predictions.AnyBehind(acceptance.Revision)) await Spread();  // a block may have failed to take it on
        if (!predictions.AllAt(acceptance.Revision, settings.Blocks)) return;
        // One at a time: what is due after it depends on audits that the blocks draw when they hear of it.
        if (AcceptanceRules.Next(acceptance.Truth, predictions.Of(acceptance.Model), predictions.Audits(), time.GetUtcNow()) is not { } due) return;
        await Write(state.State with
        {
            Acceptance = acceptance with { Truth = AcceptanceRules.Evolve(acceptance.Truth, due), Revision = acceptance.Revision + 1 },
        });
        await Spread();
    }

    /// <summary>Fits the model's calibration anew once answers have grown enough to move it.</summary>
    async Task Calibrate(ModelRef model, ProjectSettings settings)
    {
        var answers = people.Submitted;
        if (answers < Math.Max(Temperature.FewestTasks, calibratedAt * CalibrateGrowth) || settings.ClassIds.Length < 2) return;
        var most = Math.Clamp(NumbersFitted / settings.ClassIds.Length / Math.Max(1, settings.Blocks), 1, TaskBlock.Size);
        var answered = new List<(ImmutableArray<double>, ImmutableArray<double>)>();
        await foreach (var (_, ofBlock) in EachBlock.Ask(GrainFactory, settings.Id, EachBlock.All(settings.Blocks), BlocksAtOnce, b => b.Answered(model, most)))
            answered.AddRange(ofBlock.Select(a => (ImmutableArray.Create(SparseProbabilities.Dense(settings.ClassIds.Length, a.Probabilities)), Trust.Truth(a, settings.ClassIds.Length))));
        calibratedAt = answers;
        if (answered.Count < Temperature.FewestTasks) return;
        var (chosen, proof) = Calibrator.Fit(answered);
        var calibration = new Calibration(model, chosen.Temperature, answered.Count, time.GetUtcNow(), chosen.Curve, proof);
        await Write(state.State with { Calibrations = [.. state.State.Calibrations.Where(c => c.Model != model), calibration] });
    }

    /// <summary>Every block carries out what is in force; returns once it is on disk everywhere.</summary>
    async Task Spread()
    {
        if (state.State.Acceptance is not { } acceptance || await Settings() is not { } settings) return;
        await EachBlock.Tell(GrainFactory, settings.Id, EachBlock.All(settings.Blocks), BlocksAtOnce, b => b.Apply(acceptance));
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
        var project = ProjectId.Parse(this.GetPrimaryKeyString());
        await foreach (var (_, evidence) in EachBlock.Ask(GrainFactory, project, EachBlock.All(count), BlocksAtOnce, b => b.Evidence()))
            await Report(evidence);
    }

    public Task<ModelHistogram?> Predictions() => Task.FromResult(predictions.OfMost());

    Task Write(QualityState changed) => state.Become(changed with { People = [.. people.All] }, DeactivateOnIdle);

    Trust Trust => new(people, state.State);

    Task<ProjectSettings?> Settings() => GrainFactory.GetGrain<IProjectGrain>(this.GetPrimaryKeyString()).Settings();
}
