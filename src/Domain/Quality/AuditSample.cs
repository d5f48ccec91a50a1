using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

/// <summary>Audits of a threshold in the order of their ranks, up to one that is not settled. A few that are not settled either
/// may lie among them and count as errors, so that one whose reviewer takes long does not hold up all others.</summary>
/// <param name="Errors">Of each, whether the prediction was wrong or may be.</param>
/// <param name="Pending">How many are not settled.</param>
/// <param name="Cutoff">All of the threshold's tasks ranked under it are among them.</param>
/// <param name="Begun">Tasks beyond them that people have had in hand.</param>
sealed record AuditSample(bool[] Errors, int Pending, uint Cutoff, int Begun)
{
    /// <summary>How many unsettled audits the samples that are looked at hold.</summary>
    public static readonly ImmutableArray<int> Holding = [0, 1, 2, 4, 8, 16];

    /// <summary>Standard deviations by which more of a share of ranks may be there than expected.</summary>
    const double Margin = 3;

    /// <param name="ranked">Audits of the part, in the order of ranks.</param>
    /// <param name="most">Unsettled audits that may be among them, all of which somebody has had in hand.</param>
    public static AuditSample Of(List<Audit> ranked, int bin, int most)
    {
        var (errors, pending, cutoff, begun, ended) = (new List<bool>(ranked.Count), 0, 0u, 0, false);
        foreach (var audit in ranked)
        {
            if (ConfidenceBins.Of(audit.Confidence) < bin) continue;
            ended |= audit.Status is AuditStatus.None || !audit.IsSettled && pending == most;  // of what lies behind one that nobody had, not all is known here
            if (ended)
            {
                if (audit.Status is not AuditStatus.None) begun++;
                continue;
            }
            if (!audit.IsSettled) pending++;
            errors.Add(audit.Status is not AuditStatus.Agrees);
            cutoff = Math.Max(audit.Rank, audit.Rank + 1);
        }
        return new([.. errors], pending, cutoff, begun);
    }

    /// <summary>Tasks beyond them that will be audited whatever happens, at most.</summary>
    public int StillDue(uint alwaysAudited, int population)
    {
        var share = alwaysAudited > Cutoff ? (alwaysAudited - Cutoff) / (double)uint.MaxValue : 0;
        return (int)Math.Ceiling(share * population + Margin * Math.Sqrt(share * population));
    }
}
