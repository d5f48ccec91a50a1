using Labelwise.Domain;
using Labelwise.Domain.Questions;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Questions;

static class QuestionViews
{
    public static async Task<QuestionAnswer> Of(ProjectCall call, Question question)
    {
        var directory = await call.Directory();
        var about = question.About;
        return new(
            question.Id, question.Id.Project, Words.Camel(question.State), Person(question.Asker), question.AskedAt, question.UpdatedAt,
            new(about.Task, await SampleOf(call, about.Task), about.Object,
                about.Passage is { } passage ? new(about.GuidelineVersion, passage) : null),
            question.Hold is TaskHold.Asked or TaskHold.Held, [.. question.Messages.Select(m => new MessageAnswer(Person(m.By), m.Text, m.At, m.Answers))]);

        PersonAnswer Person(UserId user) => new(user, directory.NameOf(user));
    }

    static async Task<SampleAnswer?> SampleOf(ProjectCall call, TaskId? task)
    {
        if (task is not { } id || id.Project != call.Project.Id) return null;
        var block = call.Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(id.Project, TaskBlock.Of(id.Index)));
        if (await block.SampleOf(TaskBlock.Row(id.Index)) is not { } sample) return null;
        call.Service<SampleIndex>().Shown(id, sample);
        return SampleLinks.Of(id.Project, sample);
    }
}
