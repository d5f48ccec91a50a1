using System.Collections.Immutable;

namespace Labelwise.Domain.Quality;

/// <summary>Which certificates are in force together.</summary>
static class Standing
{
    /// <summary>
    /// New certificates replace old ones only where they cover all that those covered: each region is proven as a whole,
    /// and an old region with a new piece added to it would be proven by neither.
    /// </summary>
    public static ImmutableArray<Certificate> Merge(ImmutableArray<Certificate> old, ImmutableArray<Certificate> fresh)
    {
        while (true)
        {
            var kept = old.Where(o => !o.Classes.All(c => fresh.Any(f => f.Classes.Contains(c) && f.Bin <= o.Bin))).ToImmutableArray();
            var fitting = fresh.Where(f => !kept.Any(k => k.Classes.Intersect(f.Classes).Any())).ToImmutableArray();
            if (fitting.Length == fresh.Length) return [.. kept, .. fitting];
            fresh = fitting;
        }
    }
}
