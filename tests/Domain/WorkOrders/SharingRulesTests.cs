using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.WorkOrders;

namespace Labelwise.Tests.Domain.WorkOrders;

/// <summary>Whoever joins a vendor gets a share of what waits, and what waited for who left is not lost with them.</summary>
public sealed class SharingRulesTests
{
    [Theory]
    [InlineData("aabb", "ab", "aabb")]
    [InlineData("aabb", "a", "aaaa")]
    [InlineData("aabb", "bc", "ccbb")]
    [InlineData("aaaaaa", "abc", "aabbcc")]
    [InlineData("aabb", "", "----")]
    [InlineData("----", "ab", "aabb")]
    [InlineData("", "ab", "")]
    public void Tasks_change_hands_only_as_far_as_shares_would_differ(string before, string people, string after) =>
        Assert.Equal(after, Text(SharingRules.Share(Holders(before), [.. people.Select(Person)], 0)));

    [Fact]
    public void Shares_differ_by_one_at_most_and_no_task_changes_hands_that_need_not()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var chance = new Random(seed);
            var before = string.Concat(Enumerable.Range(0, chance.Next(40)).Select(_ => "abcdefg-"[chance.Next(8)]));
            var people = new string([.. "abcdefg".OrderBy(_ => chance.Next()).Take(1 + chance.Next(7))]);
            var turn = chance.Next(1000);
            var after = Text(SharingRules.Share(Holders(before), [.. people.Select(Person)], turn));
            var shares = people.Select(p => after.Count(h => h == p)).ToList();
            Assert.True(shares.Max() - shares.Min() <= 1 && shares.Sum() == before.Length, $"{before} among {people}: {after}");
            // Nobody gets one who gives one away.
            foreach (var person in people)
                Assert.False(
                    before.Zip(after).Any(t => t.First == person && t.Second != person) && before.Zip(after).Any(t => t.First != person && t.Second == person),
                    $"{before} among {people}: {after}");
            Assert.Equal(after, Text(SharingRules.Share(Holders(after), [.. people.Select(Person)], turn)));
        }
    }

    [Fact]
    public void What_cannot_be_shared_equally_goes_to_another_in_each_block()
    {
        ImmutableArray<UserId> people = [Person('a'), Person('b'), Person('c')];
        Assert.Equal(["a", "c", "b"], Enumerable.Range(0, 3).Select(turn => Text(SharingRules.Share([null], people, turn))));
    }

    static UserId Person(char letter) => new(letter.ToString());

    static ImmutableArray<UserId?> Holders(string text) => [.. text.Select(c => c is '-' ? (UserId?)null : Person(c))];

    static string Text(ImmutableArray<UserId?> holders) => string.Concat(holders.Select(h => h?.Value ?? "-"));
}
