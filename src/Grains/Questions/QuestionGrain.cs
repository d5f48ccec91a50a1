using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Questions;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Feed;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.Questions;

sealed class QuestionGrain([PersistentState("question")] IPersistentState<KeptQuestion> kept, TimeProvider time) : Grain, IQuestionGrain
{
    Question? recorded;
    QuestionId id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (recorded, id) = (kept.State.Question, QuestionId.Parse(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public async Task<Outcome<Question>> Ask(AskQuestion command)
    {
        if (recorded is null) await Listed.Note(id);  // first, so that none is ever asked unlisted
        return await Record(QuestionRules.Ask(recorded, id, command, time.GetUtcNow()));
    }

    public async Task<Outcome<Question>> Answer(AnswerQuestion command) =>
        recorded is null ? new NotFound() : await Record(QuestionRules.Answer(recorded, command, time.GetUtcNow()));

    public async Task<Outcome<Question>> Close(CloseQuestion command) =>
        recorded is null ? new NotFound() : await Record(QuestionRules.Close(recorded, command, time.GetUtcNow()));

    public Task<Question?> Truth() => Task.FromResult(recorded);

    public async Task<bool> TellAgain()
    {
        if (recorded is null) return false;
        await Tell();
        return true;
    }

    /// <summary>Whoever repeats may not have heard the first answer, and neither may the task or the list.</summary>
    async Task<Outcome<Question>> Record(QuestionRuling ruling)
    {
        if (ruling.Refusal is { } why) return why;
        if (ruling.Question != recorded) await Write(ruling.Question!);
        await Tell();
        return recorded!;
    }

    async Task Tell()
    {
        if (recorded!.OwesTask) await TellTask(recorded);
        await Listed.Report(QuestionRow.Of(recorded));
        GrainFactory.GetGrain<IFeedGrain>(id.Project.Value).Publish(new QuestionsChanged([id])).Ignore();
    }

    async Task TellTask(Question question)
    {
        var task = GrainFactory.GetGrain<ITaskGrain>(question.About.Task!.Value.Value);
        var fingerprint = (ulong)question.Hold;
        var key = new CommandKey($"question-{id.Name}-{question.Hold}");
        var heard = question.Hold is TaskHold.Asked
            ? await task.Await(new(key, question.Asker, fingerprint, question.Lease!.Value, id))
            : await task.Resume(new(key, question.Asker, fingerprint, id, new(ReturnLease())));
        await Write(QuestionRules.TaskKnows(question, heard.Refusal is not null));
    }

    /// <summary>The same for every repeat.</summary>
    string ReturnLease() => ContentHash.Of(Encoding.UTF8.GetBytes($"{id} answered")).ToString()[..32];

    async Task Write(Question question)
    {
        await kept.Become(new() { Question = question }, DeactivateOnIdle);
        recorded = question;
    }

    IQuestionListGrain Listed => GrainFactory.GetGrain<IQuestionListGrain>(id.Project.Value);
}

[GenerateSerializer, Immutable, Alias("kept-question")]
public sealed record KeptQuestion
{
    [Id(0)] public Question? Question { get; init; }
}
