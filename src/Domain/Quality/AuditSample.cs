using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>The audits of a threshold that can be counted: in the order of ranks, up to the first that is not settled.</summary>
/// <param name="Errors">Of each, whether the prediction was wrong.</param>
/// <param name="Cutoff">All of the threshold's tasks ranked under it are among them.</param>
/// <param name="Begun">Tasks beyond them that people have had in hand.</param>
sealed record AuditSample(bool[] Errors, uint Cutoff, int Begun)
{
    /// <summary>Standard deviations by which more of a share of ranks may be there than expected.</summary>
    const double Margin = 3;

    /// <param name="ranked">Audits of the part, in the order of ranks.</param>
    public static AuditSample Of(List<Audit> ranked, int bin)
    {
        var (errors, cutoff, begun, open) = (new List<bool>(ranked.Count), 0u, 0, false);
        foreach (var audit in ranked)
        {
            if (ConfidenceBins.Of(audit.Confidence) < bin) continue;
            open |= !audit.IsSettled;
            if (open)
            {
                if (audit.Status is not AuditStatus.None) begun++;
                continue;
            }
            errors.Add(audit.Status is AuditStatus.Differs);
            cutoff = Math.Max(audit.Rank, audit.Rank + 1);
        }
        return new([.. errors], cutoff, begun);
    }

    /// <summary>Tasks beyond them that will be audited whatever happens, at most.</summary>
    public int StillDue(uint alwaysAudited, int population)
    {
        var share = alwaysAudited > Cutoff ? (alwaysAudited - Cutoff) / (double)uint.MaxValue : 0;
        return (int)Math.Ceiling(share * population + Margin * Math.Sqrt(share * population));
    }
}
