using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

static class RowFilters
{
    /// <summary>Looks at what costs most last: a row, and then its sample, is made only when it is asked for.</summary>
    public static bool Passes(RowFilter filter, BlockRows rows, int row) =>
        (filter.Named is not { } named || named.Numbers.Contains(rows.IdOf(row).Index)) && Passes(filter, rows.Brief(row)) && Ordered(filter, rows.Orders.Of(row)) && Drawn(filter, rows, row) && (!AsksPeople(filter) || PassesPeople(filter, rows[row]))
        && Tagged(filter, rows.MarkOf(row)) && ((filter.Text ?? filter.Metadata) is null || Names(filter, rows.Samples[row]));

    static bool Passes(RowFilter filter, RowGist row) =>
        (filter.State is not { } state || row.State == state)
        && (filter.Class is not { } answer || row.Class == answer)
        && (filter.MinConfidence is not { } least || row.Confidence >= least)
        && (filter.MaxConfidence is not { } most || row.Confidence <= most)
        && (filter.Waiting is not { } waits || row.Waits is not ReviewReason.None == waits);

    static bool AsksPeople(RowFilter filter) => filter.Annotator is not null || filter.Answered is not null || filter.Disputed is not null;

    static bool PassesPeople(RowFilter filter, TaskRow row) =>
        (filter.Annotator is not { } who || row.Opinions.Any(o => o.Annotator == who) || row.Leases.Any(l => l.Assignment.Holder == who) || row.Checks.Any(c => c.Annotator == who))
        && (filter.Answered is not { } said || row.Opinions.Any(o => o.Class == said && o.Annotator == (filter.Annotator ?? o.Annotator)))
        && (filter.Disputed is not { } disputed || IsDisputed(row) == disputed);

    static bool Ordered(RowFilter filter, WorkOrderId? order) => filter.Order is not { } wanted || order == wanted;

    static bool Drawn(RowFilter filter, BlockRows rows, int row) =>
        (filter.Objects is not { } wanted || rows.ObjectsOn(row, wanted.Class) is { } count && wanted.Holds(wanted.Answers.IsEmpty ? count : rows.AnswersOn(row, wanted.Answers)))
        && (filter.Labelled is not { } label || Says(label, rows, row)) && (filter.Said is not { } answer || Says(answer, rows, row));

    static bool Says(LabelWanted wanted, BlockRows rows, int row)
    {
        if (wanted.Class is { } of && rows.Brief(row).Class == of) return true;
        foreach (var drawn in wanted.Objects) if (rows.ObjectsOn(row, drawn) > 0) return true;
        return rows.AnswersOn(row, wanted.Answers) > 0;
    }

    static bool Tagged(RowFilter filter, RowMark? mark) => filter.Tag is not { } tag || mark?.Tags.Contains(tag, StringComparer.Ordinal) is true;

    static bool Names(RowFilter filter, Sample sample) =>
        (filter.Text is not { } text || sample.ExternalId.Contains(text, StringComparison.OrdinalIgnoreCase))
        && (filter.Metadata is not { } wanted || Has(sample.Metadata, wanted));

    static bool IsDisputed(TaskRow row)
    {
        RowOpinion? first = null;
        foreach (var opinion in row.Opinions)
        {
            if (!opinion.Counts) continue;
            if (first is { } other && other.Label != opinion.Label) return true;
            first ??= opinion;
        }
        return false;
    }

    static bool Has(string? metadata, string wanted)
    {
        if (metadata is null) return false;
        var (name, value) = wanted.Split(':', 2) is [var n, var v] ? (n.Trim(), v.Trim()) : (wanted.Trim(), null);
        if (!metadata.Contains(name, StringComparison.Ordinal)) return false;
        using var document = JsonDocument.Parse(metadata);
        return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var found)
            && (value is null || string.Equals(found.ToString(), value, StringComparison.OrdinalIgnoreCase));
    }
}
