using System.Collections.Immutable;

namespace Labelwise.Domain.WorkOrders;

/// <summary>How the waiting tasks of a work order are shared out when the vendor's people are others than before. Pure.</summary>
public static class SharingRules
{
    /// <param name="holders">For whom each waiting task is set aside; null for nobody.</param>
    /// <param name="people">The vendor's people who may annotate.</param>
    /// <param name="turn">Whose turn it is to get one more where shares cannot be equal: another's in each block.</param>
    /// <returns>For whom each is from now on, null where there is nobody: shares differ by one at most, and no task changes hands that need not.</returns>
    public static ImmutableArray<UserId?> Share(ImmutableArray<UserId?> holders, ImmutableArray<UserId> people, int turn)
    {
        if (people.IsEmpty) return [.. holders.Select(_ => (UserId?)null)];
        var has = holders.OfType<UserId>().CountBy(h => h).ToDictionary();
        var (least, more) = (holders.Length / people.Length, holders.Length % people.Length);
        // Whoever has more than the others keeps one more, before somebody is given one.
        var left = people.Select((person, i) => (Person: person, Turn: (i + turn) % people.Length))
            .OrderByDescending(p => has.GetValueOrDefault(p.Person) > least).ThenBy(p => p.Turn)
            .Select((p, i) => (p.Person, Share: least + (i < more ? 1 : 0)))
            .ToDictionary(p => p.Person, p => p.Share);

        var shared = holders.Select(h => h is { } holder && left.TryGetValue(holder, out var room) && room > 0 && Take(holder) ? h : null).ToArray();
        var open = new Queue<UserId>(left.SelectMany(p => Enumerable.Repeat(p.Key, p.Value)));
        return [.. shared.Select(h => h ?? open.Dequeue())];

        bool Take(UserId person) => --left[person] >= 0;
    }
}
