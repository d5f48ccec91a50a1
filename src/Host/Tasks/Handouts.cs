using System.Text;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;

namespace Labelwise.Host.Tasks;

/// <summary>Shows handed-out tasks to whom they were handed: to annotators blind to everything but what their task says.</summary>
public sealed class Handouts(LabelNames labels, IBlobStore blobs, SampleIndex samples)
{
    /// <summary>Longest text sent with its task, in bytes; a longer one is fetched by its address.</summary>
    const int LongestText = 256 << 10;

    public async Task<NextAnswer> ForAnnotator(ProjectCall call, NextWork work)
    {
        var documents = await labels.Named(call.Project.Spec, work.Tasks.Select(t => t.Prelabel?.Label ?? default), call.Aborted);
        var items = new List<WorkItem>(work.Tasks.Length);
        foreach (var task in work.Tasks)
        {
            var grain = call.Grains.GetGrain<ITaskGrain>(task.Task.Value);
            var draft = await grain.DraftOf(call.Caller.User);
            items.Add(new(
                task.Task, await SampleOf(task.Task, task.Sample, call.Aborted), task.Lease.SpecVersion, task.Lease.GuidelineVersion,
                task.Prelabel is { } prelabel ? documents.GetValueOrDefault(prelabel.Label) : null,
                draft is null ? null : new(JsonElement.Parse(draft.Labels), draft.ActiveMs, draft.SavedAt, draft.Revision, draft.SeenTo.IsDefaultOrEmpty ? null : draft.SeenTo),
                task.Lease.Returned ? await Rejected(call, grain, task.Lease) : null, LeaseOf(task.Lease)));
        }
        return new(items, NoneOf(work.None));
    }

    public async Task<ReviewsAnswer> ForReviewer(ProjectCall call, NextWork work)
    {
        var directory = await call.Directory();
        var items = new List<ReviewItem>(work.Tasks.Length);
        foreach (var task in work.Tasks)
        {
            if (await call.Grains.GetGrain<ITaskGrain>(task.Task.Value).Truth() is not { Origin: not null } begun) continue;
            var truth = await Predicted(call.Grains, begun);
            var prediction = truth.Origin!.Prediction;
            var candidate = truth.Assessment?.Label ?? truth.Counted.LastOrDefault()?.Label ?? prediction?.Label ?? default;
            var documents = await labels.Named(
                call.Project.Spec, truth.Annotations.Select(a => a.Label).Append(candidate).Append(prediction?.Label ?? default), call.Aborted);
            items.Add(new(
                task.Task, await SampleOf(task.Task, task.Sample, call.Aborted), call.Project.SpecVersion, Words.Of(truth.Waits),
                documents.GetValueOrDefault(candidate), truth.Assessment?.Confidence,
                [.. truth.Annotations.Where(a => a.Counts).Select(a => TaskViews.Of(a, documents, directory))],
                [.. truth.History.Where(h => h.Command is "skip").Select(h => new SkipAnswer(directory.NameOf(new(h.By)), h.Reason ?? ""))],
                TaskViews.Of(prediction, documents), LeaseOf(task.Lease)));
        }
        return new(items, NoneOf(work.None));
    }

    /// <summary>With what a model has said since people began: the truth keeps what was there for them to see, and whoever judges
    /// their work wants the model's word beside it.</summary>
    public static async Task<TaskTruth> Predicted(IGrainFactory grains, TaskTruth truth)
    {
        if (truth.Origin is not { Prediction: null, Id: var id } origin) return truth;
        var row = await grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(id.Project, TaskBlock.Of(id.Index))).Origin(id.Index);
        return row?.Prediction is { } late ? truth with { Origin = origin with { Prediction = late } } : truth;
    }

    public async ValueTask<SampleAnswer> SampleOf(TaskId task, Sample sample, CancellationToken cancellation)
    {
        samples.Shown(task, sample);
        return SampleLinks.Of(task.Project, sample, SampleBytes.IsImage(sample.ContentType) ? null : await TextOf(sample, cancellation));
    }

    async Task<string?> TextOf(Sample sample, CancellationToken cancellation)
    {
        await using var content = await blobs.OpenRead(sample.Hash, null, cancellation);
        if (content is null || content.Length > LongestText) return null;
        var utf8 = new byte[content.Length];
        await content.ReadExactlyAsync(utf8, cancellation);
        return Encoding.UTF8.GetString(utf8);
    }

    /// <summary>What the reviewer who rejected it said; their name, not their opinion.</summary>
    /// <returns>Null where it came back with an answer instead.</returns>
    public static async Task<ReturnedAnswer?> ReturnOf(ProjectCall call, ITaskGrain grain, Assignment lease) =>
        await RejectionOf(grain, lease) is { } review ? await Said(call, review) : null;

    /// <summary>With the annotator's own labels, which the draft may be older than.</summary>
    async Task<ReturnedAnswer?> Rejected(ProjectCall call, ITaskGrain grain, Assignment lease)
    {
        if (await RejectionOf(grain, lease) is not { } review) return null;
        return await Said(call, review) with { Labels = (await labels.Named(call.Project.Spec, [review.Label], call.Aborted)).GetValueOrDefault(review.Label) };
    }

    static async Task<Review?> RejectionOf(ITaskGrain grain, Assignment lease) =>
        (await grain.Truth())?.Reviews.LastOrDefault(r => r.Verdict is Verdict.Reject && r.At == lease.GrantedAt);

    static async Task<ReturnedAnswer> Said(ProjectCall call, Review review)
    {
        var directory = await call.Directory();
        return new(review.Comment, directory.NameOf(review.Reviewer), review.At, TaskViews.MarksOf(review));
    }

    static LeaseAnswer LeaseOf(Assignment lease) => new(lease.Id, lease.EndsAt);

    static NoWorkAnswer? NoneOf(NoWork? none) => none is null ? null : new(
        none.Reason switch
        {
            NoWorkReason.Done => "done", NoWorkReason.HeldByOthers => "held-by-others", NoWorkReason.YoursAreDone => "all-yours-done",
            NoWorkReason.WaitingForReview => "waiting-for-review", _ => "empty",
        },
        none.Held, none.Until, none.Queued,
        none.Reason switch
        {
            NoWorkReason.Done => "Every task of this project is done.",
            NoWorkReason.HeldByOthers => "What is left is in other people's hands; some of it may come back.",
            NoWorkReason.YoursAreDone => "You have done all you can here; the rest needs other people's opinions.",
            NoWorkReason.WaitingForReview => "What is left waits for a reviewer.",
            _ => "There is nothing in this project yet.",
        });
}
