using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Questions;

/// <summary>Ask something.</summary>
/// <param name="Lease">The hold to let go of until the answer comes; null to go on meanwhile.</param>
[GenerateSerializer, Immutable, Alias("ask-question")]
public sealed record AskQuestion(
    [property: Id(0)] CommandKey Key, [property: Id(1)] UserId By, [property: Id(2)] ulong Fingerprint,
    [property: Id(3)] QuestionSubject About, [property: Id(4)] string Text, [property: Id(5)] LeaseId? Lease);

/// <summary>Add to the thread: a curator's word answers, the asker's own asks on.</summary>
[GenerateSerializer, Immutable, Alias("answer-question")]
public sealed record AnswerQuestion(
    [property: Id(0)] CommandKey Key, [property: Id(1)] UserId By, [property: Id(2)] ulong Fingerprint, [property: Id(3)] string Text);

[GenerateSerializer, Immutable, Alias("close-question")]
public sealed record CloseQuestion([property: Id(0)] CommandKey Key, [property: Id(1)] UserId By, [property: Id(2)] ulong Fingerprint);

/// <summary>What a rule says: the question as it stands now, the same where the command is a repeat; or why not.</summary>
public readonly record struct QuestionRuling(Question? Question, Refusal? Refusal)
{
    public static implicit operator QuestionRuling(Question question) => new(question, null);
    public static implicit operator QuestionRuling(Refusal why) => new(null, why);
}

/// <summary>What may happen to a question. Pure.</summary>
public static class QuestionRules
{
    /// <summary>Longest turn of a thread, in characters.</summary>
    public const int LongestText = 4000;

    /// <summary>Longest passage of a guideline quoted, in characters.</summary>
    public const int LongestPassage = 1000;

    /// <summary>Most turns of a thread.</summary>
    public const int MostMessages = 200;

    public static QuestionRuling Ask(Question? question, QuestionId id, AskQuestion command, DateTimeOffset now)
    {
        if (question is not null) return Again(question, command.Key, command.By, command.Fingerprint) ?? new KeyReused();
        return new Question(
            id, command.By, now, command.About, QuestionState.Open, command.Lease is null ? TaskHold.None : TaskHold.Asked,
            [new(command.By, command.Text, now, Answers: false)], now, 1, [Carried(command.Key, command.By, command.Fingerprint)], command.Lease);
    }

    public static QuestionRuling Answer(Question question, AnswerQuestion command, DateTimeOffset now)
    {
        if (Again(question, command.Key, command.By, command.Fingerprint) is { } again) return again;
        if (question.State is QuestionState.Closed) return new Conflict("question-closed", "This question is closed; ask a new one.");
        if (question.Messages.Length >= MostMessages) return new Conflict("thread-full", $"A thread has {MostMessages} turns at most; ask a new question.");
        var answers = command.By != question.Asker;
        return Next(question, command.Key, command.By, command.Fingerprint, now) with
        {
            State = answers ? QuestionState.Answered : QuestionState.Open, Hold = answers ? Released(question.Hold) : question.Hold,
            Messages = question.Messages.Add(new(command.By, command.Text, now, answers)),
        };
    }

    public static QuestionRuling Close(Question question, CloseQuestion command, DateTimeOffset now)
    {
        if (Again(question, command.Key, command.By, command.Fingerprint) is { } again) return again;
        if (question.State is QuestionState.Closed) return question;
        return Next(question, command.Key, command.By, command.Fingerprint, now) with { State = QuestionState.Closed, Hold = Released(question.Hold) };
    }

    /// <summary>What the task said to being told.</summary>
    /// <param name="refused">True where it would not wait: its lease was gone.</param>
    public static Question TaskKnows(Question question, bool refused) => question with
    {
        Hold = question.Hold is TaskHold.Ending ? TaskHold.Over : refused ? TaskHold.None : TaskHold.Held, Version = question.Version + 1,
    };

    static TaskHold Released(TaskHold hold) => hold is TaskHold.Held or TaskHold.Asked ? TaskHold.Ending : hold;

    static Question Next(Question question, CommandKey key, UserId by, ulong fingerprint, DateTimeOffset now) => question with
    {
        Version = question.Version + 1, UpdatedAt = now > question.UpdatedAt ? now : question.UpdatedAt,
        Commands = question.Commands.Add(Carried(key, by, fingerprint)),
    };

    static QuestionRuling? Again(Question question, CommandKey key, UserId by, ulong fingerprint) =>
        question.Commands.FirstOrDefault(c => c.Key == key && c.By == by) is not { } carried ? null
        : carried.Fingerprint == fingerprint ? question : new KeyReused();

    static AnsweredCommand Carried(CommandKey key, UserId by, ulong fingerprint) => new(key, by, fingerprint, "", default);
}
