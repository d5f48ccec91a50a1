using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>The truth of a task as some 200 to 400 bytes, a sixth of its JSON: it is written twice for every label. Members
/// in the order of their records, words and hashes once, times as the distance from one before. What is read equals what
/// was written.</summary>
public static class TaskCode
{
    /// <summary>The first byte; no JSON begins so. A change of what follows takes the next number, and the earlier ones are still
    /// read: 1 has no marks in its reviews, 2 no known answer and no checks, 3 no questions in its
    /// checks, 4 nothing in its reviews of what was believed before.</summary>
    const byte Format = 5, FirstFormat = 1, FirstWithChecks = 3, FirstWithBeliefs = 5;

    /// <summary>Whether these bytes begin as <see cref="Write(TaskTruth)"/> has them begin, now or earlier.</summary>
    public static bool IsPacked(ReadOnlySpan<byte> bytes) => bytes is [>= FirstFormat and <= Format, ..];

    /// <summary>Its arrays serve one task after another.</summary>
    [ThreadStatic] static TaskWriter? atHand;

    public static byte[] Write(TaskTruth task)
    {
        var to = atHand ??= new();
        to.Begin();
        to.Byte(Format);
        to.Maybe(task.Origin, Write);
        to.Byte((byte)task.State);
        to.Number(task.Version);
        to.Number(task.Wanted);
        to.All(task.Leases, Write);
        to.All(task.Ended, Write);
        to.All(task.Annotations, Write);
        to.All(task.Reviews, Write);
        to.Maybe(task.Assessment, Write);
        to.Maybe(task.Decision, Write);
        to.Byte((byte)task.Audit);
        to.Byte((byte)task.Waits);
        to.All(task.History, Write);
        to.All(task.Answered, Write);
        to.All(task.Awaited, Write);
        to.Maybe(task.Gold, Write);
        to.All(task.Checks, Write);
        return to.Written;
    }

    /// <exception cref="FormatException">The bytes are no task's.</exception>
    public static TaskTruth Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var from = new TaskReader(bytes);
            var format = from.Byte();
            if (format is < FirstFormat or > Format) throw new FormatException("Another format.");
            var task = new TaskTruth
            {
                Origin = from.Flag() ? Origin(ref from) : null, State = (TaskState)from.Byte(), Version = from.Number(), Wanted = from.Number(),
                Leases = All(Lease, ref from), Ended = All(Ended, ref from), Annotations = All(Annotation, ref from), Reviews = format is FirstFormat ? All(UnmarkedReview, ref from) : format < FirstWithBeliefs ? All(MarkedReview, ref from) : All(Review, ref from),
                Assessment = from.Flag() ? Assessment(ref from) : null, Decision = from.Flag() ? Decision(ref from) : null,
                Audit = (AuditStatus)from.Byte(), Waits = (ReviewReason)from.Byte(), History = All(History, ref from), Answered = All(Answered, ref from),
                Awaited = All(Awaited, ref from),
            };
            if (format >= FirstWithChecks) task = task with { Gold = from.Flag() ? Gold(ref from) : null, Checks = format is FirstWithChecks ? All(UnaskedCheck, ref from) : All(Check, ref from) };
            return from.Left == 0 ? task : throw new FormatException($"{from.Left} bytes too many.");
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new FormatException($"The bytes are no task's: {e.Message}", e);
        }
    }

    static void Write(TaskWriter to, TaskOrigin origin)
    {
        to.Word(origin.Id.Project.Value);
        to.Number(origin.Id.Index);
        Write(to, origin.Sample);
        to.Maybe(origin.Prediction, Write);
        to.Flag(origin.Audit);
        to.Flag(origin.Prelabeled);
        to.Number((int)origin.Seed);
        to.Time(origin.ImportedAt);
        to.MaybeTime(origin.PredictedAt);
        to.Maybe(origin.Accepted, Write);
        to.MaybeTime(origin.RecalledAt);
    }

    static TaskOrigin Origin(ref TaskReader from) => new(
        new(new(from.Word()!), from.Number()), Sample(ref from), from.Flag() ? Prediction(ref from) : null, from.Flag(), from.Flag(), (uint)from.Number(),
        from.Time(), from.MaybeTime(), from.Flag() ? Decision(ref from) : null, from.MaybeTime());

    static void Write(TaskWriter to, Sample sample)
    {
        to.Hash(sample.Hash);
        to.Word(sample.ExternalId);
        to.Word(sample.ContentType);
        to.Number(sample.Width);
        to.Number(sample.Height);
        to.Number(sample.TextLength);
        to.Word(sample.Group);
        to.Word(sample.Licence);
        to.Word(sample.Source);
        to.Word(sample.Metadata);
    }

    static Sample Sample(ref TaskReader from) => new(
        from.Hash(), from.Word()!, from.Word()!, from.Number(), from.Number(), from.Number(), from.Word(), from.Word(), from.Word(), from.Word());

    static void Write(TaskWriter to, Prediction prediction)
    {
        Write(to, prediction.Model);
        to.Hash(prediction.Label);
        to.Number(prediction.Class + 1);
        to.Double(prediction.Confidence);
        to.All(prediction.Probabilities, static (to, p) => { to.Number(p.Class + 1); to.Float(p.Probability); });
    }

    static Prediction Prediction(ref TaskReader from) => new(
        Model(ref from), from.Hash(), from.Number() - 1, from.Double(),
        All(static (ref TaskReader from) => new ClassProbability(from.Number() - 1, from.Float()), ref from));

    static void Write(TaskWriter to, ModelRef model)
    {
        to.Word(model.Model);
        to.Number(model.Version);
    }

    static ModelRef Model(ref TaskReader from) => new(from.Word()!, from.Number());

    static void Write(TaskWriter to, Assignment lease)
    {
        to.Word(lease.Id.Value);
        to.Word(lease.Holder.Value);
        to.Byte((byte)lease.Kind);
        to.Time(lease.GrantedAt);
        to.Time(lease.EndsAt);
        to.Number(lease.SpecVersion);
        to.Number(lease.GuidelineVersion);
        to.Flag(lease.Returned);
    }

    static Assignment Lease(ref TaskReader from) => new(
        new(from.Word()!), new(from.Word()!), (AssignmentKind)from.Byte(), from.Time(), from.Time(), from.Number(), from.Number(), from.Flag());

    /// <summary>The kind of an ended lease stands above how it ended, in one byte; it was always 0 in what was written before.</summary>
    const int EndedKindShift = 4;

    static void Write(TaskWriter to, EndedLease lease)
    {
        to.Word(lease.Id.Value);
        to.Word(lease.Holder.Value);
        to.Byte((byte)((byte)lease.How | (byte)lease.Kind << EndedKindShift));
        to.Time(lease.GrantedAt);
        to.Time(lease.EndsAt);
        to.Number(lease.SpecVersion);
        to.Number(lease.GuidelineVersion);
    }

    static EndedLease Ended(ref TaskReader from)
    {
        var (id, holder, ended) = (new LeaseId(from.Word()!), new UserId(from.Word()!), from.Byte());
        return new(id, holder, (LeaseEnd)(ended & ((1 << EndedKindShift) - 1)), from.Time(), from.Time(), from.Number(), from.Number(), (AssignmentKind)(ended >> EndedKindShift));
    }

    static void Write(TaskWriter to, Annotation annotation)
    {
        to.Word(annotation.Id);
        to.Word(annotation.Annotator.Value);
        to.Hash(annotation.Label);
        to.Number(annotation.Class + 1);
        to.Number(annotation.SpecVersion);
        to.Number(annotation.GuidelineVersion);
        to.Time(annotation.SubmittedAt);
        to.Number(annotation.ActiveMs);
        to.Flag(annotation.Counts);
        to.Flag(annotation.ReturnedToAnnotator);
        to.Maybe(annotation.Edits, Write);
    }

    static Annotation Annotation(ref TaskReader from) => new(
        from.Word()!, new(from.Word()!), from.Hash(), from.Number() - 1, from.Number(), from.Number(), from.Time(), from.Number(), from.Flag(), from.Flag(),
        from.Flag() ? Edits(ref from) : null);

    static void Write(TaskWriter to, PrelabelEdits edits)
    {
        to.Number(edits.Suggested);
        to.Number(edits.Kept);
        to.Number(edits.Changed);
        to.Number(edits.Removed);
        to.Number(edits.Added);
        to.Number(edits.Distance);
        to.Flag(edits.MeanIou is not null);
        if (edits.MeanIou is { } iou) to.Double(iou);
    }

    static PrelabelEdits Edits(ref TaskReader from) => new(
        from.Number(), from.Number(), from.Number(), from.Number(), from.Number(), from.Number(), from.Flag() ? from.Double() : null);

    static void Write(TaskWriter to, Review review)
    {
        to.Word(review.Id);
        to.Word(review.Reviewer.Value);
        to.Byte((byte)review.Verdict);
        to.Word(review.Comment);
        to.Hash(review.Label);
        to.Number(review.Class + 1);
        to.Time(review.At);
        to.All(review.Marks, Write);
        to.Flag(review.Believed is not null);
        if (review.Believed is not { } believed) return;
        to.Number(believed.Class + 1);
        to.Double(believed.Confidence);
    }

    static Review Review(ref TaskReader from) => MarkedReview(ref from) with { Believed = from.Flag() ? new(from.Number() - 1, from.Double()) : null };

    static Review MarkedReview(ref TaskReader from) => UnmarkedReview(ref from) with { Marks = All(Mark, ref from) };

    static Review UnmarkedReview(ref TaskReader from) => new(
        from.Word()!, new(from.Word()!), (Verdict)from.Byte(), from.Word()!, from.Hash(), from.Number() - 1, from.Time(), []);

    static void Write(TaskWriter to, ReviewMark mark)
    {
        to.Word(mark.Object);
        to.Word(mark.Text);
        to.Flag(mark.At is not null);
        if (mark.At is not { } at) return;
        to.Double(at.X);
        to.Double(at.Y);
    }

    static ReviewMark Mark(ref TaskReader from) => new(from.Word()!, from.Word()!, from.Flag() ? new(from.Double(), from.Double()) : null);

    static void Write(TaskWriter to, Assessment assessment)
    {
        to.Hash(assessment.Label);
        to.Number(assessment.Class + 1);
        to.Double(assessment.Confidence);
        to.Byte((byte)assessment.Need);
    }

    static Assessment Assessment(ref TaskReader from) => new(from.Hash(), from.Number() - 1, from.Double(), (Need)from.Byte());

    static void Write(TaskWriter to, Decision decision)
    {
        to.Byte((byte)decision.By);
        to.All(decision.Users, static (to, user) => to.Word(user.Value));
        to.Maybe(decision.Model, Write);
        to.Hash(decision.Label);
        to.Number(decision.Class + 1);
        to.Double(decision.Confidence);
        to.Word(decision.Rule);
        to.Time(decision.At);
    }

    static Decision Decision(ref TaskReader from) => new(
        (DeciderKind)from.Byte(), All(static (ref TaskReader from) => new Domain.UserId(from.Word()!), ref from), from.Flag() ? Model(ref from) : null,
        from.Hash(), from.Number() - 1, from.Double(), from.Word()!, from.Time());

    static void Write(TaskWriter to, HistoryEntry entry)
    {
        to.Time(entry.At);
        to.Word(entry.By);
        to.Word(entry.Command);
        to.Byte((byte)entry.From);
        to.Byte((byte)entry.To);
        to.Word(entry.Reason);
    }

    static HistoryEntry History(ref TaskReader from) => new(
        from.Time(), from.Word()!, from.Word()!, (TaskState)from.Byte(), (TaskState)from.Byte(), from.Word());

    static void Write(TaskWriter to, AnsweredCommand answered)
    {
        to.Word(answered.Key.Value);
        to.Word(answered.By.Value);
        to.Large(answered.Fingerprint);
        to.Word(answered.Result);
        to.Byte((byte)answered.State);
    }

    static AnsweredCommand Answered(ref TaskReader from) => new(
        new(from.Word()!), new(from.Word()!), from.Large(), from.Word()!, (TaskState)from.Byte());

    static void Write(TaskWriter to, AwaitedAnswer awaited)
    {
        to.Word(awaited.Question.Project.Value);
        to.Word(awaited.Question.Name);
        to.Word(awaited.Asker.Value);
    }

    static AwaitedAnswer Awaited(ref TaskReader from) => new(new(new(from.Word()!), from.Word()!), new(from.Word()!));

    static void Write(TaskWriter to, GoldAnswer gold)
    {
        to.Hash(gold.Label);
        to.Number(gold.Class + 1);
        to.Word(gold.By.Value);
        to.Time(gold.At);
        to.Word(gold.Note);
    }

    static GoldAnswer Gold(ref TaskReader from) => new(from.Hash(), from.Number() - 1, new(from.Word()!), from.Time(), from.Word()!);

    static void Write(TaskWriter to, Check check)
    {
        Write(to, check.Lease);
        to.Byte((byte)check.Kind);
        to.Number(check.Ended is { } ended ? (int)ended + 1 : 0);
        to.Maybe(check.Answer, Write);
        to.Word(check.Reason);
        to.Word(check.Order?.Value);
        to.Word(check.Question?.Value);
    }

    static Check Check(ref TaskReader from) => UnaskedCheck(ref from) with { Question = from.Word() is { } question ? Domain.QuestionId.Parse(question) : null };

    static Check UnaskedCheck(ref TaskReader from) => new(
        Lease(ref from), (CheckKind)from.Byte(), from.Number() is > 0 and var ended ? (LeaseEnd)(ended - 1) : null, from.Flag() ? CheckAnswer(ref from) : null, from.Word(),
        from.Word() is { } order ? Domain.WorkOrderId.Parse(order) : null);

    static void Write(TaskWriter to, CheckAnswer answer)
    {
        to.Word(answer.Id);
        to.Hash(answer.Label);
        to.Number(answer.Class + 1);
        to.Time(answer.At);
        to.Number(answer.ActiveMs);
        to.Double(answer.Score);
        to.Maybe(answer.Edits, Write);
    }

    static CheckAnswer CheckAnswer(ref TaskReader from) => new(
        from.Word()!, from.Hash(), from.Number() - 1, from.Time(), from.Number(), from.Double(), from.Flag() ? Edits(ref from) : null);

    delegate T Reading<T>(ref TaskReader from);

    static ImmutableArray<T> All<T>(Reading<T> read, ref TaskReader from)
    {
        var all = from.Number() is var count && count <= from.Left ? new T[count] : throw new FormatException($"{count} entries in {from.Left} bytes.");
        for (var i = 0; i < count; i++) all[i] = read(ref from);
        return ImmutableCollectionsMarshal.AsImmutableArray(all);
    }
}
