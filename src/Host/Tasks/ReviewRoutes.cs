using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Annotators;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;

namespace Labelwise.Host.Tasks;

/// <summary>A reviewer's work.</summary>
static class ReviewRoutes
{
    public static void Map(Routes routes)
    {
        routes.Project("POST /projects/{project}/reviews/next", Right.Review, Next, new("Leases tasks that wait for a reviewer.")
        {
            Body = """{"count":10}""",
            Answer = """{"tasks":[{"id":"8h7g6f5e4d3c2b1a-17","sample":{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","externalId":"tray-17.png","width":640,"height":480,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"},"specVersion":1,"reason":"disagreement","candidate":{"objects":[],"properties":{"quality":"good"}},"confidence":0.71,"annotations":[],"skips":[],"lease":{"id":"8c0f","expiresAt":"2027-01-01T08:15:00+00:00"}}]}""",
        });
        routes.Task("POST /tasks/{task}/review", Right.Review, Review, new("A verdict: accept the label, correct it, or reject it back to its annotator, or to somebody else ('toOthers'). 'marks' are remarks on single objects of the labels, with a place on the image where one is meant.")
        {
            Body = """{"verdict":"reject","comment":"green at the rim","marks":[{"object":"o1","text":"Too wide here.","at":[120.5,80]}],"toOthers":false}""",
            Answer = """{"id":"8h7g6f5e4d3c2b1a-17","state":"REVIEWED","review":{"id":"r1"}}""",
            Refusals = [(409, "wrong-state"), (409, "review-held"), (422, "does-not-conform"), (422, "idempotency-key-reused")], Kind = ActivityKind.Reviewing,
        });
        routes.Task("POST /tasks/{task}/reopen", Right.Reopen, Reopen, new("Opens a REVIEWED task again; sealed versions keep what they had.")
        {
            Body = """{"reason":"guideline changed"}""", Answer = """{"id":"8h7g6f5e4d3c2b1a-17","state":"QUEUED"}""", Kind = ActivityKind.Reopening,
            Refusals = [(409, "wrong-state"), (422, "idempotency-key-reused")],
        });
    }

    static async Task<IResult> Next(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var command = new NextTasks(call.Key, AssignmentKind.Review, body.Whole("count", 1, NextTasks.Most, otherwise: 1), body.Truth("resume", false));
        if (body.Refuses(out why)) return why.ToHttp();
        var work = await call.Grains.GetGrain<IAnnotatorGrain>($"{call.Project.Id}/{call.Caller.User}").Next(command);
        return Answers.Ok(await call.Service<Handouts>().ForReviewer(call, work), ApiJson.Api.ReviewsAnswer);
    }

    static async Task<IResult> Review(TaskCall call)
    {
        if ((await Body.ReadWithLabels(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var verdict = body.Choice("verdict", Words.Verdicts);
        var comment = body.Text("comment", TaskRules.LongestRemark, otherwise: "");
        var labels = TaskBodies.Labels(body, required: verdict is Verdict.Correct, out var violations);
        if (labels is not null && verdict is not Verdict.Correct && body.Has("verdict"))
            body.Refuse("labels", "not-wanted", "Labels go with the verdict 'correct' alone.");
        var toOthers = body.Truth("toOthers", false);
        if (toOthers && verdict is not Verdict.Reject) body.Refuse("toOthers", "not-wanted", "Only what is rejected can go to somebody else.");
        var marks = TaskBodies.Marks(body, out var wrong);
        if (!marks.IsEmpty && verdict is Verdict.Accept) body.Refuse("marks", "not-wanted", "What is accepted as it is has nothing to mark.");
        if (body.Refuses(out why, ("labels", violations), ("marks", wrong))) return why.ToHttp();
        if (!marks.IsEmpty && (await Unknown(call, marks, labels)) is { IsEmpty: false } unknown) return new DoesNotConform(unknown).ToHttp();
        var outcome = await call.TaskGrain.Review(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), verdict, comment, labels, marks, toOthers));
        if (outcome.Refuses(out why, out var answer)) return why.InBody().ToHttp();
        // By the review that it made: told again, a command made no other.
        await call.Grains.GetGrain<IActivityGrain>(call.Project.Id.Value).Reviewed(call.Caller.User, new($"{answer.Task}/{answer.Result}"), verdict);
        return Answers.Ok(new(answer.Task, Words.Of(answer.State), Review: new(answer.Result)), ApiJson.Api.CommandAnswer);
    }

    /// <summary>Marks on objects that are in none of the labels of the task.</summary>
    static async Task<ImmutableArray<Violation>> Unknown(TaskCall call, ImmutableArray<ReviewMark> marks, LabelDocument? corrected)
    {
        if (await call.TaskGrain.Truth() is not { } truth) return [];
        var documents = await call.Service<LabelNames>().Named(
            call.Project.Spec, TaskViews.Hashes(truth).Append(truth.Assessment?.Label ?? default), call.Aborted);
        var known = documents.Values.Append(corrected ?? LabelDocument.Empty).SelectMany(d => d.Objects).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        return [.. marks.Index().Where(m => !known.Contains(m.Item.Object))
            .Select(m => new Violation($"/marks/{m.Index}/object", "unknown-object", "No label of this task has such an object."))];
    }

    static async Task<IResult> Reopen(TaskCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var reason = body.Text("reason", TaskRules.LongestRemark, otherwise: "");
        if (body.Refuses(out why)) return why.ToHttp();
        var outcome = await call.TaskGrain.Reopen(new(call.Key, call.Caller.User, call.Fingerprint(body.Utf8), reason));
        if (outcome.Refuses(out why, out var answer)) return why.ToHttp();
        call.Did(("task", answer.Task), ("reason", reason));
        return Answers.Ok(new(answer.Task, Words.Of(answer.State)), ApiJson.Api.CommandAnswer);
    }
}
