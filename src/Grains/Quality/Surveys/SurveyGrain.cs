using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality.Surveys;

sealed class SurveyGrain(ISurveyor surveyor, IEmbeddingFiles embeddings, TimeProvider time) : Grain, ISurveyGrain
{
    /// <summary>Blocks read at once.</summary>
    const int BlocksAtOnce = 4;

    /// <summary>Blocks that somebody waits for; of more, they are told what is known.</summary>
    const int WaitsFor = 8;

    /// <summary>Reading rests so many times as long as it took, so that it costs a tenth of the time at most.</summary>
    const int RestsFor = 9;

    /// <summary>Batches read between two summaries while there is much to read.</summary>
    const int BatchesPerSummary = 32;

    /// <summary>What is known of people's drawing is told anew when so many times the objects were judged.</summary>
    const double TellGrowth = 1.25;

    readonly Dictionary<int, BlockSurvey> blocks = [];
    readonly HashSet<int> due = [];
    readonly Dictionary<int, ImmutableArray<ulong>> looks = [];
    ImmutableSortedDictionary<int, EmbeddedBlock> embedded = ImmutableSortedDictionary<int, EmbeddedBlock>.Empty, searched = ImmutableSortedDictionary<int, EmbeddedBlock>.Empty;
    NearSamples? near;
    SurveySummary? summary;
    Task reading = Task.CompletedTask, looking = Task.CompletedTask, searching = Task.CompletedTask;
    DateTimeOffset restsUntil;
    readonly Resting betweenLooks = new(RestsFor), betweenSearches = new(RestsFor);
    long revision;
    int drawingTold;

    public async Task<AgreementView> Agreement() => (await Summary()).Agreement;

    public async Task<PairsPage> Pairs(int after, int count) => (await Summary()).Paired(after, count);

    public async Task<PeopleView> People() => new((await Summary()).Stamp, (await Summary()).People);

    public async Task<PersonDetails?> Person(UserId who) => (await Summary()).Details(who);

    public async Task<JudgedView> Judged() => JudgedView.Of((await Summary()).Whole.Judged);

    public async Task<FindingsPage> Findings(string? kind, int after, int count) => (await Looked()).Page(kind, after, count);

    /// <summary>Pictures are read, and neighbours looked for, behind the answer: the first time takes long, and after that there is little to do.</summary>
    async Task<SurveySummary> Looked()
    {
        var known = await Summary();
        if (looking.IsCompleted && time.GetUtcNow() >= betweenLooks.Until) looking = Look(known.Settings);
        if (searching.IsCompleted && embedded != searched && time.GetUtcNow() >= betweenSearches.Until) searching = Search(known.Settings);
        return known;
    }

    /// <summary>Has it found out who is near whom.</summary>
    async Task Search(ProjectSettings settings)
    {
        var (began, wanted) = (time.GetUtcNow(), embedded);
        betweenSearches.Begin(began);
        near = await embeddings.Near(wanted);
        searched = wanted;
        if (summary is { Stamp: var stamp }) summary = await surveyor.Summarise(stamp, settings, [.. blocks.Values], Looks(), near);
        betweenSearches.Done(began, time.GetUtcNow());
    }

    /// <summary>Has the pictures of blocks hashed that have new ones, one block after the other.</summary>
    async Task Look(ProjectSettings settings)
    {
        var (began, added) = (time.GetUtcNow(), false);
        betweenLooks.Begin(began);
        for (var block = 0; block < settings.Blocks; block++)
        {
            if (looks.TryGetValue(block, out var known) && known.Length == TaskBlock.Size) continue;
            var hashes = await GrainFactory.GetGrain<ILooksGrain>(TaskBlock.Key(settings.Id, block)).Hashes();
            added |= hashes.Length != (known.IsDefault ? 0 : known.Length);
            looks[block] = hashes;
        }
        if (added && summary is { Stamp: var stamp }) summary = await surveyor.Summarise(stamp, settings, [.. blocks.Values], Looks(), near);
        betweenLooks.Done(began, time.GetUtcNow());
    }

    /// <summary>As they are now, for another thread.</summary>
    ImmutableDictionary<int, ImmutableArray<ulong>> Looks() => looks.ToImmutableDictionary();

    async Task<SurveySummary> Summary()
    {
        var settings = await GrainFactory.GetGrain<IProjectGrain>(this.GetPrimaryKeyString()).Settings()
            ?? throw new InvalidOperationException("A survey is asked of a project that is there.");
        if (reading.IsCompleted && time.GetUtcNow() >= restsUntil) reading = CatchUp(settings);
        if (settings.Blocks <= WaitsFor || summary is not null && due.Count <= WaitsFor) await reading;
        return summary ?? SurveySummary.Of(new(null, 0, settings.Blocks, false), settings, [], Looks(), near);
    }

    /// <summary>Reads the blocks that changed since, and those never read.</summary>
    async Task CatchUp(ProjectSettings settings)
    {
        var began = time.GetUtcNow();
        var changed = await GrainFactory.GetGrain<IQueueGrain>(this.GetPrimaryKeyString()).ChangedSince(revision);
        due.UnionWith(changed.Blocks.Where(b => b < settings.Blocks));
        due.UnionWith(Enumerable.Range(0, settings.Blocks).Where(b => !blocks.ContainsKey(b)));
        revision = changed.Revision;
        var batches = due.Order().Chunk(BlocksAtOnce).ToList();
        foreach (var (at, some) in batches.Index())
        {
            await Task.WhenAll(some.Select(b => Read(b, settings)));
            if (at % BatchesPerSummary == 0 && at < batches.Count - 1) await Summarise(summary?.Stamp.AsOf, settings);
        }
        if (batches.Count > 0 || summary is null || summary.Settings != settings) await Summarise(began, settings);
        else summary = summary.At(began);
        if (due.Count is 0) await TellDrawing(summary!);
        restsUntil = time.GetUtcNow() + RestsFor * (time.GetUtcNow() - began);
    }

    async Task Summarise(DateTimeOffset? asOf, ProjectSettings settings) => summary = await surveyor.Summarise(
        new(asOf, blocks.Count, settings.Blocks, due.Count == 0), settings, [.. blocks.Values], Looks(), near);

    async Task TellDrawing(SurveySummary known)
    {
        if (known.Drawing() is not { Objects: > 0 } drawing || drawing.Objects < drawingTold * TellGrowth) return;
        await GrainFactory.GetGrain<IQualityGrain>(this.GetPrimaryKeyString()).LearnDrawing(drawing);
        drawingTold = drawing.Objects;
    }

    async Task Read(int block, ProjectSettings settings)
    {
        var tasks = await GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(settings.Id, block)).AnsweredTasks();
        var people = tasks.SelectMany(t => t.Row.Opinions.Select(o => o.Annotator)).Distinct().ToImmutableArray();
        var quality = GrainFactory.GetGrain<IQualityGrain>(this.GetPrimaryKeyString());
        var estimates = await quality.Estimates([.. people.Select(who => new ClassOpinion(who, -1))], 0, null, -1, []);
        var calibrations = new Dictionary<ModelRef, Calibrator>();
        foreach (var model in tasks.Select(t => t.Prediction?.Model).OfType<ModelRef>().Distinct().ToList())
            if ((await quality.Estimates([], 0, model, -1, [])).Calibration is { ChangesNothing: false } fitted) calibrations[model] = fitted;
        var accuracies = people.Zip(estimates.Accuracies).ToDictionary(p => p.First, p => p.Second);
        if (await GrainFactory.GetGrain<IEmbeddingsGrain>(TaskBlock.Key(settings.Id, block)).Known() is { } told) embedded = embedded.SetItem(block, told);
        blocks[block] = await surveyor.Survey(new(tasks, settings, accuracies, calibrations));
        due.Remove(block);
    }
}
