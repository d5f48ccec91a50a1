using System.Collections.Immutable;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;

namespace Labelwise.Grains.Tasks;

/// <summary>Adds up the rows of a block.</summary>
static class BlockSums
{
    public static BlockSummary Summarise(BlockRows rows, int block, long sequence, ProjectSettings settings, DateTimeOffset now)
    {
        var held = 0;
        DateTimeOffset? firstEnds = null;
        foreach (var i in rows.Held)
            foreach (var lease in rows[i].Leases)
            {
                if (lease.Assignment.Kind is not AssignmentKind.Check) held++;
                if (firstEnds is null || lease.Assignment.EndsAt < firstEnds) firstEnds = lease.Assignment.EndsAt;
            }
        // Being handed out, or not after all: until that is known the block is worth asking.
        if (rows.AnyReserved && (firstEnds is null || now < firstEnds)) firstEnds = now;
        var (counts, waiting) = (rows.Counts, (rows.Audits ??= Audits(rows)).Waiting);
        var (bestLabel, open) = rows.Open(AssignmentKind.Label, settings, now);
        var (bestReview, _) = rows.Open(AssignmentKind.Review, settings, now);
        return new()
        {
            Block = block, Sequence = sequence, Tasks = rows.Count,
            States = [counts.Of(TaskState.Queued), counts.Of(TaskState.Working), counts.Of(TaskState.Submitted), counts.Of(TaskState.Reviewed)],
            WaitsForReview = counts.Waiting, OpenForLabels = open, Held = held, FirstLeaseEnds = firstEnds, BestLabel = bestLabel, BestReview = bestReview,
            Annotations = counts.Opinions, DecidedBy = [.. counts.DecidedBy],
            Classes = [.. Enumerable.Range(0, settings.ClassIds.Length).Select(counts.OfClass)],
            Audits = new(waiting + counts.Of(AuditStatus.Drawn), counts.Of(AuditStatus.Disputed), counts.Of(AuditStatus.Agrees), counts.Of(AuditStatus.Differs)),
            AssignedTo = [.. rows.SetAsideFor(settings).Concat(Returned(rows)).Distinct()],
            Confidence = [counts.Confidence(DeciderKind.People), counts.Confidence(DeciderKind.Model), counts.Confidence(DeciderKind.Reviewer)],
            Predicted = rows.PredictedCount,
        };
    }

    public static BlockKeys Keys(BlockRows rows)
    {
        var keys = ImmutableArray.CreateBuilder<RowKey>(rows.Count);
        for (var i = 0; i < rows.Count; i++) keys.Add(rows.Brief(i) is var row ? new(row.Confidence, row.Class, row.State) : default);
        return new(keys.MoveToImmutable(), [.. rows.Touched.SelectMany(r =>
            r.Opinions.Select(o => o.Annotator).Concat(r.Leases.Select(l => l.Assignment.Holder)).Distinct().Select(u => new RowPerson(TaskBlock.Row(r.Id.Index), u)))]);
    }

    /// <summary>People to whom a task here was rejected back.</summary>
    static IEnumerable<Domain.UserId> Returned(BlockRows rows) =>
        from row in rows.Returned from l in rows[row].Leases where l.Assignment.Returned select l.Assignment.Holder;

    /// <param name="whole">Of all people; else of those about whom it changed since it was last told.</param>
    public static BlockEvidence Evidence(BlockRows rows, int block, long sequence, ProjectSettings settings, bool whole) => new(
        block, sequence, whole ? rows.People.Whole(rows, settings) : rows.People.TakeChanged(rows, settings),
        rows.Histograms ??= Histograms(rows, settings), (rows.Audits ??= Audits(rows)).Told, rows.Acceptance?.Revision ?? 0);

    /// <summary>By model, the predictions of tasks that no person had begun on when they were made.</summary>
    static ImmutableArray<ModelHistogram> Histograms(BlockRows rows, ProjectSettings settings) =>
        [.. Enumerable.Range(0, rows.Count)
            .Select(i => (Row: rows[i], Predicted: rows.Gist(i)))
            .Where(r => r.Predicted is { Class: >= 0 } p && !r.Row.Opinions.Any(o => o.At < p.At))
            .GroupBy(r => r.Predicted!.Value.Model)
            .Select(g => new ModelHistogram(g.Key, PredictionHistogram.Of(
                settings.ClassIds.Length, g.Select(r => (r.Predicted!.Value.Class, r.Predicted.Value.Confidence)))))];

    /// <summary>Every audit that was handed out or comes first; of the rest those with which a sequence of audits goes on:
    /// no other of their class ranks under them and is as confident.</summary>
    static BlockAudits Audits(BlockRows rows)
    {
        if (rows.Acceptance is not { } acceptance) return new([], 0);
        var (audits, later, waiting) = (ImmutableArray.CreateBuilder<Audit>(), new List<Audit>(), 0);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Gist(i) is not { Class: >= 0 } gist || gist.Model != acceptance.Model) continue;
            var (r, task) = (rows.Brief(i), rows.IdOf(i).Index);
            if (r.Audit is AuditStatus.None && !(r.State is TaskState.Queued && rows.IsAudit(i))) continue;
            if (r.Audit is AuditStatus.None) waiting++;
            var audit = new Audit(task, AuditOrder.Rank(acceptance.Truth.Seed, task), gist.Class, gist.Confidence, r.Audit,
                r.Audit is AuditStatus.Agrees or AuditStatus.Differs ? rows[i].UpdatedAt : default);
            (r.Audit is AuditStatus.None && audit.Rank >= acceptance.Truth.AuditsFirst(gist.Class) ? (ICollection<Audit>)later : audits).Add(audit);
        }
        foreach (var ofClass in later.OrderBy(a => a.Rank).GroupBy(a => a.Class))
        {
            var surest = -1.0;
            foreach (var audit in ofClass)
            {
                if (audit.Confidence <= surest) continue;
                audits.Add(audit);
                surest = audit.Confidence;
            }
        }
        return new(audits.ToImmutable(), waiting);
    }
}

/// <param name="Told">Those that the quality grain hears of.</param>
/// <param name="Waiting">Tasks that are audits as soon as somebody is handed them.</param>
readonly record struct BlockAudits(ImmutableArray<Audit> Told, int Waiting);
