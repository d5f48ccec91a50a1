using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;

namespace Labelwise.Host.Tasks;

/// <summary>An annotator's work: get tasks, keep drafts, submit, or pass on.</summary>
static class WorkRoutes
{
    /// <summary>Longest active time that is believed, in milliseconds: a week.</summary>
    const int LongestActiveMs = 7 * 24 * 3600 * 1000;

    /// <summary>Of a draft: the largest whole number that every JSON reader keeps.</summary>
    const long LargestRevision = (1L << 53) - 1;

    const string Lease = """{"lease":"8c0f"}""";
    const string Labels = """{"objects":[],"properties":{"quality":"good"}}""";
    const string State = """{"id":"8h7g6f5e4d3c2b1a-17","state":"QUEUED"}""";

    static readonly ImmutableArray<(int, string)> LeaseRefusals = [(403, "not-your-lease"), (409, "lease-lost"), (409, "wrong-state"), (422, "idempotency-key-reused")];

    public static void Map(Routes routes)
    {
        routes.Project("POST /projects/{project}/tasks/next", Right.Annotate, Next, new("Leases work to the caller; an empty list says why in none.")
        {
            Body = """{"count":1,"resume":false}""",
            Answer = """{"tasks":[{"id":"8h7g6f5e4d3c2b1a-17","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…","thumbnailUrl":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…?size=320"},"specVersion":1,"guidelineVersion":1,"lease":{"id":"8c0f","expiresAt":"2027-01-01T08:15:00+00:00"}}]}""",
            Refusals = [(409, "guideline-not-acknowledged")],
        });
        routes.Task("PUT /tasks/{task}/draft", Right.Annotate, SaveDraft, new("Keeps unfinished work; it need not conform. Of a growing 'revision' the largest stays, whatever comes late; 'seenTo' are the remarks of a rejection that are ticked off, by index.")
        {
            Body = $$"""{"labels":{{Labels}},"activeMs":4200,"revision":1798790400000,"seenTo":[0]}""", Status = 204, Refusals = [(403, "not-your-lease"), (413, "too-large")],
        });
        routes.Task("POST /tasks/{task}/submit", Right.Annotate, Submit, new("Hands in the labels of a leased task; 'edits', where the model had suggested shapes, says what became of them.")
        {
            Body = $$"""{"lease":"8c0f","labels":{{Labels}},"activeMs":4200}""",
            Answer = """{"id":"8h7g6f5e4d3c2b1a-17","state":"SUBMITTED","annotation":{"id":"a1"}}""",
            Refusals = [.. LeaseRefusals, (422, "does-not-conform")],
        });
        routes.Task("POST /tasks/{task}/skip", Right.Annotate, Skip, new("Passes on a task; others get it first.")
        {
            Body = """{"lease":"8c0f","reason":"out of focus"}""", Answer = State, Refusals = LeaseRefusals,
        });
        routes.Task("POST /tasks/{task}/release", Right.Annotate, Release, new("Gives a task back unworked.") { Body = Lease, Answer = State, Refusals = LeaseRefusals });
        routes.Task("POST /tasks/{task}/extend", Right.Annotate, Extend, new("Holds a task for another lease length from now.")
        {
            Body = Lease, Answer = """{"id":"8h7g6f5e4d3c2b1a-17","state":"WORKING","lease":{"id":"8c0f","expiresAt":"2027-01-01T08:30:00+00:00"}}""",
            Refusals = LeaseRefusals,
        });
    }

    static async Task<IResult> Next(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var command = new NextTasks(call.Key, AssignmentKind.Label, body.Whole("count", 1, NextTasks.Most, otherwise: 1), body.Truth("resume", false));
        if (body.Refuses(out why)) return why.ToHttp();
        var work = await call.Grains.GetGrain<IAnnotatorGrain>($"{call.Project.Id}/{call.Caller.User}").Next(command);
        if (work.Refusal is { } first) return first.ToHttp();
        return Answers.Ok(await call.Service<Handouts>().ForAnnotator(call, work), ApiJson.Api.NextAnswer);
    }

    static async Task<IResult> SaveDraft(TaskCall call)
    {
        if ((await Body.ReadWithLabels(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        body.TryId<LeaseId>("lease");  // clients send it along; a draft outlives its lease
        var labels = body.Document("labels", required: true);
        var activeMs = body.Whole("activeMs", 0, LongestActiveMs, otherwise: 0);
        var revision = body.WholeIfAny("revision", 1, LargestRevision);
        var seenTo = body.Wholes("seenTo", ReviewMark.Most, 0, ReviewMark.Most - 1);
        // It need not conform, but what is no Unicode, or too deep, could not be shown again.
        var wrong = labels.ValueKind is JsonValueKind.Undefined ? [] : CanonicalJson.Of(labels, JsonLimits.KeptDepth).Violations;
        if (body.Refuses(out why, ("labels", wrong))) return why.ToHttp();
        return (await call.TaskGrain.SaveDraft(new(call.Caller.User, labels.GetRawText(), activeMs, revision, seenTo))).Refuses(out why, out _) ? why.ToHttp() : Answers.Nothing;
    }

    static async Task<IResult> Submit(TaskCall call)
    {
        if ((await Body.ReadWithLabels(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var lease = body.Id<LeaseId>("lease");
        var labels = TaskBodies.Labels(body, required: true, out var violations);
        var activeMs = body.Whole("activeMs", 0, LongestActiveMs);
        var edits = TaskBodies.Edits(body, out var wrong);
        if (body.Refuses(out why, ("labels", violations), ("edits", wrong))) return why.ToHttp();
        var outcome = await call.TaskGrain.Submit(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), lease, labels!, activeMs, edits));
        return outcome.Refuses(out why, out var answer) ? why.InBody().ToHttp()
            : Answers.Ok(new(answer.Task, Words.Of(answer.State), Annotation: new(answer.Result)), ApiJson.Api.CommandAnswer);
    }

    static async Task<IResult> Skip(TaskCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (lease, reason) = (body.Id<LeaseId>("lease"), body.Text("reason", TaskRules.LongestRemark, otherwise: ""));
        if (body.Refuses(out why)) return why.ToHttp();
        var outcome = await call.TaskGrain.Skip(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), lease, reason));
        return outcome.Refuses(out why, out var answer) ? why.ToHttp() : Answers.Ok(new(answer.Task, Words.Of(answer.State)), ApiJson.Api.CommandAnswer);
    }

    static async Task<IResult> Release(TaskCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var lease = body.Id<LeaseId>("lease");
        if (body.Refuses(out why)) return why.ToHttp();
        var outcome = await call.TaskGrain.Release(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), lease));
        return outcome.Refuses(out why, out var answer) ? why.ToHttp() : Answers.Ok(new(answer.Task, Words.Of(answer.State)), ApiJson.Api.CommandAnswer);
    }

    static async Task<IResult> Extend(TaskCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var lease = body.Id<LeaseId>("lease");
        if (body.Refuses(out why)) return why.ToHttp();
        var command = new ExtendLease(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), lease, call.Project.Pipeline.Lease);
        if ((await call.TaskGrain.Extend(command)).Refuses(out why, out var answer)) return why.ToHttp();
        return Answers.Ok(
            new(answer.Task, Words.Of(answer.State), Lease: answer.LeaseEndsAt is { } ends ? new(lease, ends) : null), ApiJson.Api.CommandAnswer);
    }
}
