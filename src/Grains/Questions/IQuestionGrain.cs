using Labelwise.Domain;
using Labelwise.Domain.Questions;
using Orleans.Concurrency;

namespace Labelwise.Grains.Questions;

/// <summary>The truth of one question. Key: the question id. A command is answered once it is on disk.</summary>
[Alias("question")]
public interface IQuestionGrain : IGrainWithStringKey
{
    Task<Outcome<Question>> Ask(AskQuestion command);
    Task<Outcome<Question>> Answer(AnswerQuestion command);
    Task<Outcome<Question>> Close(CloseQuestion command);

    /// <returns>Null when nobody asked it.</returns>
    [AlwaysInterleave]
    Task<Question?> Truth();

    /// <summary>Tells the task and the list what they may not have heard.</summary>
    /// <returns>False when there is no such question.</returns>
    Task<bool> TellAgain();
}
