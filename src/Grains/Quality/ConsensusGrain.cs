using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.Quality;

sealed class ConsensusGrain([PersistentState("consensus")] IPersistentState<ConsensusState> state, TimeProvider time) : Grain, IConsensusGrain
{
    /// <summary>Answers before the first fit.</summary>
    const int Fewest = 20;

    /// <summary>A fit is due at once when there are so many times the answers of the last.</summary>
    const double Growth = 1.25;

    /// <summary>How long others gather.</summary>
    static readonly TimeSpan Gathering = TimeSpan.FromMinutes(2);

    /// <summary>It rests so many times as long as it took, so that it costs a tenth of one core's time at most.</summary>
    const int RestsFor = 9;

    /// <summary>Blocks spoken to at once.</summary>
    const int BlocksAtOnce = 4;

    /// <summary>Tasks weighed again at once.</summary>
    const int TasksAtOnce = 16;

    /// <summary>Posterior probabilities in a part of a round: some milliseconds, after which others have their turn.</summary>
    const int NumbersAPart = 65_536;

    DateTimeOffset restsUntil, wakesAt;
    IGrainTimer? waking;
    bool fitting, remembered;
    long told;

    /// <summary>Whom the blend hears, and by how many opinions on how many classes they were chosen.</summary>
    (ImmutableArray<CrowdVoice> Voices, int Opinions, int Classes) chosen;

    /// <summary>What the last fit knew; after a start that is found anew, once.</summary>
    Foretelling? earlier;

    public Task<ConsensusView?> View() => Task.FromResult(state.State.Last);

    public Task<PersonConsensus?> Person(UserId who) =>
        Task.FromResult(state.State.Last is { } last && last.People.FirstOrDefault(p => p.Who == who) is { } person ? new PersonConsensus(last.At, person) : null);

    public Task<Foretold> Foretold() => Task.FromResult(state.State.Foretold);

    public Task Due(long answers)
    {
        told = Math.Max(told, answers);
        if (fitting || told < Fewest || told == state.State.ToldOf) return Task.CompletedTask;
        var now = time.GetUtcNow();
        var at = told >= Growth * state.State.ToldOf ? now : now + Gathering;
        if (at < restsUntil) at = restsUntil;
        if (waking is not null && wakesAt <= at) return Task.CompletedTask;
        waking?.Dispose();
        wakesAt = at;
        waking = this.RegisterGrainTimer(Fit, new GrainTimerCreationOptions(at - now, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    async Task Fit(CancellationToken cancellation)
    {
        if (fitting) return;
        (fitting, waking) = (true, null);
        var (began, of) = (time.GetUtcNow(), told);
        try
        {
            if (await GrainFactory.GetGrain<IProjectGrain>(this.GetPrimaryKeyString()).Settings() is { ClassIds.Length: > 1 } settings)
                await Fit(settings, began, of);
        }
        finally
        {
            fitting = false;
            restsUntil = time.GetUtcNow() + RestsFor * (time.GetUtcNow() - began);
        }
        if (told > of) await Due(told);
    }

    async Task Fit(ProjectSettings settings, DateTimeOffset began, long of)
    {
        if (!remembered && state.State is { Last: not null, ReadUntil: { } until }) earlier = await Remember(settings, until);
        remembered = true;  // else what is too large to be kept would be found anew with each fit
        var before = earlier?.Classes == settings.ClassIds.Length ? earlier : null;
        var since = before is null ? null : state.State.ReadUntil;
        var opinions = new WholeOpinions(settings.ClassIds.Length, before, state.State.Foretold);
        var quality = GrainFactory.GetGrain<IQualityGrain>(this.GetPrimaryKeyString());
        var effects = new DesignEffect[settings.Blocks];
        await foreach (var (block, weighed) in OfAll(settings, b => b.Weighed(since)))
        {
            foreach (var model in weighed.Tasks.Select(t => t.Model).OfType<ModelRef>().Distinct().ToList())
                if (!opinions.Knows(model)) opinions.Take(model, (await quality.Estimates([], 0, model, -1, [])).Calibration);
            opinions.Take(block, weighed.Tasks);
            effects[block] = weighed.Effect;
        }
        // What comes from now on is in no part of this fit.
        var read = time.GetUtcNow();
        if (!opinions.IsWithinLimits) return;
        if (opinions.Count >= Growth * chosen.Opinions || chosen.Classes != settings.ClassIds.Length) chosen = default;
        var (work, fit) = await Weigh(opinions, settings);
        // First those who judge by it from now on; whatever else is lost in between comes with the next fit.
        await quality.Learn(opinions.Models(fit), fit.Shares, fit.Effect);
        await EachBlock.Tell(GrainFactory, settings.Id, EachBlock.All(settings.Blocks).Where(b => effects[b] != fit.Effect), BlocksAtOnce, b => b.Learn(fit.Effect));
        // A label that says more than its class is only as sure as its least sure part.
        var refined = Assessing.NeedsDocuments(settings, []) ? 0 : await Spread(settings, opinions, fit);
        await state.Become(new() { Last = opinions.View(fit, began, refined), ToldOf = of, Foretold = opinions.Foretold, ReadUntil = read }, DeactivateOnIdle);
        earlier = opinions.Knowing(work);
    }

    /// <summary>Chooses the voices of the blend where none are.</summary>
    async Task<(WholeFitting Work, WholeFit Fit)> Weigh(WholeOpinions opinions, ProjectSettings settings)
    {
        var work = opinions.Begin(chosen.Voices);
        WholeFit? fit;
        while ((fit = work.Go(Math.Max(1, NumbersAPart / settings.ClassIds.Length))) is null) await Task.Yield();
        if (chosen.Voices.IsDefault && !fit.Voices.IsEmpty) chosen = (fit.Voices, opinions.Count, settings.ClassIds.Length);
        return (work, fit);
    }

    /// <summary>What the last fit before a stop knew of people, from the answers that were in it: so answers that came between it and the stop are
    /// foretold too. Of models it knows nothing, so tasks on which one speaks are not. Its voices are those of the fits after it.</summary>
    async Task<Foretelling?> Remember(ProjectSettings settings, DateTimeOffset until)
    {
        var then = new WholeOpinions(settings.ClassIds.Length, null, Domain.Quality.Whole.Foretold.Nothing);
        await foreach (var (block, tasks) in OfAll(settings, b => b.WeighedThen(until))) then.Take(block, tasks);
        if (then.Count < Fewest || !then.IsWithinLimits) return null;
        return then.Knowing((await Weigh(then, settings)).Work);
    }

    async Task<int> Spread(ProjectSettings settings, WholeOpinions opinions, WholeFit fit)
    {
        var refined = 0;
        foreach (var (block, rows) in opinions.Refined(fit))
        {
            await GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(settings.Id, block)).Refine(rows);
            refined += rows.Length;
        }
        foreach (var some in opinions.Settled(fit, settings.Pipeline.Redundancy.TargetConfidence).Chunk(TasksAtOnce))
            await Task.WhenAll(some.Select(task => GrainFactory.GetGrain<ITaskGrain>(new Domain.TaskId(settings.Id, task).Value).Reassess()));
        return refined;
    }

    IAsyncEnumerable<(int Block, T Said)> OfAll<T>(ProjectSettings settings, Func<ITaskBlockGrain, Task<T>> ask) =>
        EachBlock.Ask(GrainFactory, settings.Id, EachBlock.All(settings.Blocks), BlocksAtOnce, ask);
}
