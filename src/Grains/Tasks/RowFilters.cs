using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

static class RowFilters
{
    public static bool Passes(RowFilter filter, BlockRows rows, int row) =>
        Passes(filter, rows[row]) && (filter.Text is null || Names(filter, rows.Samples[row]));

    public static bool Passes(RowFilter filter, TaskRow row, Sample sample) => Passes(filter, row) && Names(filter, sample);

    static bool Passes(RowFilter filter, TaskRow row) =>
        (filter.State is not { } state || row.State == state)
        && (filter.Class is not { } answer || row.Class == answer)
        && (filter.Annotator is not { } who || row.Opinions.Any(o => o.Annotator == who) || row.Leases.Any(l => l.Assignment.Holder == who))
        && (filter.MinConfidence is not { } least || row.Confidence >= least)
        && (filter.MaxConfidence is not { } most || row.Confidence <= most);

    static bool Names(RowFilter filter, Sample sample) =>
        filter.Text is not { } text || sample.ExternalId.Contains(text, StringComparison.OrdinalIgnoreCase);
}
