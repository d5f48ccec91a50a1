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
        var (states, decidedBy, confidence, classes) = (new int[4], new int[3], new double[3], new int[settings.ClassIds.Length]);
        var (waits, held, annotations, predicted) = (0, 0, 0, 0);
        var (drawn, disputed, agree, differ) = (0, 0, 0, 0);
        DateTimeOffset? firstEnds = null;
        foreach (var i in rows.Held)
            foreach (var lease in rows[i].Leases)
            {
                held++;
                if (firstEnds is null || lease.Assignment.EndsAt < firstEnds) firstEnds = lease.Assignment.EndsAt;
            }
        // Being handed out, or not after all: until that is known the block is worth asking.
        if (rows.AnyReserved && (firstEnds is null || now < firstEnds)) firstEnds = now;
        for (var i = 0; i < rows.Count; i++)
        {
            var r = rows[i];
            states[(int)r.State]++;
            annotations += r.Opinions.Length;
            if (rows.Gist(i) is not null) predicted++;
            if (r.Waits is not ReviewReason.None) waits++;
            if (r.Decision is { } decision)
            {
                decidedBy[(int)decision.By]++;
                confidence[(int)decision.By] += r.Confidence;
                if (r.Class >= 0 && r.Class < classes.Length) classes[r.Class]++;
            }
            _ = r.Audit switch
            {
                AuditStatus.Drawn => drawn++, AuditStatus.Disputed => disputed++, AuditStatus.Agrees => agree++,
                AuditStatus.Differs => differ++, _ => rows.IsAudit(i) && r.State is TaskState.Queued ? drawn++ : 0,
            };
        }
        var (bestLabel, open) = rows.Open(AssignmentKind.Label, settings, now);
        var (bestReview, _) = rows.Open(AssignmentKind.Review, settings, now);
        return new()
        {
            Block = block, Sequence = sequence, Tasks = rows.Count, States = [.. states], WaitsForReview = waits, OpenForLabels = open,
            Held = held, FirstLeaseEnds = firstEnds, BestLabel = bestLabel, BestReview = bestReview, Annotations = annotations,
            DecidedBy = [.. decidedBy], Classes = [.. classes], Audits = new(drawn, disputed, agree, differ),
            AssignedTo = [.. rows.SetAsideFor.Concat(Returned(rows)).Distinct()], Confidence = [.. confidence], Predicted = predicted,
        };
    }

    public static BlockKeys Keys(BlockRows rows)
    {
        var keys = ImmutableArray.CreateBuilder<RowKey>(rows.Count);
        for (var i = 0; i < rows.Count; i++) keys.Add(new(rows[i].Confidence, rows[i].Class, rows[i].State));
        return new(keys.MoveToImmutable(), [.. rows.Touched.SelectMany(r =>
            r.Opinions.Select(o => o.Annotator).Concat(r.Leases.Select(l => l.Assignment.Holder)).Distinct().Select(u => new RowPerson(TaskBlock.Row(r.Id.Index), u)))]);
    }

    /// <summary>People to whom a task here was rejected back.</summary>
    static IEnumerable<Domain.UserId> Returned(BlockRows rows) =>
        from row in rows.Returned from l in rows[row].Leases where l.Assignment.Returned select l.Assignment.Holder;

    /// <param name="whole">Of all people; else of those about whom it changed since it was last told.</param>
    public static BlockEvidence Evidence(BlockRows rows, int block, long sequence, ProjectSettings settings, bool whole) => new(
        block, sequence, whole ? rows.People.Whole(rows, settings) : rows.People.TakeChanged(rows, settings),
        rows.Histograms ??= Histograms(rows, settings), rows.Audits ??= Audits(rows), rows.Acceptance?.Revision ?? 0);

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
    static ImmutableArray<Audit> Audits(BlockRows rows)
    {
        if (rows.Acceptance is not { } acceptance) return [];
        var (audits, later) = (ImmutableArray.CreateBuilder<Audit>(), new List<Audit>());
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Gist(i) is not { Class: >= 0 } gist || gist.Model != acceptance.Model) continue;
            var (r, task) = (rows[i], rows.IdOf(i).Index);
            if (r.Audit is AuditStatus.None && !(r.State is TaskState.Queued && rows.IsAudit(i))) continue;
            var audit = new Audit(task, AuditOrder.Rank(acceptance.Truth.Seed, task), gist.Class, gist.Confidence, r.Audit,
                r.Audit is AuditStatus.Agrees or AuditStatus.Differs ? r.UpdatedAt : default);
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
        return audits.ToImmutable();
    }
}
