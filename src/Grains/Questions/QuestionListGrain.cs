using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Questions;
using Orleans.Runtime;

namespace Labelwise.Grains.Questions;

sealed class QuestionListGrain([PersistentState("question-list")] IPersistentState<QuestionRows> kept) : Grain, IQuestionListGrain
{
    /// <summary>Most questions of a project.</summary>
    const int MostQuestions = 20_000;

    static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    IGrainTimer? asking;

    /// <summary>What was reported last may have been lost with a process: questions that may have more to say are asked.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var unsure = kept.State.Items.Where(r => r.Version is 0 || r.OwesTask || r.State is not QuestionState.Closed).Select(r => r.Id).ToImmutableArray();
        if (!unsure.IsEmpty)
            asking = this.RegisterGrainTimer(_ => Ask(unsure), new GrainTimerCreationOptions(TimeSpan.Zero, AskAgainAfter) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task Note(QuestionId question) => kept.State.Items.Any(r => r.Id == question) ? Task.CompletedTask
        : kept.State.Items.Length < MostQuestions ? Become(new(question, 0, null, QuestionState.Open, null, default, OwesTask: false))
        : throw new InvalidOperationException($"A project has {MostQuestions} questions at most.");

    public Task Forget(QuestionId question) => kept.State.Items.Any(r => r.Id == question && r.Version is 0)
        ? kept.Become(new() { Items = kept.State.Items.RemoveAll(r => r.Id == question) }, DeactivateOnIdle) : Task.CompletedTask;

    public Task Report(QuestionRow row) =>
        kept.State.Items.FirstOrDefault(r => r.Id == row.Id) is { } known && known.Version >= row.Version ? Task.CompletedTask : Become(row);

    public Task<ImmutableArray<QuestionRow>> Page(QuestionFilter filter, QuestionRow? after, int limit)
    {
        var rows = kept.State.Items.Where(filter.Passes).Where(r => after is null || QuestionRow.LatestFirst(r, after) > 0).ToList();
        rows.Sort(QuestionRow.LatestFirst);
        return Task.FromResult(rows.Take(limit).ToImmutableArray());
    }

    public Task<ImmutableArray<int>> Counts(UserId? asker)
    {
        var counts = new int[3];
        var filter = new QuestionFilter(Asker: asker);
        foreach (var row in kept.State.Items)
            if (filter.Passes(row)) counts[(int)row.State]++;
        return Task.FromResult(counts.ToImmutableArray());
    }

    /// <summary>One that nobody asked after all is forgotten.</summary>
    async Task Ask(ImmutableArray<QuestionId> unsure)
    {
        foreach (var id in unsure)
            if (!await GrainFactory.GetGrain<IQuestionGrain>(id.Value).TellAgain())
                await GrainFactory.GetGrain<IQuestionListGrain>(this.GetPrimaryKeyString()).Forget(id);  // on a turn of its own
        asking?.Dispose();  // where one did not answer, all are asked again
    }

    Task Become(QuestionRow row) => kept.Become(new() { Items = kept.State.Items.RemoveAll(r => r.Id == row.Id).Add(row) }, DeactivateOnIdle);
}

[GenerateSerializer, Immutable, Alias("question-rows")]
public sealed record QuestionRows
{
    [Id(0)] public ImmutableArray<QuestionRow> Items { get; init; } = [];
}
