using System.Collections.Frozen;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Questions;
using Labelwise.Domain.Tasks;
using Labelwise.Grains;
using Labelwise.Grains.Questions;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;

namespace Labelwise.Host.Questions;

/// <summary>Questions on tasks and on the guideline, and the threads that answer them. An annotator sees their own.</summary>
static class QuestionRoutes
{
    const string Example = """{"id":"8h7g6f5e4d3c2b1a~2b3c4d5e6f7g8h9j","project":"8h7g6f5e4d3c2b1a","state":"answered","asker":{"user":"0a1b2c3d4e5f6g7h","name":"Ben"},"askedAt":"2027-01-01T08:05:00+00:00","updatedAt":"2027-01-01T08:20:00+00:00","about":{"task":"8h7g6f5e4d3c2b1a-17","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…","thumbnailUrl":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…?size=320"},"object":"o1","passage":{"guidelineVersion":3,"text":"Green ones are bad."}},"waits":false,"messages":[{"by":{"user":"0a1b2c3d4e5f6g7h","name":"Ben"},"text":"Half green: bad?","at":"2027-01-01T08:05:00+00:00","answers":false},{"by":{"user":"1b2c3d4e5f6g7h8j","name":"Ada"},"text":"Yes.","at":"2027-01-01T08:20:00+00:00","answers":true}]}""";

    static readonly FrozenDictionary<string, QuestionState> States =
        Enum.GetValues<QuestionState>().ToFrozenDictionary(Words.Camel, StringComparer.Ordinal);

    static readonly FrozenDictionary<string, bool> Truths =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true, ["false"] = false }.ToFrozenDictionary();

    public static void Map(Routes routes)
    {
        routes.Project("POST /projects/{project}/questions", Right.Ask, Ask,
            new("Asks about a task (or an object in it) or a passage of the guideline. With 'lease' the task waits for the answer and then comes back to its asker.")
            {
                Body = """{"text":"Half green: bad?","task":"8h7g6f5e4d3c2b1a-17","object":"o1","lease":"8c0f"}""", Status = 201, Answer = Example,
                Refusals = [(404, "not-found")],
            });
        routes.Project("GET /projects/{project}/questions", Right.Ask, List,
            new("Questions, latest change first; of an annotator, their own. 'state' is open, answered or closed; 'mine' true or false; 'task' a task's id.")
            {
                Query = ["state", "mine", "task", "limit", "cursor"], Answer = $$"""{"items":[{{Example}}],"next":null}""",
            });
        routes.Question("GET /questions/{question}", Right.Ask, Get, new("One question with its thread.") { Answer = Example });
        routes.Question("POST /questions/{question}/answers", Right.Ask, Answer,
            new("Adds to the thread: the word of anybody but the asker answers it; the asker's own opens it again.")
            {
                Body = """{"text":"Yes: any green is bad."}""", Answer = Example, Refusals = [(409, "question-closed"), (409, "thread-full")],
            });
        routes.Question("POST /questions/{question}/close", Right.Ask, Close, new("Ends a thread; by its asker or a curator.") { Body = "{}", Answer = Example });
    }

    static async Task<IResult> Ask(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var text = body.Text("text", QuestionRules.LongestText);
        var (task, inTask) = (body.TryId<TaskId>("task"), body.Text("object", IId<TaskId>.MaxLength, otherwise: ""));
        var (passage, version) = (body.Text("passage", QuestionRules.LongestPassage, otherwise: ""),
            body.Whole("guidelineVersion", 1, call.Project.GuidelineVersion, otherwise: call.Project.GuidelineVersion));
        var lease = body.TryId<LeaseId>("lease");
        if (string.IsNullOrWhiteSpace(text)) body.Refuse("text", "missing-member", "A question has words.");
        if (task is null && passage is "") body.Refuse("task", "missing-member", "Name the 'task' or the 'passage' that this is about.");
        if (task is null && (lease is not null || inTask is not "")) body.Refuse("task", "missing-member", "Name the 'task' too.");
        if (body.Refuses(out why)) return why.ToHttp();
        if (task is { } about && !await MaySee(call, about)) return new NotFound().ToHttp();

        var id = new QuestionId(call.Project.Id, new DerivedIds(call.Caller.User, call.Key).Next());
        var subject = new QuestionSubject(task, inTask is "" ? null : inTask, passage is "" ? null : passage, passage is "" ? 0 : version);
        var command = new AskQuestion(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), subject, text.Trim(), lease);
        return (await call.Grains.GetGrain<IQuestionGrain>(id.Value).Ask(command)).Refuses(out why, out var question) ? why.ToHttp()
            : Answers.Created($"{Routes.Prefix}/questions/{id}", await QuestionViews.Of(call, question), ApiJson.Api.QuestionAnswer);
    }

    static async Task<IResult> List(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (limit, cursor) = (query.Limit(), query.Text("cursor"));
        var (state, mine) = (query.Choice("state", States), query.Choice("mine", Truths) ?? false);
        var task = query.Id<TaskId>("task");
        var after = PlaceOf(call, cursor);
        if (cursor is not null && after is null) query.Refuse("cursor", "bad-cursor", "This is no cursor of this list.");
        if (query.Refuses(out var why)) return why.ToHttp();
        var filter = new QuestionFilter(state, mine || !call.May(Right.AnswerQuestions) ? call.Caller.User : null, task);
        var rows = await call.Grains.GetGrain<IQuestionListGrain>(call.Project.Id.Value).Page(filter, after, limit + 1);
        var shown = rows.Take(limit).ToList();
        var truths = await Task.WhenAll(shown.Select(r => call.Grains.GetGrain<IQuestionGrain>(r.Id.Value).Truth()));
        var items = new List<QuestionAnswer>(shown.Count);
        foreach (var question in truths.OfType<Question>()) items.Add(await QuestionViews.Of(call, question));
        return Answers.Ok(new(items, rows.Length > limit ? CursorOf(shown[^1]) : null), ApiJson.Api.PageQuestionAnswer);
    }

    static Task<IResult> Get(ProjectCall call, QuestionId id) => WithQuestion(call, id, (_, question) => Shown(call, question));

    static Task<IResult> Answer(ProjectCall call, QuestionId id) => WithQuestion(call, id, async (grain, _) =>
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var text = body.Text("text", QuestionRules.LongestText);
        if (string.IsNullOrWhiteSpace(text)) body.Refuse("text", "missing-member", "An answer has words.");
        if (body.Refuses(out why)) return why.ToHttp();
        var outcome = await grain.Answer(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), text.Trim()));
        return outcome.Refuses(out why, out var question) ? why.ToHttp() : await Shown(call, question);
    });

    static Task<IResult> Close(ProjectCall call, QuestionId id) => WithQuestion(call, id, async (grain, _) =>
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body) || body.Refuses(out why)) return why.ToHttp();
        var outcome = await grain.Close(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8)));
        return outcome.Refuses(out why, out var question) ? why.ToHttp() : await Shown(call, question);
    });

    /// <summary>A question that is not theirs is not there for an annotator.</summary>
    static async Task<IResult> WithQuestion(ProjectCall call, QuestionId id, Func<IQuestionGrain, Question, Task<IResult>> act)
    {
        var grain = call.Grains.GetGrain<IQuestionGrain>(id.Value);
        return await grain.Truth() is { } question && (question.Asker == call.Caller.User || call.May(Right.AnswerQuestions))
            ? await act(grain, question) : new NotFound().ToHttp();
    }

    static async Task<IResult> Shown(ProjectCall call, Question question) =>
        Answers.Ok(await QuestionViews.Of(call, question), ApiJson.Api.QuestionAnswer);

    /// <summary>Annotators may ask about what was in their hands.</summary>
    static async Task<bool> MaySee(ProjectCall call, TaskId task)
    {
        if (task.Project != call.Project.Id || TaskBlock.Of(task.Index) >= call.Project.Blocks) return false;
        if (await call.Grains.GetGrain<ITaskGrain>(task.Value).Truth() is not { } truth) return false;
        if (call.May(Right.AnswerQuestions) || call.May(Right.Review)) return true;
        var user = call.Caller.User;
        return truth.Leases.Any(l => l.Holder == user) || truth.Ended.Any(l => l.Holder == user) || truth.Annotations.Any(a => a.Annotator == user) || truth.ChecksOf(user).Any();
    }

    static string CursorOf(QuestionRow row) => $"{row.UpdatedAt.UtcTicks:x}_{row.Id.Name}";

    static QuestionRow? PlaceOf(ProjectCall call, string? cursor) =>
        cursor?.Split('_', 2) is [var ticks, var name] && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
        && at >= 0 && at <= DateTimeOffset.MaxValue.UtcTicks && QuestionId.TryParse($"{call.Project.Id}~{name}", null, out var id)
            ? new(id, 1, null, default, null, new(at, TimeSpan.Zero), OwesTask: false) : null;
}
